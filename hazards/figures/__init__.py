"""The figures, each declared once; what counts them, shows them and opens their rows is derived."""
