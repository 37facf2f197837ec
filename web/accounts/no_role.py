"""What somebody is told who has logged in and reaches nothing: why, and whom to ask."""

from typing import NamedTuple

from organizations.administrators import of_roots
from organizations.models import Unit
from organizations.units import STEP
from papers import letterheads

NAMED = 3  # administrators whose names are told


class NoRole(NamedTuple):
    """`administrators` are names; `contact` and `phone` are the root's own, or ""."""

    administrators: list[str]
    contact: str
    phone: str
    has_closed_units: bool
    may_administer: bool


def no_role(user) -> NoRole:
    root = root_of(user)
    head = letterheads.of(root) if root else None
    return NoRole(
        administrators=administrators(root) if root else [],
        contact=head.contact if head else "",
        phone=head.phone if head else "",
        has_closed_units=user.memberships.exists(),
        may_administer=user.is_superuser,
    )


def root_of(user) -> Unit | None:
    """Where somebody held a role, now or before; else the only one there is. Where there are
    several, nobody is told of one they never belonged to."""
    paths = user.memberships.order_by("-pk").values_list("unit__path", flat=True)
    last = paths.first()
    if last is None:
        return Unit.objects.only_root()
    return Unit.objects.filter(path=last[:STEP]).first()


def administrators(root: Unit) -> list[str]:
    held = of_roots().filter(unit=root)
    return list(held.order_by("user__name").values_list("user__name", flat=True)[:NAMED])
