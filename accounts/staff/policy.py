"""Who may look after whom (handbook, section 1): administrators look after their own part of the
tree, and nobody makes themselves more than they are."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from organizations import scope
from organizations.administration import (
    administered_units,
    administers,
    administers_everything,
    administers_unit,
)
from organizations.models import Membership, Role, Unit, User
from organizations.people import Person


def may_give(by: Person, person: User, unit: Unit, role: str) -> bool:
    """Who administers a part of the tree gives its roles. An administrator is named by one of a
    unit above, or of a root; and who is taken along from elsewhere is known there already."""
    return by != person and may_see(by, person) and may_give_first(by, unit, role)


def may_give_first(by: Person, unit: Unit, role: str) -> bool:
    """The same to somebody who is only being taken in."""
    if not administers_unit(by, unit):
        return False
    if role == Role.TIP_HANDLER:  # they learn who tipped: named by the bureau
        return administers(by)
    return role != Role.ADMINISTRATOR or names_administrators_of(by, unit)


def names_administrators_of(by: Person, unit: Unit) -> bool:
    return administers(by) or scope.holds_above(by, Role.ADMINISTRATOR, unit=unit)


def may_end(by: Person, membership: Membership) -> bool:
    if by == membership.user or not administers_unit(by, membership.unit):
        return False
    is_administrator = membership.role == Role.ADMINISTRATOR
    return not is_administrator or names_administrators_of(by, membership.unit)


def may_let_go(by: Person, person: User) -> bool:
    """Whose roles all lie in the part of the tree one looks after."""
    held = list(person.memberships.select_related("unit"))
    return by != person and may_see(by, person) and all(may_end(by, one) for one in held)


def roles_of(by: Person) -> QuerySet[Membership]:
    """Those at the units one looks after, also what is over or has not begun."""
    return Membership.objects.filter(unit__in=administered_units(by))


def may_see(by: Person, person: User) -> bool:
    return people_of(by).filter(pk=person.pk).exists()


def people_of(by: Person) -> QuerySet[User]:
    """Those with a role, also one that is over, in the part of the tree `by` looks after; for the
    administrators of the only root everybody. Superusers are for superusers alone, and a service is
    no person."""
    people = User.objects.filter(service_since=None)
    if getattr(by, "is_superuser", False) and by.is_active:
        return people
    everybody = people.filter(is_superuser=False)
    if administers_everything(by):
        return everybody
    mine = administered_units(by).order_by().values("pk")
    roles = Membership.objects.filter(user=OuterRef("pk")).filter(Q(unit__in=mine))
    return everybody.filter(Exists(roles))
