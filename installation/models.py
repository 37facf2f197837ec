"""What the installation remembers: one row about itself, and what was confirmed and backed up."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

THE_ONE = 1  # the key of the only row of `Installation`: of two that enter it at once, one wins


class Installation(models.Model):
    """The address people use and the zone whose days the handbook's days are.

    `public_address` is scheme and host without a slash at the end, or empty: then each answer
    takes the address it was asked at. `time_zone` is a name of the IANA database.
    """

    public_address = models.CharField(_("public address"), max_length=200, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64)
    set_up_at = models.DateTimeField()
    set_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    checklist_put_away_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("installation")
        verbose_name_plural = _("installation")
        constraints = [
            models.CheckConstraint(condition=Q(pk=THE_ONE), name="one_installation"),
        ]

    def __str__(self) -> str:
        return self.public_address or str(self._meta.verbose_name)


class SetupCode(models.Model):
    """A code some start has printed. Only its SHA-256 is kept, so the table opens nothing."""

    digest = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.issued_at:%Y-%m-%d %H:%M}"


class Confirmation(models.Model):
    """Somebody has looked through what no record can tell that it was looked through."""

    step = models.CharField(max_length=32, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.step


class Backup(models.Model):
    """A backup that was finished and verified; `what` says where and what, in a few words."""

    at = models.DateTimeField(db_index=True)
    what = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.what
