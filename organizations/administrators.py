"""Who looks after the bureau's ledger, and that somebody always can: the last one cannot lock the
door behind themselves."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from organizations.people import Membership, MembershipQuerySet, Role, User
from organizations.units import Unit


def administrator_posts() -> MembershipQuerySet:
    """The roles with which somebody administers, or did, or will; also at a closed bureau, and of
    who has left."""
    return Membership.objects.filter(role=Role.ADMINISTRATOR, unit__kind=Unit.Kind.BUREAU)


def administrators() -> QuerySet[User]:
    """Active people who may enter the administrators' tables (see `administration.administers`)."""
    held = administrator_posts().held().filter(unit__closed_on=None)
    return User.objects.filter(Q(is_superuser=True) | Q(pk__in=held.values("user")), is_active=True)


@contextmanager
def an_administrator_remains() -> Iterator[None]:
    """Inside a transaction: raises ValidationError where the block took the last one away.

    The rows of all administrators are locked, in one order: two who deactivate each other at the
    same moment do it one after the other, and the second is refused.
    """
    keys = list(administrators().select_for_update().order_by("pk").values_list("pk", flat=True))
    yield
    if keys and not administrators().exists():
        raise ValidationError(
            _("Nobody could administer any more. Let somebody else be administrator first."),
            code="last_administrator",
        )
