"""Second factors: what somebody shows beside their password, and the codes for when it is lost."""

from django.conf import settings
from django.db import models


class SecondFactor(models.Model):
    """The authenticator app of one person; there is a row once a code of it has been shown.

    `seed` is public: the key itself is derived from it with the service's secret, which lies in no
    table (`second_factor.codes.key_of`). `last_step` is the half minute of the last code that was
    taken: neither it nor an older one is taken again.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    seed = models.CharField(max_length=32)
    made_at = models.DateTimeField()
    last_step = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.person} ({self.made_at:%Y-%m-%d})"


class RecoveryCode(models.Model):
    """One of ten that open an account without the app, once; only the digest is kept. They go with
    the factor."""

    factor = models.ForeignKey(SecondFactor, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.factor_id} – {self.used_at or ''}"
