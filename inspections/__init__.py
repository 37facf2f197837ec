"""Who looked at what, how often: rounds that come due, free ones, and what they found."""
