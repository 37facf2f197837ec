"""What other calls are told by id."""
