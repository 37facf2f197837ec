"""The demo's campaigns and returns."""
