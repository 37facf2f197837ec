"""Offers of hazards to other units as programs answer them."""
