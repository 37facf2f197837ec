"""What is: hazards, their photos, their history, and what stands beside their state."""

from hazards.classification import Category, Clause
from hazards.evidence import Photo
from hazards.history import HistoryEntry
from hazards.records import Hazard, NumberSeries, Source
from hazards.sidelines import Extension, InterimControl, Supervision
from hazards.transfers import Transfer

__all__ = [
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
    "Transfer",
]
