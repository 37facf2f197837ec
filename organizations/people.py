"""People, and the roles they hold at units."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organizations import identifiers
from organizations.units import Unit


class Role(models.TextChoices):
    INSPECTOR = "inspector", _("Inspector")
    RESPONSIBLE = "responsible", _("Responsible person")
    OFFICER = "officer", _("Safety officer")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")
    VIEWER = "viewer", _("Viewer")
    TIP_HANDLER = "tip_handler", _("Tip handler")


# What a program of others may be: it reads and reports. Whatever is decided, a person does.
ROLES_OF_SERVICES = (Role.VIEWER, Role.INSPECTOR)


class StaffPost(models.TextChoices):
    """What somebody does at their unit besides their role: whose turn an inspection may be."""

    GATEKEEPER = "gatekeeper", _("Gatekeeper")
    CANTEEN_MANAGER = "canteen_manager", _("Canteen manager")
    FOOD_SAFETY_DIRECTOR = "food_safety_director", _("Food safety director")
    LABORATORY_KEEPER = "laboratory_keeper", _("Laboratory keeper")
    DORMITORY_HEAD = "dormitory_head", _("Dormitory head")
    BUS_ATTENDANT = "bus_attendant", _("Bus attendant")
    SAFETY_OFFICER = "safety_officer", _("Safety officer on duty")
    PRINCIPAL = "principal", _("Principal")


class User(AbstractUser):
    """A person with a login, or a service account (`accounts.service_accounts`). `name` is what
    others read; Chinese names have no first and last.

    When `password_changed_at` or `is_active` changes, the database itself ends all sessions and
    tokens of the person (accounts, migration 0003).
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    # Null where there is none; a column that may be null is added without making the table anew,
    # with which SQLite would lose its triggers.
    staff_number = models.CharField(  # noqa: DJ001
        _("staff number"), max_length=32, null=True, blank=True
    )
    # What somebody has entered for themselves and not confirmed yet; nothing else is sent there.
    pending_email = models.EmailField(null=True, blank=True, editable=False)  # noqa: DJ001
    password_changed_at = models.DateTimeField(null=True, editable=False)
    # When it was made, of a service account: a program of somebody else's, and no person.
    service_since = models.DateTimeField(null=True, editable=False)
    # What `organizations.scope` has read of this object's roles.
    _posts: tuple[Any, ...]
    _memberships: list[Any]
    # What `organizations.feed` has read of it.
    _reach_changed_at: int
    # Somebody else chose the present password, so it opens nothing but the page to change it.
    must_change_password = models.BooleanField(default=False, editable=False)

    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["username"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                fields=["staff_number"],
                condition=Q(staff_number__isnull=False),
                name="one_person_a_staff_number",
                violation_error_message=_("Somebody else has this staff number."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    @property
    def is_service(self) -> bool:
        return self.service_since is not None

    def set_password(self, raw_password: str | None) -> None:
        """A hash that is only renewed at a log-in is saved without these two, and changes nothing
        (`AbstractBaseUser.check_password` saves the hash alone)."""
        super().set_password(raw_password)
        self.password_changed_at = timezone.now()
        self.must_change_password = False

    def set_unusable_password(self) -> None:
        super().set_unusable_password()
        self.password_changed_at = timezone.now()

    def validate_unique(self, exclude: Collection[str] | None = None) -> None:
        """Nor does anybody log in with what another one logs in with."""
        super().validate_unique(exclude)
        identifiers.refuse_shadowing(self, exclude or ())

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


# Who asks: somebody with a login, or nobody we know.
Person = User | AnonymousUser


class MembershipQuerySet(models.QuerySet["Membership"]):
    def held(self, on: date | None = None) -> "MembershipQuerySet":
        """Those that give a right on the day `on`, or today: begun, and not over."""
        day = on or timezone.localdate()
        begun = Q(starts_on=None) | Q(starts_on__lte=day)
        return self.filter(begun).not_over(day)

    def untold_beginnings(self) -> "MembershipQuerySet":
        """Those whose first day has come, which nobody has been told yet."""
        told = Q(begin_told_for__isnull=False, begin_told_for=F("starts_on"))
        return self.filter(starts_on__lte=timezone.localdate()).exclude(told)

    def not_over(self, on: date | None = None) -> "MembershipQuerySet":
        """Those held on the day `on`, or today, and those that begin later."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on or timezone.localdate()))


class Membership(models.Model):
    """One role of one person at one unit. It reaches the unit and everything below it.

    `starts_on` and `ends_on` are its first and its last day; without one it has held all along,
    or holds until it is ended. A right rests on a role held today (`MembershipQuerySet.held`).
    Whoever stands in for somebody has a role with an end, and `reason` says what for.
    """

    user = models.ForeignKey(
        User, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="memberships", verbose_name=_("unit")
    )
    role = models.CharField(_("role"), max_length=16, choices=Role.choices)
    title = models.CharField(_("post"), max_length=60, blank=True, db_default="")
    # Null where there is none, for the same reason as `staff_number`.
    post = models.CharField(  # noqa: DJ001
        _("inspection post"), max_length=24, choices=StaffPost.choices, null=True, blank=True
    )
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    stands_in_for = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("in place of")
    )
    reason = models.CharField(_("what for"), max_length=200, blank=True, db_default="")

    # Whether what it left behind when its last day was over has been told.
    lapse_told = models.BooleanField(default=False, db_default=False, editable=False)

    # The first day of which it has been told that it came.
    begin_told_for = models.DateField(null=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["unit__code", "role"]
        verbose_name = _("role at a unit")
        verbose_name_plural = _("roles at units")
        constraints = [
            models.UniqueConstraint(fields=["user", "unit", "role"], name="one_role_once"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(starts_on__lte=F("ends_on")),
                name="role_begins_before_it_ends",
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.get_role_display()}"

    @property
    def is_over(self) -> bool:
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    def is_held(self, on: date | None = None) -> bool:
        """As `MembershipQuerySet.held`, of one that has been read."""
        day = on or timezone.localdate()
        return (self.starts_on or day) <= day <= (self.ends_on or day)
