"""A second look at one figure of a return."""
