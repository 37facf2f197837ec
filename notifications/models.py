"""Everyone's inbox, and what of it leaves the house by which channel."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from notifications import channels, kinds
from organizations.people import Person, User

HAZARD, RETURN, SAMPLE, TRANSFER = "hazard", "return", "sample", "transfer"
TIP = "tip"
ACCOUNT = "account"  # one's own: `about` is the key of the person, as a UUID


class NotificationQuerySet(models.QuerySet["Notification"]):
    def for_person(self, user: Person) -> "NotificationQuerySet":
        return self.filter(recipient=user)

    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at=None)


class Parameters(dict):
    """What a sentence may ask for and an older message does not know is left out."""

    def __missing__(self, name: str) -> str:
        return ""


class Notification(models.Model):
    """A message in somebody's inbox: a kind with what its sentence asks for. It is put into words
    when it is read (`notifications.kinds`).

    `template`, `delivered_at` and `attempts` are for machines of the version before, which may run
    beside this one for a while: they word a message by the first, and leave alone what has the
    second.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notifications"
    )
    kind = models.CharField(_("kind"), max_length=24)
    template = models.CharField(max_length=120)
    params = models.JSONField(default=dict)
    subject = models.CharField(max_length=12, default=HAZARD)  # what kind of record it is about
    about = models.UUIDField(db_index=True)
    created_at = models.DateTimeField(_("created at"))
    read_at = models.DateTimeField(_("read at"), null=True)
    delivered_at = models.DateTimeField(_("delivered at"), null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = NotificationQuerySet.as_manager()
    is_withheld = False  # from who reads it now (`notifications.sight`)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        indexes = [
            models.Index(fields=["recipient", "-created_at", "-id"], name="inbox"),
            models.Index(
                fields=["recipient"], condition=models.Q(read_at=None), name="inbox_unread"
            ),
            models.Index(
                fields=["created_at"], condition=models.Q(delivered_at=None), name="outbox"
            ),
        ]

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        """In the reader's language. What nobody declares any more says what it said when it was
        written, if anything did."""
        if self.is_withheld:
            return gettext(kinds.WITHHELD)
        known = kinds.sentence_of(self.kind) or self.template or kinds.UNKNOWN
        return gettext(known) % Parameters({**self.params, "due_on": self._due_on})

    @property
    def number(self) -> str:
        """Of what it is about; "" where it has none, or none for this reader."""
        return "" if self.is_withheld else self.params.get("number", "")

    @property
    def told_about(self) -> UUID | None:
        return None if self.is_withheld else self.about

    @property
    def _due_on(self) -> str:
        """The day in the reader's language; the year only where it is not that of the letter."""
        if not self.params.get("due_on"):
            return ""
        day = date.fromisoformat(self.params["due_on"])
        if day.year == self.created_at.year:
            return date_format(day, pgettext("day of this year", "M j"))
        return date_format(day, pgettext("day of another year", "M j, Y"))


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def under_way(self) -> "DeliveryQuerySet":
        """Not sent yet, and not given up."""
        return self.filter(state__in=UNDER_WAY)

    def given_up(self) -> "DeliveryQuerySet":
        return self.filter(state=Delivery.State.DEAD)

    def end(self, state: str, at: datetime, **more: Any) -> int:
        """They are not tried any more, each for the reason `state`; how many there were."""
        return self.update(ended_at=at, state=state, **more)

    def due(self, channel: str, now: datetime) -> "DeliveryQuerySet":
        return self.under_way().filter(channel=channel, next_at__lte=now).order_by("next_at", "pk")


class Delivery(models.Model):
    """One message by one channel. `next_at` is when it is tried (again), `error` why the last
    attempt came to nothing, in an operator's words."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("delivery", "Waiting")
        SENT = "sent", pgettext_lazy("delivery", "Sent")
        FAILED = "failed", pgettext_lazy("delivery", "Failed, tried again")
        DEAD = "dead", pgettext_lazy("delivery", "Given up")
        LEFT_OUT = "left_out", pgettext_lazy("delivery", "Not needed")

    message = models.ForeignKey(
        Notification, models.CASCADE, related_name="deliveries", verbose_name=_("notification")
    )
    channel = models.CharField(_("channel"), max_length=16)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField(_("next attempt"))
    ended_at = models.DateTimeField(_("ended at"), null=True)
    error = models.CharField(_("error"), max_length=200, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(fields=["message", "channel"], name="once_by_each_channel"),
        ]
        indexes = [
            models.Index(
                fields=["channel", "next_at", "id"],
                condition=Q(state__in=["waiting", "failed"]),
                name="deliveries_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"


UNDER_WAY = (Delivery.State.WAITING, Delivery.State.FAILED)


def tell(
    recipients: Iterable[User],
    *,
    kind: str,
    params: dict[str, Any],
    about: UUID,
    at: datetime,
    subject: str = HAZARD,
) -> None:
    """Put one message in each inbox, and into the outbox of each channel that reaches its reader;
    part of the transaction that made the news. A service has none. Raises KeyError for a kind
    nobody has declared."""
    told = {"kind": kind, "params": params, "subject": subject, "about": about}
    before = {"template": kinds.SENTENCES[kind], "delivered_at": at}
    written = Notification.objects.bulk_create(
        Notification(recipient=person, created_at=at, **told, **before)
        for person in recipients
        if not person.is_service
    )
    send_out(written)


def send_out(messages: Iterable[Notification]) -> None:
    Delivery.objects.bulk_create(
        Delivery(message=message, channel=channel, next_at=message.created_at)
        for message in messages
        for channel in channels.on()
        if channels.reaches(channel, message.recipient)
    )
