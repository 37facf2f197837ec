"""The second factor: the law of it, below the doors."""
