"""What opens an account: sessions, tokens, activations, second factors, addresses of calendars."""

from accounts.models.access import LONGEST_NAME, Scope, Session, TokenDetails, public_id
from accounts.models.activations import OPEN, Activation
from accounts.models.calendars import CalendarAddress
from accounts.models.factors import RecoveryCode, SecondFactor

__all__ = [
    "LONGEST_NAME",
    "OPEN",
    "Activation",
    "CalendarAddress",
    "RecoveryCode",
    "Scope",
    "SecondFactor",
    "Session",
    "TokenDetails",
    "public_id",
]
