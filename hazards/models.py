"""What is: hazards, their photos, their history, and what stands beside their state."""

from hazards.classification import Category, Clause
from hazards.evidence import Photo
from hazards.history import HistoryEntry
from hazards.records import REPORTED_FROM, Hazard, NumberSeries, Source
from hazards.sidelines import Extension, InterimControl, Supervision
from hazards.tally import Change, Count, FoldedPlace, Folder, Spread
from hazards.transfers import Transfer

__all__ = [
    "REPORTED_FROM",
    "Category",
    "Change",
    "Clause",
    "Count",
    "Extension",
    "FoldedPlace",
    "Folder",
    "Hazard",
    "HistoryEntry",
    "InterimControl",
    "NumberSeries",
    "Photo",
    "Source",
    "Spread",
    "Supervision",
    "Transfer",
]
