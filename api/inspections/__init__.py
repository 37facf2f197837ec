"""Inspections over the API: checklists, rounds, outings and coverage."""
