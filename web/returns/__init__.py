"""Campaigns and returns."""
