"""Who is told what. One line a move, which is a kind of message; whose turn it is, `workflow.turns`
says."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_noop as _

from hazards.law import LAW
from hazards.models.hazard import Hazard
from hazards.models.history import HistoryEntry
from hazards.models.transfers import Transfer
from notifications import kinds, sight
from notifications.models import HAZARD, TRANSFER, tell
from organizations.models import User
from workflow import turns
from workflow.states import State

People = Iterable[User | None]


def expected(hazard: Hazard, by: User) -> People:
    """Whose turn it is with the hazard as it is now."""
    return turns.expected(hazard, turns.OF_HAZARDS[State(hazard.state)])


def officers(hazard: Hazard, by: User) -> People:
    return turns.officers_of(hazard.unit)


def expected_and_finder(hazard: Hazard, by: User) -> People:
    return [*expected(hazard, by), hazard.reporter]


def finder(hazard: Hazard, by: User) -> People:
    return [hazard.reporter]


def finder_and_responsible(hazard: Hazard, by: User) -> People:
    return [hazard.reporter, hazard.responsible]


def unit_and_responsible(hazard: Hazard, by: User) -> People:
    return [*officers(hazard, by), hazard.responsible]


def deciders(hazard: Hazard, by: User) -> People:
    """Nobody answers their own request."""
    return turns.expected(hazard, turns.EXTENSION, by.pk)


def receivers(hazard: Hazard, by: User) -> People:
    """Those whose turn it is to answer the last offer."""
    return turns.expected(hazard.transfers.last(), turns.OFFER)


def offerer(hazard: Hazard, by: User) -> People:
    return [hazard.transfers.last().offered_by]


def both_sides(hazard: Hazard, by: User) -> People:
    """Those it left, and those it is with now."""
    letter = hazard.transfers.last()
    left = [letter.offered_by, letter.relieved, *turns.officers_of(letter.from_unit)]
    return [*left, *officers(hazard, by)]


def both_ends(hazard: Hazard, by: User) -> People:
    """Who made the last offer, and those who were to answer it."""
    return [*offerer(hazard, by), *receivers(hazard, by)]


def who_repairs_it_now(hazard: Hazard, by: User) -> People:
    return [hazard.responsible]


# The groups of people a declaration may name.
PEOPLE: dict[str, Callable[[Hazard, User], People]] = {
    group.__name__: group
    for group in (
        expected,
        expected_and_finder,
        officers,
        finder,
        finder_and_responsible,
        unit_and_responsible,
        deciders,
        receivers,
        offerer,
        both_sides,
        both_ends,
        who_repairs_it_now,
    )
}
TOLD = {name: declared.tells for name, declared in LAW.items()}
# Of thousands of rows of an old ledger one message a unit is enough: `send_of_import`.
IMPORTED = _(
    "%(by)s imported %(n)s hazards of %(unit)s from an old ledger; they wait to be assigned."
)
kinds.declare(
    {one.kind or name: one.text for name, told in TOLD.items() for one in told}
    | {"bring_in": IMPORTED}
)
sight.declare(HAZARD, Hazard.objects.visible_to)
sight.declare(TRANSFER, Transfer.objects.told_to)


def send(hazard: Hazard, entry: HistoryEntry) -> None:
    """Tell those concerned, once each, and never the person who did it or who has left."""
    told: set[int] = set()
    for tell_them in TOLD[entry.move]:
        about: dict[str, Any] = {"about": hazard.pk}
        if tell_them.about_beside:  # the other side sees the offer and not the hazard
            about = {"about": hazard.transfers.last().pk, "subject": TRANSFER}
        kind = tell_them.kind or entry.move
        told |= deliver(hazard, entry, PEOPLE[tell_them.to], kind, about, told)


def deliver(hazard, entry, whom, kind: str, about: dict[str, Any], besides=frozenset()) -> set[int]:
    """The keys of those who were told."""
    told = (person for person in whom(hazard, entry.by) if person and person.is_active)
    people = {p.pk: p for p in told if p != entry.by and p.pk not in besides}
    tell(people.values(), kind=kind, params=_params(hazard, entry), at=entry.at, **about)
    return set(people)


def send_of_import(hazard: Hazard, n: int, by: User, at: datetime) -> None:
    """Tell those whose turn it is at one unit; the letter opens `hazard`, one of the `n`."""
    people = [person for person in expected(hazard, by) if person and person != by]
    told = {"by": str(by), "n": n, "unit": str(hazard.unit)}
    tell(people, kind="bring_in", params=told, about=hazard.pk, at=at)


def _params(hazard: Hazard, entry: HistoryEntry) -> dict[str, str]:
    return {
        "number": hazard.number,
        "title": hazard.description,
        "by": str(entry.by),
        "note": entry.note,
        "due_on": hazard.due_on.isoformat() if hazard.due_on else "",
        "to_unit": entry.facts.get("to_unit", {}).get("name", ""),
    }
