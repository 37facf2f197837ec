"""Finding hazards by what they say."""
