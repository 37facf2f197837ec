"""Whether a year of rounds in a city costs its readers what a month of a district does."""
