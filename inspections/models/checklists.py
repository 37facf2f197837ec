"""Lists of what is looked at, version by version; who has one switched on; a unit's own lines."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from deadlines.calendar import Counted
from deadlines.cycles import Cycle
from hazards.models import Category
from inspections.checklists.reading import read
from inspections.checklists.shape import Listed
from organizations.models import Unit
from organizations.people import StaffPost
from records.nodes import FaultyTemplate
from records.permanence import Permanent, Undeletable

SINCE_EVER = date(2000, 1, 1)


class ChecklistQuerySet(Undeletable):
    def in_force(self, on: date) -> dict[str, "Checklist"]:
        """The version of each list that holds on the day, by its code, in their order."""
        rows: Any = self.filter(since__lte=on).order_by("position", "code", "since", "pk")
        return {one.code: one for one in rows}


class Checklist(Permanent):
    """One version of a list. `source` is all of it (YAML); the other columns are read out of it.
    Rounds keep the version they were due under."""

    code = models.CharField(_("code"), max_length=40, editable=False)
    version = models.CharField(_("version"), max_length=20, editable=False)
    title = models.CharField(_("title"), max_length=60, editable=False)
    cycle = models.CharField(_("cycle"), max_length=24, choices=Cycle.choices, editable=False)
    post = models.CharField(_("post"), max_length=24, choices=StaffPost.choices, editable=False)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    source = models.TextField(_("list (YAML)"))
    since = models.DateField(_("in force since"), default=SINCE_EVER, editable=False)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("loaded by"),
    )

    objects = ChecklistQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code", "since"]
        verbose_name = _("checklist")
        verbose_name_plural = _("checklists")
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="one_list_a_version"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def listed(self) -> Listed:
        return read(self.source)

    @property
    def counted(self) -> Counted:
        return self.listed.counted

    def clean(self) -> None:
        """Names the line of every fault, and refuses a version that is there already."""
        try:
            listed = read(self.source)
        except FaultyTemplate as faulty:
            raise ValidationError({"source": [str(fault) for fault in faulty.faults]}) from faulty
        for name, value in told_by(listed).items():
            setattr(self, name, value)
        same = Checklist.objects.filter(code=self.code, version=self.version)
        if same.exclude(pk=self.pk).exists():
            sentence = _("This version is there already; give the new list another version.")
            raise ValidationError({"source": sentence})


TOLD = ("code", "version", "title", "cycle", "post", "position")


def told_by(listed: Listed) -> dict[str, Any]:
    """The columns that are read out of the text."""
    return {name: getattr(listed, name) for name in TOLD}


class Switch(Permanent):
    """From the day `since` on a list is on or off for a unit and all below it. The nearest unit
    that says anything decides; where nobody has said anything it is off."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    code = models.CharField(_("checklist"), max_length=40)
    is_on = models.BooleanField(_("on"))
    since = models.DateField(_("since"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    objects = Undeletable.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        verbose_name = _("switched checklist")
        verbose_name_plural = _("switched checklists")
        indexes = [models.Index(fields=["unit", "code", "since"], name="switch_of_unit")]

    def __str__(self) -> str:
        return f"{self.unit} {self.code} {self.since} {self.is_on}"


class OwnLineQuerySet(Undeletable):
    def asked(self, on: date) -> "OwnLineQuerySet":
        """Of a round whose window begins on that day."""
        return self.filter(models.Q(until=None) | models.Q(until__gt=on), since__lte=on)


class OwnLine(Permanent):
    """A line a unit has added to a list for itself, asked in windows that begin from `since` up to,
    not including, `until`. Its words never change."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    code = models.CharField(_("checklist"), max_length=40)
    text = models.CharField(_("line"), max_length=120)
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="+", verbose_name=_("category")
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )

    objects = OwnLineQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("line of a unit's own")
        verbose_name_plural = _("lines of a unit's own")
        indexes = [models.Index(fields=["unit", "code"], name="own_lines_of_unit")]

    def __str__(self) -> str:
        return self.text

    @property
    def key(self) -> str:
        return f"own-{self.pk}"
