"""What a letter looks like, and the server it leaves by."""
