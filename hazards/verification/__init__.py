"""Whether the rows of hazards are what their histories lead to."""
