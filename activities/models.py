"""An activity somebody logged, and its chained history; a mistake is corrected by another one."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.kinds import KINDS, ActivityKind
from activities.law import LAW, LOGGED, SUPERSEDED
from hazards.models import Photo
from organizations.models import Unit
from records.chain import ChainedEntry
from records.permanence import KeepsEverything, Permanent, WrittenOnce
from workflow import policy
from workflow.declarations.lives import Life

STATES = {
    LOGGED: pgettext_lazy("activity", "Logged"),
    SUPERSEDED: pgettext_lazy("activity", "Corrected"),
}
LIFE = Life("An activity's life", STATES, LOGGED, LAW)


class ActivityQuerySet(KeepsEverything, models.QuerySet):
    def visible_to(self, user):
        return self.filter(policy.activities_visible_to(user))

    def current(self):
        """Without those another record has taken the place of."""
        return self.filter(superseded_by=None)

    def of_unit_and_below(self, unit: Unit):
        return self.filter(unit__in=Unit.objects.below(unit).order_by().values("pk"))

    def like(self, other: "Activity"):
        """Those that say the same of the same day: `other` is likely one of them told twice."""
        same = ("unit", "kind", "day", "sessions", "people")
        return self.current().filter(**{name: getattr(other, name) for name in same})

    def for_list(self):
        return self.select_related("unit", "reported_by", "supersedes")

    def for_reading(self):
        """With all that its page says about it."""
        return self.for_list().prefetch_related("history__by", "photos__photo")


class Activity(Permanent):
    """One activity of a unit on a day: how many sessions, how many people took part, and a name or
    platform where there is one. Only `activities.services` writes it; nothing in it changes but
    which record took its place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    kind = models.CharField(pgettext_lazy("activity", "kind"), max_length=40)
    day = models.DateField(_("day"))
    sessions = models.PositiveIntegerField(_("sessions"), default=1)
    people = models.PositiveIntegerField(pgettext_lazy("activity", "people"), default=0)
    name = models.CharField(_("name"), max_length=120, blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("logged by")
    )
    reported_at = models.DateTimeField(_("logged at"))
    report_digest = models.CharField(max_length=64, editable=False)
    superseded_by = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="supersedes", verbose_name=_("corrected by")
    )

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-reported_at", "-id"]
        verbose_name = pgettext_lazy("record", "activity")
        verbose_name_plural = _("activities")
        indexes = [
            models.Index(fields=["unit", "day"], name="activity_unit_day"),
            models.Index(fields=["-day", "-reported_at", "-id"], name="activity_newest_first"),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.get_kind_display(), self.name)))

    @property
    def declared(self) -> ActivityKind:
        """What is counted of its kind; of a kind this version does not know, all there is."""
        return KINDS.get(self.kind) or ActivityKind(self.kind, self.kind, "three-dots")

    def get_kind_display(self) -> str:
        return str(self.declared)

    @property
    def state(self) -> str:
        return SUPERSEDED if self.superseded_by_id else LOGGED

    def get_state_display(self) -> str:
        return str(STATES[self.state])


class ActivityEntry(ChainedEntry):
    """One act in the life of an activity: it was logged, or another record took its place."""

    about = "activity"
    law = LAW

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="history")

    class Meta:
        ordering = ["activity", "sequence"]
        verbose_name = _("history entry of an activity")
        verbose_name_plural = _("history entries of activities")
        constraints = [
            models.UniqueConstraint(fields=["activity", "sequence"], name="one_line_of_activity"),
        ]


class ActivityPhoto(Permanent):
    """A picture of an activity. It was uploaded for it, or for the one whose place it takes, and is
    evidence of nothing: a photo is never asked for."""

    of = models.ForeignKey(Activity, models.PROTECT, related_name="photos")
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    objects = WrittenOnce.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("photo of an activity")
        verbose_name_plural = _("photos of activities")
        constraints = [
            models.UniqueConstraint(fields=["of", "photo"], name="one_photo_once_an_activity"),
        ]

    def __str__(self) -> str:
        return f"{self.of_id} {self.photo_id}"
