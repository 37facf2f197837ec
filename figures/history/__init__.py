"""A moment of the past, counted from history."""
