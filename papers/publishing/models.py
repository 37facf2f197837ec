"""The wording of a hazard for the public with its chained history, and where it was printed."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hazards.models import Hazard
from organizations import scope
from organizations.models import Role, Unit
from papers.issued import IssuedPaper
from papers.publishing.law import CONFIRMED, LAW, STATES, WORDED
from records.chain import ChainedEntry
from records.permanence import KeepsEverything, Permanent, WrittenOnce
from workflow import policy
from workflow.declarations.moves import person

LONGEST_PLACE, LONGEST_TEXT = 120, 300


class WordingQuerySet(KeepsEverything, models.QuerySet):
    def visible_to(self, user):
        """Whoever may word it: an original stands beside it wherever it is shown."""
        return self.filter(unit__in=scope.units_reached_by(user, *policy.DIRECTING))

    def for_reading(self):
        return self.select_related("worded_by", "confirmed_by", "confirmed_unit")


class PublicWording(Permanent):
    """What everybody is told of a hazard while it is a unit's own: given to another unit it is
    worded anew there. Only `papers.publishing.services` writes it.

    `is_proposed` says that nobody changed what was proposed. `marks` are the cues somebody checked,
    by their keys (`finding.Finding.key`), with whom and when; they go with the words they stand in.
    It is confirmed for the version of the hazard in `confirmed_version` and for no later one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    hazard = models.ForeignKey(Hazard, models.PROTECT, related_name="+", verbose_name=_("hazard"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    place = models.CharField(_("place"), max_length=LONGEST_PLACE)
    text = models.CharField(pgettext_lazy("wording", "wording"), max_length=LONGEST_TEXT)
    is_proposed = models.BooleanField(_("as proposed"), default=True)
    marks = models.JSONField(_("checked cues"), default=dict)
    worded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("worded by")
    )
    worded_at = models.DateTimeField(_("worded at"))
    confirmed_by = person(_("confirmed by"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    confirmed_version = models.PositiveIntegerField(_("version of the hazard"), null=True)
    confirmed_role = models.CharField(
        _("role of who confirmed"), max_length=16, choices=Role.choices, blank=True
    )
    confirmed_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("for which unit")
    )

    objects = WordingQuerySet.as_manager()

    class Meta:
        ordering = ["worded_at", "id"]
        verbose_name = _("wording for the public")
        verbose_name_plural = _("wordings for the public")
        constraints = [
            models.UniqueConstraint(fields=["hazard", "unit"], name="one_wording_of_a_hazard"),
        ]

    def __str__(self) -> str:
        return f"{self.place}：{self.text}"

    @property
    def state(self) -> str:
        return CONFIRMED if self.confirmed_at else WORDED

    def get_state_display(self) -> str:
        return str(STATES[self.state])


class WordingEntry(ChainedEntry):
    """One act in the life of a wording: proposed, reworded, confirmed."""

    about = "wording"
    law = LAW

    wording = models.ForeignKey(PublicWording, models.PROTECT, related_name="history")

    class Meta:
        ordering = ["wording", "sequence"]
        verbose_name = _("history entry of a wording")
        verbose_name_plural = _("history entries of wordings")
        constraints = [
            models.UniqueConstraint(fields=["wording", "sequence"], name="one_line_of_wording"),
        ]


class NoticeRow(Permanent):
    """Which version of which wording stands in which row of a notice that went out."""

    paper = models.ForeignKey(IssuedPaper, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    wording = models.ForeignKey(PublicWording, models.PROTECT, related_name="printed")
    version = models.PositiveIntegerField()

    objects = WrittenOnce.as_manager()

    class Meta:
        ordering = ["paper", "position"]
        verbose_name = _("row of a public notice")
        verbose_name_plural = _("rows of public notices")
        constraints = [
            models.UniqueConstraint(fields=["paper", "position"], name="one_row_a_position"),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.position}"
