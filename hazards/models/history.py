"""What happened to a hazard, in order."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hazards.law import LAW
from hazards.models.hazard import Hazard
from records.chain import ChainedEntry


class HistoryEntry(ChainedEntry):
    """One act in the life of a hazard."""

    about = "hazard"
    law = LAW
    own = ("attempt",)

    hazard = models.ForeignKey(Hazard, models.PROTECT, related_name="history")
    attempt = models.PositiveSmallIntegerField(_("attempt"))

    class Meta:
        ordering = ["hazard", "sequence"]
        verbose_name = _("history entry")
        verbose_name_plural = _("history entries")
        constraints = [
            models.UniqueConstraint(fields=["hazard", "sequence"], name="one_line_of_history"),
        ]
        indexes = [
            models.Index(fields=["move", "at"], name="history_move"),
            models.Index(fields=["hazard", "at"], name="history_since"),
        ]
