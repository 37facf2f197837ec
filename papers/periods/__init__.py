"""Papers about a unit and a period."""
