"""A sample: what was asked for, the seed, and what came up. Nothing of it ever changes but who
looks at what."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from hazards.ledger.query_hints import among
from hazards.models import Hazard
from organizations import scope
from organizations.models import Role, Unit
from organizations.scope import Among
from records.permanence import KeepsEverything, Permanent, Undeletable
from workflow import policy, turns
from workflow.states import State
from workflow.turns import queries


def person(label, **told) -> models.ForeignKey:
    told = {"related_name": "+", "verbose_name": label, **told}
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, **told)


def place(label) -> models.ForeignKey:
    return models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=label)


def counted(rows) -> Coalesce:
    """How many rows a subquery has."""
    sums = rows.order_by().values("sample").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(sums), 0)


class SampleQuerySet(KeepsEverything, models.QuerySet):
    def visible_to(self, user):
        """Those of the units a person audits, and those something in which is theirs to
        re-check. Nobody else knows what was drawn before it is looked at."""
        if not scope.posts(user):
            return self.none()
        theirs = SampledHazard.objects.filter(rechecker=user.pk).values("sample")
        audited = scope.units_reached_by(user, Role.AUDITOR)
        return self.filter(Q(unit__in=audited) | Q(pk__in=theirs))

    def for_reading(self, user):
        """With how many of its hazards are `seen` by `user`, and of these `checked`, `failed`."""
        rows = SampledHazard.objects.visible_to(user).judged().filter(sample=OuterRef("pk"))
        return self.select_related("unit", "drawn_by").annotate(
            seen=counted(rows),
            checked=counted(rows.filter(verdict__isnull=False)),
            failed=counted(rows.filter(verdict=False)),
        )

    def like(self, unit: Unit, found_from: date, found_to: date):
        """Draws of the same unit whose days overlap these."""
        return self.filter(unit=unit, found_from__lt=found_to, found_to__gt=found_from)


class Sample(Permanent):
    """One draw. Every draw is kept and numbered, also the ones somebody did not like."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = place(_("unit"))
    found_from = models.DateField(_("found from"))
    found_to = models.DateField(_("found before"))
    size = models.PositiveIntegerField(_("size"))
    seed = models.CharField(_("seed"), max_length=40)
    is_seed_given = models.BooleanField(_("seed given by the auditor"))
    ordinal = models.PositiveIntegerField(_("which draw of these days"))
    weights = models.JSONField(_("weights"))
    drawn_by = person(_("drawn by"))
    drawn_at = models.DateTimeField(_("drawn at"))
    frame_size = models.PositiveIntegerField(_("closed hazards to draw from"))
    frame_digest = models.CharField(_("digest of the frame"), max_length=64)
    # Of each unit directly below: how many in the frame.
    branches = models.JSONField(_("hazards by unit directly below"), default=dict)

    objects = SampleQuerySet.as_manager()

    class Meta:
        ordering = ["-drawn_at", "-id"]
        verbose_name = _("re-check sample")
        verbose_name_plural = _("re-check samples")
        indexes = [
            models.Index(fields=["unit", "found_from", "found_to"], name="sample_days"),
            models.Index(fields=["-drawn_at", "-id"], name="sample_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.found_from}–{self.found_through} ({self.ordinal})"

    @property
    def found_through(self) -> date:
        """The last day of the period, as people say it."""
        return self.found_to - timedelta(days=1)


class Frame(Permanent):
    """All hazards the sample was drawn from, compressed; kept so that anybody can draw again."""

    sample = models.OneToOneField(
        Sample, models.PROTECT, primary_key=True, related_name="frame", verbose_name=_("sample")
    )
    rows = models.BinaryField()

    objects = Undeletable.as_manager()

    def __str__(self) -> str:
        return str(self.pk)


class SampledQuerySet(KeepsEverything, models.QuerySet):
    def visible_to(self, user):
        """Hazards in sight, of samples they audit or given to them to re-check."""
        seen = Hazard.objects.filter(policy.visible_to(user))
        audited = scope.units_reached_by(user, Role.AUDITOR)
        return self.filter(Q(sample__unit__in=audited) | Q(rechecker=user.pk), hazard__in=seen)

    def judged(self):
        """Each with `verdict`: whether it holds by its last result; None before there is one."""
        last = self._of_this().filter(superseded_by=None)
        return self.annotate(verdict=Subquery(last.values("holds")[:1]))

    def outstanding(self):
        return self.filter(~Exists(self._of_this()))

    def waiting_for_recheck_by(self, user):
        """Given to them, or to somebody who cannot any more where they are the auditor."""
        left = ~Q(queries.somebody_on(turns.RECHECKER, turns.RECHECK)) & ~Q(rechecker=None)
        audited = left & queries.expected(user, turns.AUDITED_SAMPLE)
        return self.filter(queries.expected(user, turns.RECHECK) | audited).outstanding()

    def waiting_to_be_reopened(self):
        """Did not hold, and nobody has reopened it since."""
        failed = self._results().filter(superseded_by=None, holds=False)
        # The few that failed are found first, and the state is no bare column: this is counted on
        # every page of an auditor, and a database would rather begin with all that is closed.
        few = Among(F("pk"), Subquery(failed.order_by().values("pk")))
        not_since = self._results().filter(few, at__gte=F("sampled__hazard__closed_at"))
        theirs = Among(F("pk"), Subquery(not_since.order_by().values("sampled")))
        return self.filter(theirs, among("hazard__state", [State.CLOSED]))

    def waiting_to_be_reopened_by(self, user):
        """For the auditors; officers above the unit may do it as well, and are not asked to."""
        audited = scope.units_reached_by(user, Role.AUDITOR)
        asked = queries.expected(user, turns.AUDITED_SAMPLE)
        return self.filter(asked, hazard__unit__in=audited).waiting_to_be_reopened()

    def _results(self):
        results: Any = self.model._meta.get_field("results").related_model
        return results.objects.all()

    def _of_this(self):
        return self._results().filter(sampled=OuterRef("pk"))


class SampledHazard(Permanent):
    """A hazard that came up, with its probability to do so, and whose work its closure was."""

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="drawn")
    position = models.PositiveIntegerField()
    hazard = models.ForeignKey(Hazard, models.PROTECT, related_name="+")
    unit = place(_("unit"))
    branch = place(_("unit directly below the sample's"))
    reasons = models.JSONField(default=list)  # why it weighs more: major, repeat, fast
    weight = models.PositiveIntegerField(_("weight"))
    probability = models.FloatField(_("probability"))
    rectified_by = person(_("rectified by"), null=True)
    rectified_for = person(_("rectified for"), null=True)
    closed_by = person(_("closed by"), null=True)
    closed_at = models.DateTimeField(_("closed at"))
    rechecker = person(_("re-checker"), null=True)
    assigned_by = person(_("assigned by"), null=True)
    assigned_at = models.DateTimeField(_("assigned at"), null=True)

    reopenings: Any = ()  # read along by `rechecks.reopenings`

    objects = SampledQuerySet.as_manager()

    class Meta:
        ordering = ["sample", "position"]
        verbose_name = _("sampled hazard")
        verbose_name_plural = _("sampled hazards")
        constraints = [
            models.UniqueConstraint(fields=["sample", "hazard"], name="drawn_once"),
            models.UniqueConstraint(fields=["sample", "position"], name="one_place_in_a_sample"),
        ]

    def __str__(self) -> str:
        return str(self.hazard)

    @property
    def result(self):
        """The last verdict; the ones before it are kept."""
        results = list(self.results.all())
        return results[-1] if results else None

    @property
    def is_corrected_to_hold(self) -> bool:
        """Did an earlier verdict say that it does not, and does the last one say that it does?"""
        results = list(self.results.all())
        return bool(results) and results[-1].holds and not all(one.holds for one in results)

    @property
    def is_to_be_reopened(self) -> bool:
        """The same as `waiting_to_be_reopened`, of a row in hand."""
        result, hazard = self.result, self.hazard
        is_failed = result is not None and not result.holds
        return is_failed and hazard.is_closed and hazard.closed_at <= result.at
