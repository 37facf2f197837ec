"""People, and the roles they hold at units."""

from typing import Any

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organizations.units import Unit


class Role(models.TextChoices):
    INSPECTOR = "inspector", _("Inspector")
    RESPONSIBLE = "responsible", _("Responsible person")
    OFFICER = "officer", _("Safety officer")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")
    VIEWER = "viewer", _("Viewer")


class User(AbstractUser):
    """A person with a login. `name` is what others read; Chinese names have no first and last.

    When `password_changed_at` or `is_active` changes, the database itself ends all sessions and
    tokens of the person (accounts, migration 0003).
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    password_changed_at = models.DateTimeField(null=True, editable=False)
    # What `organizations.scope` has read of this object's roles.
    _posts: tuple[Any, ...]
    _memberships: list[Any]
    # Somebody else chose the present password, so it opens nothing but the page to change it.
    must_change_password = models.BooleanField(default=False, editable=False)

    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["username"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name or self.username

    def set_password(self, raw_password: str | None) -> None:
        """A hash that is only renewed at a log-in is saved without these two, and changes nothing
        (`AbstractBaseUser.check_password` saves the hash alone)."""
        super().set_password(raw_password)
        self.password_changed_at = timezone.now()
        self.must_change_password = False

    def set_unusable_password(self) -> None:
        super().set_unusable_password()
        self.password_changed_at = timezone.now()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


# Who asks: somebody with a login, or nobody we know.
Person = User | AnonymousUser


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
