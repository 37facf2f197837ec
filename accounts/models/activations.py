"""Activations: one-time codes that open an account, ended with its rights."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

OPEN = Q(used_at=None, ended_at=None)


class ActivationQuerySet(models.QuerySet["Activation"]):
    def open(self) -> "ActivationQuerySet":
        """Neither used nor ended; the last day may be over."""
        return self.filter(OPEN)

    def valid(self, on: date | None = None) -> "ActivationQuerySet":
        """Those that can be used on the day `on`, or today."""
        return self.open().filter(last_day__gte=on or timezone.localdate())


class Activation(models.Model):
    """One code made for one person, of which only the digest is kept (`activation.codes`).

    `made_by` is empty where it was made at the server. `ended_at` says that something else ended it
    than its use: a later code, or the database itself when the person's password changed or they
    were deactivated (migration 0010).
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    last_day = models.DateField()
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = ActivationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=OPEN, name="one_open_activation"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} – {self.last_day}"
