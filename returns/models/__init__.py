"""What the bureau asks for and what it is handed: forms, campaigns, returns."""

from returns.models.campaigns import Campaign
from returns.models.form_templates import FormTemplate
from returns.models.returns import Return, ReturnEntry, ReturnPhoto, Submission

__all__ = [
    "Campaign",
    "FormTemplate",
    "Return",
    "ReturnEntry",
    "ReturnPhoto",
    "Submission",
]
