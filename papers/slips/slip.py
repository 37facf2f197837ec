"""What stands on a slip."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.activation import codes
from accounts.activation.issuing import Issued
from accounts.activation.reach import now_or_later
from organizations import identifiers
from organizations.models import User
from papers.notes import day
from papers.printing import qr

Link = Callable[[str], str]  # the address of a path of the service, as people reach it
PATH = "/activate/"
AT_ONCE = 400  # people a statement
LABELS = {
    "staff_number": gettext_noop("Staff number"),
    "phone": gettext_noop("Phone number"),
    "username": gettext_noop("User name"),
}


class Slip(NamedTuple):
    """`ways` are pairs of what something is called and what is typed; `qr` is the picture (SVG) of
    `link`, and `address` is where the code is typed by hand."""

    name: str
    unit: str
    ways: list[tuple[str, str]]
    code: str
    valid: str
    link: str
    qr: str
    address: str


def slips_of(issued: list[Issued], link: Link) -> list[Slip]:
    """In the same order, in the language in force; the statements do not grow with the slips."""
    people = [one.person for one in issued]
    units, ways = units_of(people), identifiers.ways_in(people)
    return [slip_of(one, units.get(one.person.pk, ""), ways[one.person.pk], link) for one in issued]


def slip_of(one: Issued, unit: str, ways: list[tuple[str, str]], link: Link) -> Slip:
    leads_to = link(f"{PATH}{one.code}/")
    return Slip(
        name=str(one.person),
        unit=unit,
        ways=ways_named(ways),
        code=codes.shown(one.code),
        valid=day(one.last_day),
        link=leads_to,
        qr=qr.svg(leads_to),
        address=link(PATH),
    )


def ways_named(ways: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(_(LABELS[field]), word) for field, word in ways]


def units_of(people: list[User]) -> dict[int, str]:
    """The name of the lowest unit each of them holds a role at, or will."""
    held = now_or_later().order_by("unit__path")
    keys = [person.pk for person in people]
    names: dict[int, str] = {}
    for start in range(0, len(keys), AT_ONCE):
        mine = held.filter(user__in=keys[start : start + AT_ONCE])
        names |= dict(mine.values_list("user", "unit__name"))
    return names
