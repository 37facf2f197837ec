"""Who is told what. One line a move, which is a kind of message; whose turn it is, `workflow.turns`
says."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_noop as _

from hazards.models.hazard import Hazard
from hazards.models.history import HistoryEntry
from notifications import kinds
from notifications.models import TRANSFER, tell
from organizations.models import User
from workflow import actions as alongside
from workflow import turns
from workflow.states import State

People = Iterable[User | None]


def expected(hazard: Hazard, by: User) -> People:
    """Whose turn it is with the hazard as it is now."""
    return turns.expected(hazard, turns.OF_HAZARDS[State(hazard.state)])


def nobody(hazard: Hazard, by: User) -> People:
    """Of thousands of rows one letter a unit is enough: `send_of_import`."""
    return []


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


def who_repairs_it_now(hazard: Hazard, by: User) -> People:
    return [hazard.responsible]


IMPORTED = _(
    "%(by)s imported %(n)s hazards of %(unit)s from an old ledger; they wait to be assigned."
)
TOLD: dict[str, tuple[Callable[[Hazard, User], People], str]] = {
    "report": (expected, _("%(by)s reported “%(title)s”; it waits to be assigned.")),
    "bring_in": (nobody, IMPORTED),
    "assign": (expected, _("“%(title)s” is yours to fix by %(due_on)s.")),
    "reassign": (expected, _("“%(title)s” was reassigned: %(note)s")),
    "rectify": (expected, _("%(by)s fixed “%(title)s”; it waits for review.")),
    "fix_on_spot": (expected, _("%(by)s fixed “%(title)s” on the spot; it waits for review.")),
    "send_back": (expected, _("“%(title)s” came back: %(note)s")),
    "close": (finder_and_responsible, _("“%(title)s” is closed: the number is struck off.")),
    "reopen": (unit_and_responsible, _("“%(title)s” was reopened: %(note)s")),
    "dismiss": (finder, _("“%(title)s” was dismissed: %(note)s")),
    "restore": (expected_and_finder, _("“%(title)s” is back in the ledger: %(note)s")),
    "request_extension": (deciders, _("%(by)s asks for more time for “%(title)s”: %(note)s")),
    "grant": (expected, _("More time for “%(title)s”: until %(due_on)s.")),
    "refuse": (expected, _("No more time for “%(title)s”: %(note)s")),
    "control": (officers, _("Interim control of “%(title)s”: %(note)s")),
    "list_for_supervision": (
        unit_and_responsible,
        _("“%(title)s” is listed for supervision: %(note)s"),
    ),
    "recheck": (officers, _("%(by)s re-checked “%(title)s” on site: %(note)s")),
    "delist": (unit_and_responsible, _("“%(title)s” is no longer listed for supervision.")),
    "offer_transfer": (receivers, _("%(by)s offers “%(title)s” to %(to_unit)s: %(note)s")),
    "accept_transfer": (both_sides, _("%(to_unit)s has taken over “%(title)s”.")),
    "decline_transfer": (offerer, _("%(to_unit)s does not take over “%(title)s”: %(note)s")),
    "withdraw_transfer": (receivers, _("The offer of “%(title)s” to %(to_unit)s was withdrawn.")),
}
# About the offer, because the other side sees the offer and not the hazard.
OF_TRANSFERS = {act.name for act in alongside.TRANSFERS}
# Who is told something else than the others by the same act: the kind of it.
ALSO_TOLD = {"accept_transfer": (who_repairs_it_now, "assign")}
kinds.declare({kind: sentence for kind, (_whom, sentence) in TOLD.items()})


def send(hazard: Hazard, entry: HistoryEntry) -> None:
    """Tell those concerned, once each, and never the person who did it or who has left."""
    about: dict[str, Any] = {"about": hazard.pk}
    also: set[int] = set()
    if entry.move in ALSO_TOLD:
        also = deliver(hazard, entry, *ALSO_TOLD[entry.move], about)
    if entry.move in OF_TRANSFERS:
        about = {"about": hazard.transfers.last().pk, "subject": TRANSFER}
    deliver(hazard, entry, TOLD[entry.move][0], entry.move, about, also)


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
