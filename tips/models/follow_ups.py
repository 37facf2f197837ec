"""What followed from tips: rewards and news reports. A wrong record is corrected by another one."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organizations.models import Unit
from records.chain import ChainedEntry
from records.permanence import KeepsEverything, Permanent
from tips import policy
from tips.follow_up_law import LAW, RECORDED, SUPERSEDED
from tips.models.tips import Tip
from tips.states import FollowUpKind

STATES = {
    RECORDED: pgettext_lazy("tip", "Recorded"),
    SUPERSEDED: pgettext_lazy("tip", "Corrected"),
}


class FollowUpQuerySet(KeepsEverything, models.QuerySet):
    def visible_to(self, user):
        return self.filter(policy.tip_follow_ups_visible_to(user))


class FollowUp(Permanent):
    """A reward to one person, or one news report, of a unit on a day. `amount` is in yuan, and 0 of
    news; `title` is what a report was called. Whom a reward was paid to is not said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    tip = models.ForeignKey(
        Tip, models.PROTECT, null=True, related_name="follow_ups", verbose_name=_("tip")
    )
    kind = models.CharField(
        pgettext_lazy("follow-up", "kind"), max_length=8, choices=FollowUpKind.choices
    )
    day = models.DateField(_("day"))
    amount = models.DecimalField(_("amount"), max_digits=10, decimal_places=2, default=0)
    title = models.CharField(_("title"), max_length=120, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    report_digest = models.CharField(max_length=64, editable=False)
    superseded_by = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="supersedes", verbose_name=_("corrected by")
    )

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-recorded_at", "-id"]
        verbose_name = _("follow-up of a tip")
        verbose_name_plural = _("follow-ups of tips")
        indexes = [models.Index(fields=["unit", "day"], name="tip_follow_up_unit_day")]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.get_kind_display(), self.title)))

    @property
    def state(self) -> str:
        return SUPERSEDED if self.superseded_by_id else RECORDED

    def get_state_display(self) -> str:
        return str(STATES[self.state])


class FollowUpEntry(ChainedEntry):
    """One act in the life of a follow-up: it was recorded, or another took its place."""

    about = "follow_up"
    law: ClassVar = LAW

    follow_up = models.ForeignKey(FollowUp, models.PROTECT, related_name="history")

    class Meta:
        ordering = ["follow_up", "sequence"]
        verbose_name = _("history entry of a follow-up")
        verbose_name_plural = _("history entries of follow-ups")
        constraints = [
            models.UniqueConstraint(fields=["follow_up", "sequence"], name="one_line_of_follow_up"),
        ]
