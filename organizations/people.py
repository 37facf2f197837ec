"""People, and the roles they hold at units."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.units import Unit


class Role(models.TextChoices):
    INSPECTOR = "inspector", _("Inspector")
    RESPONSIBLE = "responsible", _("Responsible person")
    OFFICER = "officer", _("Safety officer")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")
    VIEWER = "viewer", _("Viewer")


class User(AbstractUser):
    """A person with a login. `name` is what others read; Chinese names have no first and last."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("name"), max_length=60)
    phone = models.CharField(_("phone"), max_length=20, blank=True)

    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["username"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Membership(models.Model):
    """One role of one person at one unit. It reaches the unit and everything below it."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="memberships", verbose_name=_("unit")
    )
    role = models.CharField(_("role"), max_length=16, choices=Role.choices)

    class Meta:
        ordering = ["unit__code", "role"]
        verbose_name = _("role at a unit")
        verbose_name_plural = _("roles at units")
        constraints = [
            models.UniqueConstraint(fields=["user", "unit", "role"], name="one_role_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.get_role_display()}"
