"""The figures as programs read them."""
