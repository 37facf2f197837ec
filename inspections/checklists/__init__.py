"""Checklists as data: their shape, and reading one from its text."""
