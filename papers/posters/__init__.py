"""Posters with a unit's code: where anybody tells of a danger."""
