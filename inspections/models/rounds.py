"""Rounds: what was due or begun freely, what was answered, and its chained history."""

import re
import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hazards.models import Hazard
from inspections import law
from inspections.models.checklists import Checklist
from inspections.models.querysets import OutingQuerySet, RoundQuerySet
from organizations.models import Unit
from records.chain import ChainedEntry
from records.permanence import Permanent, Undeletable


class Outing(Permanent):
    """One team that went out on a day, to one unit or to several: 1 组次, `people` 人次."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("sent by"))
    title = models.CharField(_("what for"), max_length=80)
    day = models.DateField(_("day"))
    others = models.CharField(_("others who came along"), max_length=200, blank=True)
    people = models.PositiveSmallIntegerField(_("people"))
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    started_at = models.DateTimeField(_("entered at"))

    objects = OutingQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-started_at"]
        verbose_name = _("outing")
        verbose_name_plural = _("outings")
        indexes = [models.Index(fields=["unit", "-day"], name="outing_unit_day")]

    def __str__(self) -> str:
        return self.title


class OutingMember(Permanent):
    """Somebody with a login who went along."""

    outing = models.ForeignKey(Outing, models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = Undeletable.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outing", "user"], name="once_a_member")]

    def __str__(self) -> str:
        return str(self.user)


class Round(Permanent):
    """One round of a unit. Only `inspections.services` and the planning write it.

    One that came due has a window from `opens_on` to `last_on`; until `late_until`, the day before
    the next window begins, it may be made up for, and is done late then. A free round is of the day
    `opens_on` and has neither. `place` is the path of the unit on the eve of that day: it is
    counted there for good. Answers are kept as numbers, and one by one only where they are not
    normal: `exceptions` has [answer, note] by line. Hazards found are in `Finding`.
    """

    class Kind(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("round", "By its cycle")
        EXTRA = "extra", pgettext_lazy("round", "Besides its cycle")
        HUNT = "hunt", _("Looking for hazards around oneself")
        CAMPAIGN = "campaign", pgettext_lazy("round", "Special campaign")
        VISIT = "visit", _("Visit from above")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    kind = models.CharField(
        pgettext_lazy("round", "kind"), max_length=8, choices=Kind.choices, default=Kind.PLANNED
    )
    checklist = models.ForeignKey(
        Checklist, models.PROTECT, null=True, related_name="+", verbose_name=_("checklist")
    )
    code = models.CharField(max_length=40, blank=True, editable=False)  # of the checklist
    opens_on = models.DateField(_("opens on"))
    last_on = models.DateField(_("last day"), null=True)
    late_until = models.DateField(_("may be made up for until"), null=True)
    # When it was taken out of the counts because its unit had been closed within its window.
    lifted_on = models.DateField(_("lifted on"), null=True)
    place = models.CharField(max_length=96, editable=False)
    outing = models.ForeignKey(
        Outing, models.PROTECT, null=True, related_name="visits", verbose_name=_("outing")
    )
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("begun by"),
    )
    started_at = models.DateTimeField(_("begun at"), null=True)
    start_digest = models.CharField(max_length=64, blank=True, editable=False)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("finished by"),
    )
    finished_at = models.DateTimeField(_("finished at"), null=True)
    done_on = models.DateField(_("done on"), null=True)
    ok = models.PositiveSmallIntegerField(_("normal"), default=0)
    not_applicable = models.PositiveSmallIntegerField(_("not applicable"), default=0)
    found = models.PositiveSmallIntegerField(_("hazards found"), default=0)
    exceptions = models.JSONField(_("answers that are not normal"), null=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    # Only an amendment writes these; null, and told by no history, in a round that was never
    # amended. `amended` counts them, and a trigger lets a finished round change by one more alone.
    whereabouts = models.CharField(_("where"), max_length=120, null=True)  # noqa: DJ001
    inspectors = models.CharField(  # noqa: DJ001
        _("inspectors"), max_length=200, null=True
    )
    amended = models.PositiveSmallIntegerField(_("times amended"), null=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_on", "-id"]
        verbose_name = pgettext_lazy("inspection", "round")
        verbose_name_plural = pgettext_lazy("inspection", "rounds")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "code", "opens_on"],
                condition=Q(kind="planned"),
                name="one_round_a_window",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-opens_on", "-id"], name="round_unit"),
            models.Index(fields=["-opens_on", "-id"], name="round_newest"),
            models.Index(
                fields=["unit", "last_on"], condition=Q(finished_at=None), name="round_unfinished"
            ),
            models.Index(
                fields=["-finished_at"],
                condition=Q(finished_at__isnull=False),
                name="round_done_lately",
            ),
            models.Index(
                fields=["code", "last_on"], condition=Q(found__gt=0), name="round_with_findings"
            ),
            models.Index(
                fields=["started_by"],
                condition=Q(finished_at=None, started_by__isnull=False),
                name="round_under_way",
            ),
        ]

    def __str__(self) -> str:
        title = self.checklist.title if self.checklist else self.get_kind_display()
        return str(title)

    @property
    def is_planned(self) -> bool:
        return self.kind == self.Kind.PLANNED

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def is_late(self) -> bool:
        """Done after its window."""
        return bool(self.done_on and self.last_on and self.done_on > self.last_on)

    @property
    def is_lifted(self) -> bool:
        """Its unit was closed before its window was over."""
        closed_on = self.unit.closed_on
        is_over = closed_on is not None and self.last_on is not None and closed_on <= self.last_on
        return not self.is_finished and (self.lifted_on is not None or is_over)

    @property
    def state(self) -> str:
        return self.state_on(timezone.localdate())

    def state_on(self, day: date) -> str:
        """As `inspections.models.querysets` asks it of the database."""
        if self.is_finished:
            return law.DONE
        if self.last_on is None:
            return law.OPEN
        if self.is_lifted:
            return law.LIFTED
        if day > self.last_on:
            return law.MISSED
        return law.DUE if self.opens_on <= day else law.UPCOMING

    def get_state_display(self) -> str:
        if self.is_late:
            return str(pgettext_lazy("round", "Done late"))
        return str(law.STATES[self.state])


class RoundEntry(ChainedEntry):
    """One act in the life of a round."""

    about = "round"
    law = law.LAW

    round = models.ForeignKey(Round, models.PROTECT, related_name="history")

    class Meta:
        ordering = ["round", "sequence"]
        verbose_name = _("history entry of a round")
        verbose_name_plural = _("history entries of rounds")
        constraints = [
            models.UniqueConstraint(fields=["round", "sequence"], name="one_line_of_round"),
        ]


class Draft(models.Model):
    """What was tapped so far in a round that is not finished: an answer by line, or [answer, note]
    where something was noted. Gone once the round is finished."""

    round = models.OneToOneField(Round, models.CASCADE, primary_key=True, related_name="draft")
    answers = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.round_id} {len(self.answers)}"


class Finding(Permanent):
    """A hazard found at a line of a round; "" is a free round's, which has none."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="findings")
    line = models.CharField(_("line"), max_length=40, blank=True)
    hazard = models.OneToOneField(
        Hazard, models.PROTECT, related_name="+", verbose_name=_("hazard")
    )

    objects = Undeletable.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("finding")
        verbose_name_plural = _("findings")

    def __str__(self) -> str:
        return f"{self.line} {self.hazard}"


class UnitSignature(Permanent):
    """The unit's word under the record of a round: who signed, or why nobody did."""

    round = models.OneToOneField(Round, models.PROTECT, primary_key=True, related_name="signature")
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    refusal = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    objects = Undeletable.as_manager()

    def __str__(self) -> str:
        return str(self.signed_by or self.refusal)


def names_of(outing: Outing | None) -> list[Any]:
    """Who went along, those with a login first."""
    if outing is None:
        return []
    return [*(member.user for member in outing.members.all()), *split_names(outing.others)]


def split_names(joined: str) -> list[str]:
    """The names in a line, joined by 、 or by commas."""
    names = (name.strip() for name in re.split("[、，,]", joined))
    return [name for name in names if name]


def team_of(one: Round) -> list[Any]:
    """Who did a finished round, as an amendment says where one says it."""
    return split_names(one.inspectors) if one.inspectors else usual_team(one)


def usual_team(one: Round) -> list[Any]:
    """Who went out, else who finished it."""
    return names_of(one.outing) or [one.finished_by]
