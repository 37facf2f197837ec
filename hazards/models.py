"""What is: hazards, their photos, their history, and what stands beside their state."""

from hazards.classification import Category, Clause
from hazards.evidence import Photo
from hazards.history import HistoryEntry
from hazards.records import REPORTED_FROM, Hazard, NumberSeries, Source
from hazards.sidelines import Extension, InterimControl, Supervision

__all__ = [
    "REPORTED_FROM",
    "Category",
    "Clause",
    "Extension",
    "Hazard",
    "HistoryEntry",
    "InterimControl",
    "NumberSeries",
    "Photo",
    "Source",
    "Supervision",
]
