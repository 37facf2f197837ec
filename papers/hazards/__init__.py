"""Papers about one hazard or several."""
