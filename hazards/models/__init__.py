"""What is: hazards, their photos, their history, and what stands beside their state."""

from hazards.ledger.saved_views import SavedView
from hazards.models.beside_the_state import Extension, InterimControl, Supervision
from hazards.models.classification import Category, Clause
from hazards.models.evidence import Photo
from hazards.models.hazard import REPORTED_FROM, Hazard, NumberSeries, Source
from hazards.models.history import HistoryEntry
from hazards.models.transfers import Transfer
from hazards.tally.tables import Change, Count, FoldedPlace, Folder, Spread

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
    "SavedView",
    "Source",
    "Spread",
    "Supervision",
    "Transfer",
]
