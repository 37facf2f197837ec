"""Everything that can be done with campaigns and returns. Doors and the demo use these."""

from reports.services.attached_files import summary_in
from reports.services.attachments import (
    attach_scan,
    attach_summary,
    choose_photos,
    keep_summary,
)
from reports.services.campaigns import include_new_units, open_campaign, remind
from reports.services.filling import adjust, fill
from reports.services.moves import MOVES, accept, correct, nil, return_, submit
from reports.services.saved_views import forget_view, rename_view, save_view

__all__ = [
    "MOVES",
    "accept",
    "adjust",
    "attach_scan",
    "attach_summary",
    "choose_photos",
    "correct",
    "fill",
    "forget_view",
    "include_new_units",
    "keep_summary",
    "nil",
    "open_campaign",
    "remind",
    "rename_view",
    "return_",
    "save_view",
    "submit",
    "summary_in",
]
