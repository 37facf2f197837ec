"""Letters with which somebody who has forgotten their password chooses another one."""

from django.conf import settings
from django.db import models


class PasswordLetter(models.Model):
    """One that was asked for. `person` is empty where nobody is written to: whoever asks leaves the
    same row behind either way. The link of one that has left is known by its digest alone, and is
    good as long as the row is there: the database takes it away when the person's password changes
    or they are deactivated (migration 0013)."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    # Of the letter as it left; with another confirmed address its link opens nothing.
    address = models.EmailField(blank=True)
    digest = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001  null repeats
    sent_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.person_id} {self.asked_at:%Y-%m-%d %H:%M}"
