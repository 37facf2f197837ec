"""A unit's return to a campaign, everything it ever handed in, and what was done to it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hazards.models import Photo
from organizations.models import Unit
from records.chain import ChainedEntry
from records.permanence import KeepsEverything, Permanent, WrittenOnce
from returns.models.campaigns import Campaign
from workflow import policy, turns
from workflow.return_law import RETURN_LAW, ReturnLifecycle
from workflow.states import COUNTED, FILLABLE, ReturnState
from workflow.turns import queries
from workflow.turns import words as turn_words
from workflow.turns.words import Expected


class ReturnQuerySet(KeepsEverything, models.QuerySet):
    def visible_to(self, user):
        return self.filter(policy.returns_visible_to(user))

    def current(self):
        """Without those a correction has taken the place of."""
        return self.exclude(state=ReturnState.SUPERSEDED)

    def counted(self):
        return self.filter(state__in=COUNTED)

    def missing(self):
        return self.filter(state__in=FILLABLE, unit__closed_on=None)

    def reporting_to(self, unit: Unit):
        """Handed in to `unit`, or by today's tree still to be; closed units hand in no more."""
        handed_in = Q(state__in=COUNTED, reports_to=unit)
        expected = Q(state__in=FILLABLE, unit__parent=unit, unit__closed_on=None)
        return self.filter(handed_in | expected)

    def waiting_to_be_filled_by(self, user):
        """Whose turn it is: the unit's own officer, at the bureau its auditor."""
        return self.filter(queries.expected(user, turns.FILLERS), state__in=FILLABLE)

    def waiting_for_review_by(self, user):
        """Handed in to a unit where the user is an officer or an auditor, or to one below where
        nobody else can review it."""
        theirs = queries.expected(user, turns.OF_RETURNS[ReturnState.SUBMITTED])
        return self.filter(theirs, state=ReturnState.SUBMITTED)

    def for_reading(self):
        """With all that a page or a paper says about it."""
        people = ("submitted_by", "accepted_by")
        return self.select_related(
            "unit", "reports_to", "campaign__template", "submission", *people
        )


class Return(Permanent, ReturnLifecycle):
    """Only `returns.services` writes it. `typed` are the unit's own answers by indicator,
    `adjustments` what it says instead of a counted or summed figure, both numbers and why, `proofs`
    the files that show what a yes or no rests on, `stars` what was said beside a figure, oldest
    first; all of them by indicator."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="returns")
    revision = models.PositiveSmallIntegerField(default=1, editable=False)
    number = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    typed = models.JSONField(_("typed answers"), default=dict)
    adjustments = models.JSONField(_("adjusted figures"), default=dict)
    # Null where there are none: with a default SQLite would make the table anew, without triggers.
    proofs = models.JSONField(_("what its answers rest on"), null=True)
    stars = models.JSONField(_("starred figures"), null=True)
    contact_name = models.CharField(_("contact"), max_length=60, blank=True)
    contact_phone = models.CharField(_("phone"), max_length=40, blank=True)
    filled_on = models.DateField(_("filled in on"), null=True)
    summary = models.TextField(_("summary"), blank=True)
    summary_file = models.CharField(_("file of the summary"), max_length=120, blank=True)
    summary_name = models.CharField(_("name of the summary"), max_length=120, blank=True)
    scan_file = models.CharField(_("file of the stamped table"), max_length=120, blank=True)
    stamped_at = models.DateTimeField(_("stamped at"), null=True)
    submission = models.ForeignKey(
        "Submission", models.PROTECT, null=True, related_name="+", verbose_name=_("submission")
    )

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ["unit__code", "-revision"]
        verbose_name = _("return")
        verbose_name_plural = _("returns")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "unit", "revision"], name="one_return_a_revision"
            ),
            models.UniqueConstraint(
                fields=["campaign", "unit"],
                condition=~Q(state=ReturnState.SUPERSEDED),
                name="one_current_return_a_unit",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "reports_to", "state"], name="return_sum")]

    def __str__(self) -> str:
        return self.number

    @property
    def handed_in(self) -> "Submission":
        """What was handed in last; only a return that has been has it."""
        if self.submission is None:
            raise ValueError(f"{self.number} has not been handed in.")
        return self.submission

    @property
    def is_expected(self) -> bool:
        """What was handed in stays; of a unit that has closed nothing else is waited for."""
        return self.is_counted or self.unit.closed_on is None

    @property
    def waits_for(self) -> Expected | None:
        """Whose turn it is, in words; nobody's once it is accepted or summed up for good, or where
        it is expected no more."""
        matter = turns.OF_RETURNS.get(ReturnState(self.state))
        if matter is None or not self.is_expected or not any(turns.turns_of(self, matter)):
            return None
        return turn_words.expected(self, matter, lambda rung: turns.is_manned(self, rung, matter))

    @property
    def is_begun(self) -> bool:
        return self.version > 1

    @property
    def is_stamped(self) -> bool:
        """A stamp is for what was handed in: none is on figures that are the unit's again."""
        return self.is_frozen and self.stamped_at is not None


class Submission(Permanent):
    """What was handed in, as it was. `document` is the whole return as canonical JSON, `digest`
    its SHA-256; `parts` are its figures again, and `children` the digests it summed, both to be
    read without opening the document. A database trigger refuses changes."""

    of = models.ForeignKey(Return, models.PROTECT, related_name="submissions")
    sequence = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    as_of = models.DateTimeField(_("as of"))  # the moment it was handed in
    document = models.TextField()
    digest = models.CharField(max_length=64, db_index=True)
    parts = models.JSONField()
    children = models.JSONField()

    objects = WrittenOnce.as_manager()

    class Meta:
        ordering = ["of", "sequence"]
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = [
            models.UniqueConstraint(fields=["of", "sequence"], name="one_submission_a_turn"),
        ]

    def __str__(self) -> str:
        return f"{self.of_id} {self.sequence}"

    def save(self, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("A submission is written once.")
        super().save(**kwargs)


class ReturnEntry(ChainedEntry):
    """One act in the life of a return."""

    about = "of"
    law = RETURN_LAW

    of = models.ForeignKey(Return, models.PROTECT, related_name="history")

    class Meta:
        ordering = ["of", "sequence"]
        verbose_name = _("entry of a return")
        verbose_name_plural = _("entries of returns")
        constraints = [
            models.UniqueConstraint(fields=["of", "sequence"], name="one_line_of_a_return"),
        ]


class ReturnPhoto(models.Model):
    """A picture handed in with a return: of one of the unit's hazards, or uploaded for it."""

    of = models.ForeignKey(Return, models.PROTECT, related_name="photos")
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("photo of a return")
        verbose_name_plural = _("photos of returns")
        constraints = [
            models.UniqueConstraint(fields=["of", "photo"], name="one_photo_once_a_return"),
        ]

    def __str__(self) -> str:
        return f"{self.of_id} {self.photo_id}"
