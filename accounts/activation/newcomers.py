"""Who has never been in, and in which order a unit's people are handed their slips."""

from django.db.models import OuterRef, Q, QuerySet, Subquery

from accounts.activation.reach import now_or_later
from organizations.models import Unit, User
from organizations.units import below


def never_came_in() -> Q:
    """Of a person: they have never set a password of their own."""
    nobody_chose = Q(password__startswith="!") | Q(password="")
    return nobody_chose | Q(must_change_password=True, last_login=None)


def waiting(people: QuerySet[User]) -> QuerySet[User]:
    """Those of `people` a sheet of slips is made for: active, and never in."""
    return people.filter(never_came_in(), is_active=True)


def at(unit: Unit, *, with_below: bool) -> Q:
    """Of a person: they hold a role at the unit, or at it or below, or will."""
    here = below(unit.path, "unit__path") if with_below else Q(unit=unit)
    return Q(pk__in=now_or_later().filter(here).values("user"))


def in_order_of_units(people: QuerySet[User]) -> list[User]:
    """As slips are handed out: by the code of the lowest unit they hold a role at, then by name."""
    held = now_or_later().filter(user=OuterRef("pk")).order_by("-unit__path")
    lowest = Subquery(held.values("unit__code")[:1])
    return list(people.order_by(lowest, "name", "username"))


def at_unit(code: str, *, everybody: bool = False) -> tuple[Unit, list[User]]:
    """The unit, and who at it or below waits for a slip, or everybody active there; whoever
    installed the service looks after themselves. Raises Unit.DoesNotExist."""
    unit = Unit.objects.get(code=code)
    found = User.objects.filter(at(unit, with_below=True), is_superuser=False, is_active=True)
    found = found.filter(service_since=None)
    return unit, in_order_of_units(found if everybody else waiting(found))
