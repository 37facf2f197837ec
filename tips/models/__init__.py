"""Tips, their pictures and histories, what followed from them, and apart from these who tipped."""

from tips.models.follow_ups import FollowUp, FollowUpEntry
from tips.models.identities import TipsterIdentity
from tips.models.photos import TipPhoto
from tips.models.tips import Tip, TipEntry

__all__ = ["FollowUp", "FollowUpEntry", "Tip", "TipEntry", "TipPhoto", "TipsterIdentity"]
