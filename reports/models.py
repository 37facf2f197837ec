"""What the bureau asks for and what it is handed: forms, campaigns, returns, and long work."""

from reports.campaigns import Campaign
from reports.form_templates import FormTemplate
from reports.issued import IssuedPaper, PaperSeries
from reports.letterheads import Letterhead
from reports.returns import Return, ReturnEntry, ReturnPhoto, Submission
from reports.saved_views import SavedView

__all__ = [
    "Campaign",
    "FormTemplate",
    "IssuedPaper",
    "Letterhead",
    "PaperSeries",
    "Return",
    "ReturnEntry",
    "ReturnPhoto",
    "SavedView",
    "Submission",
]
