"""Eight people who move hazards at once, counted in three ways."""
