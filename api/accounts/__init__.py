"""Who calls: logging in, oneself, what one was told, the views one keeps."""
