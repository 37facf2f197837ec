"""What opens an account: sessions, tokens, activations, and the addresses of calendars."""

from accounts.models.access import LONGEST_NAME, Scope, Session, TokenDetails, public_id
from accounts.models.activations import OPEN, Activation
from accounts.models.calendars import CalendarAddress

__all__ = [
    "LONGEST_NAME",
    "OPEN",
    "Activation",
    "CalendarAddress",
    "Scope",
    "Session",
    "TokenDetails",
    "public_id",
]
