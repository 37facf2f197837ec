"""An activity somebody logged, and its chained history; a mistake is corrected by another one."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.kinds import KINDS
from activities.law import LAW, LOGGED, SUPERSEDED
from organizations.models import Unit
from records.chain import ChainedEntry
from records.permanence import KeepsEverything, Permanent
from workflow import policy

STATES = {
    LOGGED: pgettext_lazy("activity", "Logged"),
    SUPERSEDED: pgettext_lazy("activity", "Corrected"),
}


class ActivityQuerySet(KeepsEverything, models.QuerySet):
    def visible_to(self, user):
        return self.filter(policy.activities_visible_to(user))


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
        indexes = [models.Index(fields=["unit", "day"], name="activity_unit_day")]

    def __str__(self) -> str:
        return " ".join(filter(None, (str(KINDS.get(self.kind, self.kind)), self.name)))

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
