"""Logging in with accounts of other services, each spoken to over real HTTP on loopback."""
