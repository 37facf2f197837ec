"""A return's table and packet."""
