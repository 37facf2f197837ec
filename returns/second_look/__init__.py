"""A second look at a return: what the unit said before, and which figure lies far from others."""
