"""What of a hazard is told to everybody: its wording for the public, the cues in it that may point
to a person, and who confirmed it."""
