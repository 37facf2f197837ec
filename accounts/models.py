"""Sessions that know whose they are, so that they can be ended with the account's rights; and the
addresses of calendars."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Session(AbstractBaseSession):
    """`user` is empty for a stranger. Written by `accounts.sessions` alone."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")


class CalendarAddress(models.Model):
    """Where a calendar program may read what is due for `user`; the address itself is not kept.
    Written by `accounts.calendars` alone."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user} ({self.made_at:%Y-%m-%d})"
