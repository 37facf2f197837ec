"""The secret addresses of calendars."""

from django.conf import settings
from django.db import models


class CalendarAddress(models.Model):
    """Where a calendar program may read what is due for `user`; the address itself is not kept.
    Written by `accounts.calendars` alone."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user} ({self.made_at:%Y-%m-%d})"
