"""What somebody is told who has logged in and reaches nothing: why, and whom to ask."""

from typing import NamedTuple

from organizations.administrators import administrator_posts
from organizations.models import Unit
from papers import letterheads

NAMED = 3  # administrators whose names are told


class NoRole(NamedTuple):
    """`administrators` are names; `contact` and `phone` are the bureau's own, or ""."""

    administrators: list[str]
    contact: str
    phone: str
    has_closed_units: bool
    may_administer: bool


def no_role(user) -> NoRole:
    bureau = Unit.objects.bureau()
    head = letterheads.of(bureau) if bureau else None
    return NoRole(
        administrators=administrators(),
        contact=head.contact if head else "",
        phone=head.phone if head else "",
        has_closed_units=user.memberships.exists(),
        may_administer=user.is_superuser,
    )


def administrators() -> list[str]:
    held = administrator_posts().held().filter(unit__closed_on=None, user__is_active=True)
    return list(held.order_by("user__name").values_list("user__name", flat=True)[:NAMED])
