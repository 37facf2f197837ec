"""The table of events: added to, never changed, and removed only when the rule allows it."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.kinds import ENDED_BADLY, Door, Kind, Result
from organizations import scope
from organizations.administration import is_installer
from organizations.models import Role, Unit, User
from throttling.lockout import kept_name, nobodys

READERS = (Role.ADMINISTRATOR, Role.AUDITOR)


def may_read(user) -> bool:
    """Is the log open to `user`: an administrator or an auditor of a bureau, a city, a province?"""
    return is_installer(user) or bool(_reading(user))


def _reading(user) -> list[scope.Post]:
    """The posts from which somebody reads it: of the unit and all below it."""
    held = scope.posts(user)
    return [post for post in held if post.role in READERS and post.is_at_an_authority]


def units_read_about_by(user) -> QuerySet[Unit]:
    """The units whose events somebody may read."""
    if is_installer(user):
        return Unit.objects.all()
    return Unit.objects.filter(scope.reach_of(_reading(user)))


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, user) -> "EventQuerySet":
        """What is of no unit, such as a failed log-in, is for those whose units are all there
        are."""
        if not may_read(user):
            return self.none()
        if is_installer(user) or scope.all_there_is(_reading(user)):
            return self.all()
        return self.filter(unit__in=units_read_about_by(user))

    def newest_first(self) -> "EventQuerySet":
        return self.order_by("-at", "-pk")

    def before(self, event: "Event") -> "EventQuerySet":
        """Those that come after `event` in a list with the newest first."""
        return self.filter(at__lte=event.at).filter(Q(at__lt=event.at) | Q(pk__lt=event.pk))

    def by_person(self, words: str) -> "EventQuerySet":
        """Of the account `words` leads to, and of the people called so."""
        called = User.objects.filter(name__icontains=words).values_list("username", flat=True)
        known = {words, kept_name(words), nobodys(words)}
        return self.filter(account__in={*known, *called[:100]})

    def of_unit(self, unit: Unit) -> "EventQuerySet":
        """About the unit or one below it, or by people from there."""
        return self.filter(unit__in=Unit.objects.below(unit))

    def within(self, start: datetime | None, end: datetime | None) -> "EventQuerySet":
        """From `start` on, and before `end`."""
        since = Q(at__gte=start) if start else Q()
        return self.filter(since, Q(at__lt=end) if end else Q())

    def about_person(self, person: User) -> "EventQuerySet":
        return self.filter(about_kind="user", about=str(person.pk))

    def update(self, **kwargs):
        raise TypeError("The audit log is written once.")

    def bulk_update(self, objs, fields, batch_size=None):
        raise TypeError("The audit log is written once.")

    def delete(self):
        raise TypeError("Only audit.retention removes events, once they are old enough.")

    delete.queryset_only = True  # type: ignore[attr-defined]


class Event(models.Model):
    """`account` is the name typed at a log-in, as it may be kept (`throttling.lockout.kept_name`),
    or the one `by` had then; `about` the key of the record it is about, `unit` the record's unit or
    else the person's own. `once` is there for what is logged once a day only."""

    at = models.DateTimeField(_("time"), default=timezone.now)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    account = models.CharField(_("account"), max_length=150, blank=True)
    address = models.GenericIPAddressField(_("address"), null=True)
    door = models.CharField(_("door"), max_length=8, choices=Door.choices)
    about_kind = models.CharField(max_length=20, blank=True)
    about = models.CharField(max_length=64, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    result = models.CharField(
        _("result"), max_length=8, choices=Result.choices, default=Result.DONE
    )
    details = models.JSONField(default=dict)
    once = models.CharField(max_length=100, null=True, unique=True)  # noqa: DJ001  null repeats

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_newest"),
            models.Index(fields=["kind", "-at", "-id"], name="audit_kind"),
            models.Index(fields=["account", "-at", "-id"], name="audit_account"),
            models.Index(fields=["by", "-at", "-id"], name="audit_by"),
            models.Index(fields=["unit", "-at", "-id"], name="audit_unit"),
            models.Index(fields=["address", "-at", "-id"], name="audit_address"),
            models.Index(fields=["about_kind", "about", "-at"], name="audit_about"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.kind} {self.account}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("The audit log is written once.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("Only audit.retention removes events, once they are old enough.")

    @property
    def ended_otherwise(self) -> bool:
        """Whether its result is more than its kind says."""
        return self.result != Result.DONE and self.kind not in ENDED_BADLY
