"""What happened to a hazard, in order."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hazards.law import LAW
from hazards.models.hazard import Hazard
from records.chain import ChainedEntry
from workflow.declarations.former_names import label_of


class HistoryEntry(ChainedEntry):
    """One act in the life of a hazard."""

    about = "hazard"

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

    def __str__(self) -> str:
        return f"{self.hazard_id} {self.sequence} {self.move}"

    @property
    def label(self) -> str:
        """What was done, in the words of its button."""
        return label_of(self.move, LAW)

    def digest_payload(self) -> list[Any]:
        return [
            str(self.hazard_id),
            self.sequence,
            self.at.timestamp(),
            self.by_id,
            self.move,
            self.before,
            self.after,
            self.attempt,
            self.note,
            self.facts,
        ]
