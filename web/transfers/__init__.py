"""Offers to and from other units."""
