"""Everything that can be done with campaigns and returns. Doors and the demo use these."""

from hazards.services.saved_views import forget_view, rename_view, save_view
from returns.services.attached_files import summary_in
from returns.services.attachments import attach_scan, attach_summary, choose_photos, keep_summary
from returns.services.campaigns import include_new_units, open_campaign, remind
from returns.services.filling import adjust, draft_summary, fill
from returns.services.moves import MOVES, accept, correct, nil, return_, submit
from returns.services.proofs import attach_proof, drop_proof
from returns.services.stars import star, unstar

__all__ = [
    "MOVES",
    "accept",
    "adjust",
    "attach_proof",
    "attach_scan",
    "attach_summary",
    "choose_photos",
    "correct",
    "draft_summary",
    "drop_proof",
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
    "star",
    "submit",
    "summary_in",
    "unstar",
]
