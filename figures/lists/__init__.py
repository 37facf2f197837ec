"""The lists behind the figures: whose rows, by which filters, and how many."""
