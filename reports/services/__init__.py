"""Everything that can be done with campaigns and returns. Doors and the demo use these."""

from reports.services.attachments import attach_scan, attach_summary, choose_photos
from reports.services.campaigns import include_new_units, open_campaign, remind
from reports.services.filling import adjust, fill
from reports.services.moves import MOVES, accept, correct, nil, return_, submit

__all__ = [
    "MOVES",
    "accept",
    "adjust",
    "attach_scan",
    "attach_summary",
    "choose_photos",
    "correct",
    "fill",
    "include_new_units",
    "nil",
    "open_campaign",
    "remind",
    "return_",
    "submit",
]
