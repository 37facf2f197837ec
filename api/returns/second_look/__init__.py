"""A second look at a return: earlier periods, outliers and starred figures."""
