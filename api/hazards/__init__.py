"""Hazards as programs read and move them."""
