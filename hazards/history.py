"""What happened, in order. Entries are written once and chained by their digests."""

import hashlib
import json
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hazards.permanence import Permanent, WrittenOnce
from hazards.records import Hazard

START = "0" * 64  # what the first entry of a hazard names as its predecessor


class HistoryEntry(Permanent):
    """One act in the life of a hazard. A database trigger refuses changes as well."""

    hazard = models.ForeignKey(Hazard, models.PROTECT, related_name="history")
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    move = models.CharField(_("move"), max_length=24)
    before = models.CharField(_("before"), max_length=12, blank=True)
    after = models.CharField(_("after"), max_length=12)
    attempt = models.PositiveSmallIntegerField(_("attempt"))
    note = models.TextField(_("note"), blank=True)
    facts = models.JSONField(_("facts"), default=dict)
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = WrittenOnce.as_manager()

    class Meta:
        ordering = ["hazard", "sequence"]
        verbose_name = _("history entry")
        verbose_name_plural = _("history entries")
        constraints = [
            models.UniqueConstraint(fields=["hazard", "sequence"], name="one_line_of_history"),
        ]
        indexes = [models.Index(fields=["move", "at"], name="history_move")]

    def __str__(self) -> str:
        return f"{self.hazard_id} {self.sequence} {self.move}"

    def save(self, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("History is written once.")
        super().save(**kwargs)

    def computed_digest(self) -> str:
        """SHA-256 over everything the entry says and the digest before it."""
        told = [
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
            self.previous_digest,
        ]
        text = json.dumps(told, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def append(hazard: Hazard, **told) -> HistoryEntry:
    """Add the next entry. The caller holds the hazard's lock, so the sequence has no gap."""
    last = HistoryEntry.objects.filter(hazard=hazard).order_by("-sequence").first()
    entry = HistoryEntry(
        hazard=hazard,
        sequence=last.sequence + 1 if last else 1,
        previous_digest=last.digest if last else START,
        attempt=hazard.attempts,
        **told,
    )
    entry.digest = entry.computed_digest()
    entry.save()
    return entry


def is_unbroken(entries: Iterable[HistoryEntry]) -> bool:
    """Do the entries of one hazard, oldest first, still say what was written?"""
    previous = START
    for entry in entries:
        if entry.previous_digest != previous or entry.digest != entry.computed_digest():
            return False
        previous = entry.digest
    return True
