"""The audit log as programs read it."""
