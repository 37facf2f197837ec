"""What is remembered of failed log-ins, for as long as it brakes anybody or is shown."""

from django.db import models


class FailedLogin(models.Model):
    """One try with a wrong password. Of a name nobody has, only a keyed digest is kept: people
    type passwords into the wrong box."""

    at = models.DateTimeField()
    name = models.CharField(max_length=150)
    # Where from: an IPv4 address, or the /64 of an IPv6 one.
    network = models.CharField(max_length=45)
    # Which of the person's own devices it was; empty for a stranger's.
    device = models.CharField(max_length=32, blank=True)
    # They came in afterwards from the same place: their own mistakes.
    is_forgiven = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["name", "at"], name="failed_login_name"),
            models.Index(fields=["network", "at"], name="failed_login_network"),
            models.Index(fields=["at"], name="failed_login_at"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M}"
