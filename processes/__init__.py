"""What the service asks of the operating system for its own processes (no Django)."""
