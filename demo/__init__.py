"""The demo district: units, people, a year of hazards and drawn photos, all invented."""
