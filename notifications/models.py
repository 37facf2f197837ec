"""One table that is both everyone's inbox and the outbox the worker delivers from."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from organizations.people import Person, User

HAZARD, RETURN, SAMPLE, TRANSFER = "hazard", "return", "sample", "transfer"
ACCOUNT = "account"  # one's own: `about` is the key of the person, as a UUID


class NotificationQuerySet(models.QuerySet["Notification"]):
    def for_person(self, user: Person) -> "NotificationQuerySet":
        return self.filter(recipient=user)

    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at=None)

    def undelivered(self) -> "NotificationQuerySet":
        return self.filter(delivered_at=None)


class Notification(models.Model):
    """Who did what to which record. The sentence is rendered in the reader's language."""

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
        return gettext(self.template) % {**self.params, "due_on": self._due_on}

    @property
    def _due_on(self) -> str:
        """The day in the reader's language; the year only where it is not that of the letter."""
        if not self.params.get("due_on"):
            return ""
        day = date.fromisoformat(self.params["due_on"])
        if day.year == self.created_at.year:
            return date_format(day, pgettext("day of this year", "M j"))
        return date_format(day, pgettext("day of another year", "M j, Y"))


def tell(
    recipients: Iterable[User],
    *,
    kind: str,
    template: str,
    params: dict[str, Any],
    about: UUID,
    at: datetime,
    subject: str = HAZARD,
) -> None:
    """Put one line in each inbox; part of the transaction that made the news."""
    Notification.objects.bulk_create(
        Notification(
            recipient=person,
            kind=kind,
            template=template,
            params=params,
            subject=subject,
            about=about,
            created_at=at,
        )
        for person in recipients
    )
