"""What people write: what counts as words, and how words are compared."""
