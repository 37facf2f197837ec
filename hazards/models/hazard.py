"""The hazard itself, and the series its number comes from."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hazards.models.classification import Category, Clause
from hazards.models.querysets import MANNED, HazardQuerySet
from organizations.models import Unit
from records.permanence import Permanent
from workflow import deadlines
from workflow.hazard_law import Lifecycle
from workflow.states import OPEN, State
from workflow.turns import OF_HAZARDS, Rung
from workflow.turns import words as turn_words
from workflow.turns.words import Expected


class Source(models.TextChoices):
    SELF_CHECK = "self_check", _("Self-check")
    BUREAU_CHECK = "bureau_check", _("Check by the bureau")
    CAMPAIGN = "campaign", _("Campaign")
    TIP = "tip", _("Tip")
    SNAPSHOT = "snapshot", _("Snapshot")
    TRANSFERRED = "transferred", _("Handed down")
    IMPORTED = "imported", _("Old ledger")


# What somebody who reports may name; only an import brings in what the old ledger names nobody for.
REPORTED_FROM = [(value, label) for value, label in Source.choices if value != Source.IMPORTED]


class Hazard(Permanent, Lifecycle):
    """One hazard: found, fixed, struck off. Only `hazards.services` writes it."""

    transfers: Any  # Django adds it for `hazards.models.transfers`
    extensions: Any  # and for `hazards.models.beside_the_state`
    supervisions: Any

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("number"), max_length=32, unique=True, editable=False)
    former_number = models.CharField(
        _("former number"), max_length=40, blank=True, editable=False
    )  # in the ledger it was imported from
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    report_digest = models.CharField(_("digest of the report"), max_length=64, editable=False)

    category = models.ForeignKey(
        Category, models.PROTECT, related_name="+", verbose_name=_("category")
    )
    clause = models.ForeignKey(
        Clause,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("clause"),
    )
    place = models.CharField(_("place"), max_length=120)
    description = models.CharField(_("description"), max_length=500)
    # Folded (`hazards.search.searchable`); null only in what the version before has written.
    searchable = models.TextField(_("searchable text"), null=True, editable=False)  # noqa: DJ001
    source = models.CharField(
        _("source"), max_length=16, choices=Source.choices, default=Source.SELF_CHECK
    )
    is_violation = models.BooleanField(_("violation of law or rule"), default=False)
    found_on = models.DateField(_("found on"))
    # Known when it was reported and never judged anew, so that no figure of the past changes.
    repeat_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("hazard it repeats"),
    )
    repeat_days = models.PositiveSmallIntegerField(
        _("days since the closure it repeats"), null=True, editable=False
    )

    objects = HazardQuerySet.as_manager()

    class Meta:
        ordering = ["-reported_at", "-id"]
        verbose_name = _("hazard")
        verbose_name_plural = _("hazards")
        indexes = [
            models.Index(fields=["-reported_at", "-id"], name="hazard_newest"),
            models.Index(fields=["unit", "-reported_at"], name="hazard_unit"),
            models.Index(fields=["unit", "found_on"], name="hazard_unit_found"),
            models.Index(fields=["state", "-reported_at"], name="hazard_state"),
            models.Index(fields=["category", "-reported_at"], name="hazard_category"),
            models.Index(fields=["severity", "-reported_at"], name="hazard_severity"),
            models.Index(fields=["source", "-reported_at"], name="hazard_source"),
            models.Index(fields=["found_on", "reported_at", "id"], name="hazard_found"),
            models.Index(fields=["due_on", "reported_at", "id"], name="hazard_due"),
            models.Index(
                fields=["-reported_at", "-id"],
                condition=Q(is_violation=True),
                name="hazard_violation",
            ),
            models.Index(fields=["state", "due_on"], name="hazard_state_due"),
            models.Index(fields=["severity", "state"], name="hazard_severity_state"),
            models.Index(
                fields=["state"], condition=Q(was_found_by_bureau=True), name="hazard_of_bureau"
            ),
            models.Index(
                fields=["state"], condition=Q(rectified_for__isnull=False), name="hazard_done_for"
            ),
            models.Index(fields=["state", "entered_at"], name="hazard_entered"),
            models.Index(fields=["attempts", "state"], name="hazard_attempts"),
            models.Index(fields=["id"], condition=Q(searchable=None), name="hazard_not_searchable"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == State.CLOSED

    @property
    def is_overdue(self) -> bool:
        return self.is_open and deadlines.is_overdue(self.due_on, timezone.localdate())

    @property
    def is_extended(self) -> bool:
        return self.due_on != self.original_due_on

    @property
    def open_transfer(self):
        """The open offer to another unit, if there is one."""
        return next((one for one in self.transfers.all() if one.is_open), None)

    @property
    def open_extension(self):
        """The request for more time that waits for an answer, if there is one."""
        return next((one for one in self.extensions.all() if one.is_open), None)

    @property
    def listing(self):
        """The listing for supervision that lasts, if there is one."""
        return next((one for one in self.supervisions.all() if one.delisted_on is None), None)

    @property
    def manned(self) -> dict[Rung, bool]:
        """On which rungs of `workflow.turns` somebody stands who may act: read along with a list
        (`with_turns`, `hazards.ledger.marks`), else asked for once."""
        if not all(name in vars(self) for name in MANNED.values()):
            one = Hazard.objects.filter(pk=self.pk).with_turns()
            vars(self).update(one.values(*MANNED.values()).get())
        return {rung: vars(self)[name] for rung, name in MANNED.items()}

    @property
    def waits_for(self) -> Expected | None:
        """Whose turn it is; nobody's once it is closed or dismissed."""
        if not self.is_open:
            return None
        return turn_words.expected(self, OF_HAZARDS[State(self.state)], self.manned.__getitem__)

    @property
    def days_left(self) -> int | None:
        return deadlines.days_left(self.due_on, timezone.localdate())


class NumberSeries(models.Model):
    """The last running number given out in a unit and year; the row lock makes it gapless."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="one_series_a_unit_and_year"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.unit_id} {self.last}"
