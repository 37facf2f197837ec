"""The board of figures."""
