"""Who is told what. One line a move; the doors render the sentence in the reader's language."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from hazards.models.hazard import Hazard
from hazards.models.history import HistoryEntry
from notifications.models import TRANSFER, tell
from organizations import scope
from organizations.models import Role, Unit, User
from workflow import actions as alongside
from workflow import policy

People = Iterable[User | None]


def turn(hazard: Hazard, *besides: int | None) -> list[User]:
    """Whose turn it is: the unit's own officers, those above where none of them may, and auditors
    as the last. `besides` are the keys of those who may not."""
    return turn_at(hazard.unit, *besides)


def turn_at(unit: Unit, *besides: int | None) -> list[User]:
    def able(people: QuerySet[User]) -> list[User]:
        return [person for person in people if person.pk not in besides]

    own = [] if unit.closed_on else able(scope.people_at(unit, Role.OFFICER))
    above = own or able(scope.people_over(unit, Role.OFFICER))
    return above or able(scope.people_over(unit, Role.AUDITOR))


def auditors(hazard: Hazard) -> People:
    return scope.people_over(hazard.unit, Role.AUDITOR)


def nobody(hazard: Hazard, by: User) -> People:
    """Of thousands of rows one letter a unit is enough: `send_of_import`."""
    return []


def officers(hazard: Hazard, by: User) -> People:
    return turn(hazard)


def assigners(hazard: Hazard, by: User) -> People:
    """What is the bureau's own is known to its auditors from the first day."""
    is_for_the_bureau = hazard.is_major or hazard.was_found_by_bureau
    return [*turn(hazard), *(auditors(hazard) if is_for_the_bureau else [])]


def assigners_and_finder(hazard: Hazard, by: User) -> People:
    return [*assigners(hazard, by), hazard.reporter]


def reviewers(hazard: Hazard, by: User) -> People:
    """Those who may close it; whoever rectified it, or had it rectified for them, may not."""
    if hazard.is_major:
        return auditors(hazard)
    if hazard.was_found_by_bureau:
        central = Unit.Kind.CENTRAL_SCHOOL
        return [*auditors(hazard), *scope.people_above(hazard.unit, Role.OFFICER, kind=central)]
    rectifiers = (hazard.rectified_by_id, hazard.rectified_for_id)
    may_review = policy.is_reviewer_who_did_not_rectify(hazard, hazard.reporter)
    return [*turn(hazard, *rectifiers), *([hazard.reporter] if may_review else [])]


def responsible(hazard: Hazard, by: User) -> People:
    """Somebody who has left repairs nothing: then the officers see to it."""
    person = hazard.responsible
    return [person] if person and person.is_active else turn(hazard)


def finder(hazard: Hazard, by: User) -> People:
    return [hazard.reporter]


def finder_and_responsible(hazard: Hazard, by: User) -> People:
    return [hazard.reporter, hazard.responsible]


def unit_and_responsible(hazard: Hazard, by: User) -> People:
    return [*turn(hazard), hazard.responsible]


def deciders(hazard: Hazard, by: User) -> People:
    """Nobody answers their own request."""
    return auditors(hazard) if hazard.is_major else turn(hazard, by.pk)


def receivers(hazard: Hazard, by: User) -> People:
    """Those whose turn it is to answer the last offer; nobody answers their own."""
    offer = hazard.transfers.last()
    return turn_at(offer.to_unit, offer.offered_by_id)


def offerer(hazard: Hazard, by: User) -> People:
    return [hazard.transfers.last().offered_by]


def both_sides(hazard: Hazard, by: User) -> People:
    """Those it left, and those it is with now."""
    letter = hazard.transfers.last()
    return [letter.offered_by, letter.relieved, *turn_at(letter.from_unit), *turn(hazard)]


def who_repairs_it_now(hazard: Hazard, by: User) -> People:
    return [hazard.responsible]


TOLD: dict[str, tuple[Callable[[Hazard, User], People], str]] = {
    "report": (assigners, _("%(by)s reported “%(title)s”; it waits to be assigned.")),
    "bring_in": (nobody, ""),
    "assign": (responsible, _("“%(title)s” is yours to fix by %(due_on)s.")),
    "reassign": (responsible, _("“%(title)s” was reassigned: %(note)s")),
    "rectify": (reviewers, _("%(by)s fixed “%(title)s”; it waits for review.")),
    "fix_on_spot": (reviewers, _("%(by)s fixed “%(title)s” on the spot; it waits for review.")),
    "send_back": (responsible, _("“%(title)s” came back: %(note)s")),
    "close": (finder_and_responsible, _("“%(title)s” is closed: the number is struck off.")),
    "reopen": (unit_and_responsible, _("“%(title)s” was reopened: %(note)s")),
    "dismiss": (finder, _("“%(title)s” was dismissed: %(note)s")),
    "restore": (assigners_and_finder, _("“%(title)s” is back in the ledger: %(note)s")),
    "request_extension": (deciders, _("%(by)s asks for more time for “%(title)s”: %(note)s")),
    "grant": (responsible, _("More time for “%(title)s”: until %(due_on)s.")),
    "refuse": (responsible, _("No more time for “%(title)s”: %(note)s")),
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
# Who is told something else than the others by the same act.
ALSO_TOLD = {"accept_transfer": (who_repairs_it_now, TOLD["assign"][1])}


def send(hazard: Hazard, entry: HistoryEntry) -> None:
    """Tell those concerned, once each, and never the person who did it or who has left."""
    about: dict[str, Any] = {"about": hazard.pk}
    also = deliver(hazard, entry, *ALSO_TOLD[entry.move], about) if entry.move in ALSO_TOLD else ()
    if entry.move in OF_TRANSFERS:
        about = {"about": hazard.transfers.last().pk, "subject": TRANSFER}
    deliver(hazard, entry, *TOLD[entry.move], about, also)


def deliver(hazard, entry, whom, template: str, about: dict[str, Any], besides=()) -> set[int]:
    """The keys of those who were told."""
    told = (person for person in whom(hazard, entry.by) if person and person.is_active)
    people = {p.pk: p for p in told if p != entry.by and p.pk not in besides}
    params = _params(hazard, entry)
    at, kind = entry.at, entry.move
    tell(people.values(), kind=kind, template=template, params=params, at=at, **about)
    return set(people)


IMPORTED = _(
    "%(by)s imported %(n)s hazards of %(unit)s from an old ledger; they wait to be assigned."
)


def send_of_import(hazard: Hazard, n: int, by: User, at: datetime) -> None:
    """Tell those whose turn it is at one unit; the letter opens `hazard`, one of the `n`."""
    people = {person.pk: person for person in assigners(hazard, by) if person and person != by}
    told = {"by": str(by), "n": n, "unit": str(hazard.unit)}
    tell(people.values(), kind="bring_in", template=IMPORTED, params=told, about=hazard.pk, at=at)


def _params(hazard: Hazard, entry: HistoryEntry) -> dict[str, str]:
    return {
        "number": hazard.number,
        "title": hazard.description,
        "by": str(entry.by),
        "note": entry.note,
        "due_on": hazard.due_on.isoformat() if hazard.due_on else "",
        "to_unit": entry.facts.get("to_unit", {}).get("name", ""),
    }
