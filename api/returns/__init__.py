"""Campaigns and returns as programs read and hand them in."""
