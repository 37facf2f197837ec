"""What opens an account: sessions, tokens, slips, second factors, letters, calendar addresses."""

from accounts.models.access import LONGEST_NAME, Scope, Session, TokenDetails, public_id
from accounts.models.activations import OPEN, Activation
from accounts.models.calendars import CalendarAddress
from accounts.models.factors import RecoveryCode, SecondFactor
from accounts.models.letters import PasswordLetter

__all__ = [
    "LONGEST_NAME",
    "OPEN",
    "Activation",
    "CalendarAddress",
    "PasswordLetter",
    "RecoveryCode",
    "Scope",
    "SecondFactor",
    "Session",
    "TokenDetails",
    "public_id",
]
