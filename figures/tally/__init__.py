"""The present, counted from the running tally."""
