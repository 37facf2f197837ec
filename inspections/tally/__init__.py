"""Counting rounds for every unit and month (see `inspections.models.counts`)."""
