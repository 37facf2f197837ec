"""Who is told what. One line a move; the doors render the sentence in the reader's language."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext_noop as _

from hazards.history import HistoryEntry
from hazards.records import Hazard
from notifications.models import tell
from organizations import scope
from organizations.models import Role, User
from workflow.states import Severity

People = Iterable[User | None]


def officers(hazard: Hazard) -> People:
    """The unit's own officers; where it has none, the nearest above."""
    own = list(scope.people_at(hazard.unit, Role.OFFICER))
    return own or scope.people_over(hazard.unit, Role.OFFICER)


def reviewers(hazard: Hazard) -> People:
    if hazard.severity == Severity.MAJOR or hazard.was_found_by_bureau:
        return scope.people_over(hazard.unit, Role.AUDITOR)
    return [*officers(hazard), hazard.reporter]


def responsible(hazard: Hazard) -> People:
    return [hazard.responsible]


def finder(hazard: Hazard) -> People:
    return [hazard.reporter]


def finder_and_responsible(hazard: Hazard) -> People:
    return [hazard.reporter, hazard.responsible]


def unit_and_responsible(hazard: Hazard) -> People:
    return [*officers(hazard), hazard.responsible]


def deciders(hazard: Hazard) -> People:
    if hazard.severity == Severity.MAJOR:
        return scope.people_over(hazard.unit, Role.AUDITOR)
    return officers(hazard)


TOLD: dict[str, tuple[Callable[[Hazard], People], str]] = {
    "report": (officers, _("%(by)s reported “%(title)s”; it waits to be assigned.")),
    "assign": (responsible, _("“%(title)s” is yours to fix by %(due_on)s.")),
    "reassign": (responsible, _("“%(title)s” was reassigned: %(note)s")),
    "rectify": (reviewers, _("%(by)s fixed “%(title)s”; it waits for review.")),
    "fix_on_spot": (reviewers, _("%(by)s fixed “%(title)s” on the spot; it waits for review.")),
    "send_back": (responsible, _("“%(title)s” came back: %(note)s")),
    "close": (finder_and_responsible, _("“%(title)s” is closed: the number is struck off.")),
    "reopen": (unit_and_responsible, _("“%(title)s” was reopened: %(note)s")),
    "dismiss": (finder, _("“%(title)s” was dismissed: %(note)s")),
    "restore": (finder, _("“%(title)s” is back in the ledger: %(note)s")),
    "request_extension": (deciders, _("%(by)s asks for more time for “%(title)s”: %(note)s")),
    "grant": (responsible, _("More time for “%(title)s”: until %(due_on)s.")),
    "refuse": (responsible, _("No more time for “%(title)s”: %(note)s")),
    "control": (officers, _("Interim control of “%(title)s”: %(note)s")),
    "list_for_supervision": (
        unit_and_responsible,
        _("“%(title)s” is listed for supervision: %(note)s"),
    ),
    "delist": (unit_and_responsible, _("“%(title)s” is no longer listed for supervision.")),
}


def send(hazard: Hazard, entry: HistoryEntry) -> None:
    """Tell those concerned, once each, and never the person who did it."""
    whom, template = TOLD[entry.move]
    people = {person.pk: person for person in whom(hazard) if person and person != entry.by}
    tell(
        people.values(),
        kind=entry.move,
        template=template,
        params=_params(hazard, entry),
        about=hazard.pk,
        at=entry.at,
    )


def _params(hazard: Hazard, entry: HistoryEntry) -> dict[str, str]:
    return {
        "number": hazard.number,
        "title": hazard.description,
        "by": str(entry.by),
        "note": entry.note,
        "due_on": hazard.due_on.isoformat() if hazard.due_on else "",
    }
