"""Papers in one click, and those that went out."""
