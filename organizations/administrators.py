"""Who looks after a tree of units, and that somebody always can: the last one cannot lock the
door behind themselves."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from organizations.people import Membership, MembershipQuerySet, Role, User
from organizations.units import AUTHORITIES


def administrator_posts() -> MembershipQuerySet:
    """The roles with which somebody administers a district, or did, or will; also at a closed
    bureau, and of who has left."""
    return Membership.objects.filter(role=Role.ADMINISTRATOR, unit__kind__in=AUTHORITIES)


def of_roots() -> MembershipQuerySet:
    """Those held today by active people at a unit that reports to nobody."""
    held = administrator_posts().held().filter(unit__parent=None, unit__closed_on=None)
    return held.filter(user__is_active=True)


def administrators() -> QuerySet[User]:
    """Active people who may enter the administrators' tables (see `administration.administers`)."""
    rooted = Q(pk__in=of_roots().values("user"))
    return User.objects.filter(Q(is_superuser=True) | rooted, is_active=True)


@contextmanager
def an_administrator_remains() -> Iterator[None]:
    """Inside a transaction: raises ValidationError where the block took the last one of a tree
    away, and no superuser is left who could name another.

    The rows of all administrators are locked, in one order: two who deactivate each other at the
    same moment do it one after the other, and the second is refused.
    """
    keys = list(administrators().select_for_update().order_by("pk").values_list("pk", flat=True))
    before = set(of_roots().values_list("unit", flat=True)) if keys else set()
    yield
    if not keys or User.objects.filter(is_superuser=True, is_active=True).exists():
        return
    after = set(of_roots().values_list("unit", flat=True))
    if before - after or not after:
        raise ValidationError(
            _("Nobody could administer any more. Let somebody else be administrator first."),
            code="last_administrator",
        )
