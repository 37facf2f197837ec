"""Pages of inspections: rounds, outings, coverage, checklists, the calendar."""
