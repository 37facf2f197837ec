"""A tip and its chained history. Neither says who tipped."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Membership
from records.chain import ChainedEntry
from records.permanence import KeepsEverything, Permanent
from tips import policy
from tips.law import LAW, TipLifecycle
from tips.states import DECIDED, Channel, TipState
from workflow import turns
from workflow.turns import queries

TO_VERIFY = Q(state=TipState.RECEIVED)
TO_ANSWER = Q(state__in=DECIDED, answered_on=None)


def holds_no_role_there() -> Q:
    """Of a membership inside a query about a tip: its holder is none of the unit told of, unless
    that unit verifies its own, having none above it."""
    there = Membership.objects.held().filter(user=OuterRef("user"), unit=OuterRef(OuterRef("unit")))
    return Q(unit=OuterRef("unit")) | ~Q(Exists(there))


class TipQuerySet(KeepsEverything, models.QuerySet):
    def visible_to(self, user):
        return self.filter(policy.tips_visible_to(user))

    def waiting(self):
        """To be verified, or decided and not answered."""
        return self.filter(TO_VERIFY | TO_ANSWER)

    def waiting_for(self, user):
        return self.waiting().filter(queries.expected(user, turns.TIP, holds_no_role_there()))

    def for_list(self):
        return self.select_related("unit", "verifier", "hazard")


class Tip(Permanent, TipLifecycle):
    """What somebody told of a place, on the day it came in. Only `tips.services` writes it."""

    photos: Any  # Django adds them
    history: Any

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    place = models.CharField(_("place"), max_length=120)
    text = models.TextField(_("what was told"))
    channel = models.CharField(
        _("came by"), max_length=8, choices=Channel.choices, default=Channel.WEB
    )
    received_on = models.DateField(_("came in on"))
    received_at = models.DateTimeField(_("entered at"))
    # Whoever entered what came by phone or letter; nobody for the public page.
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("entered by"),
    )
    report_digest = models.CharField(max_length=64, editable=False)
    # Of the receipt code, which itself is written nowhere.
    receipt_digest = models.CharField(max_length=64, unique=True, editable=False)
    left_identity = models.BooleanField(_("left a name or number"), default=False)
    identity_deleted_on = models.DateField(_("who tipped deleted on"), null=True)
    photos_deleted_on = models.DateField(_("pictures deleted on"), null=True)

    objects = TipQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-id"]
        verbose_name = _("tip")
        verbose_name_plural = _("tips")
        indexes = [
            models.Index(fields=["unit", "-received_at"], name="tip_unit"),
            models.Index(fields=["verifier", "received_on"], name="tip_verifier"),
            models.Index(fields=["state", "-received_at", "-id"], name="tip_state"),
            models.Index(fields=["-received_at", "-id"], name="tip_newest"),
            models.Index(
                fields=["feedback_due_on"], condition=Q(answered_on=None), name="tip_to_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.received_on.isoformat()} {self.unit} {self.place}"

    @property
    def keeps_identity(self) -> bool:
        return self.left_identity and self.identity_deleted_on is None


class TipEntry(ChainedEntry):
    """One act in the life of a tip. `by` is nobody where a stranger or the clock did it."""

    about = "tip"
    law: ClassVar = LAW

    tip = models.ForeignKey(Tip, models.PROTECT, related_name="history")
    by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )

    class Meta:
        ordering = ["tip", "sequence"]
        verbose_name = _("history entry of a tip")
        verbose_name_plural = _("history entries of tips")
        constraints = [
            models.UniqueConstraint(fields=["tip", "sequence"], name="one_line_of_tip"),
        ]
