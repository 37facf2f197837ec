"""Who is told what about a return. One line a move, which is a kind of message."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext_noop as _

from notifications import kinds, sight
from notifications.models import RETURN, tell
from organizations import scope
from organizations.models import Role, Unit, User
from returns.models.campaigns import Campaign
from returns.models.returns import Return, ReturnEntry
from workflow import policy, turns
from workflow.return_law import RETURN_MOVES
from workflow.states import ReturnState

People = Iterable[User]


def fillers(one: Return) -> People:
    return turns.expected(one, turns.FILLERS)


def reviewers(one: Return) -> People:
    return turns.expected(one, turns.OF_RETURNS[ReturnState.SUBMITTED])


def everybody(one: Return) -> People:
    """Whoever reviews it, and whoever has to hand in the correction if an auditor began it."""
    return {person.pk: person for person in (*reviewers(one), *fillers(one))}.values()


# The groups of people a declaration may name.
PEOPLE: dict[str, Callable[[Return], People]] = {
    group.__name__: group for group in (fillers, reviewers, everybody)
}
TOLD = {name: move.tells for name, move in RETURN_MOVES.items()}
TO_UNITS = {
    "open": _("“%(title)s” has begun: your return is due by %(due_on)s."),
    "remind": _("“%(title)s”: your return has not come yet; it is due by %(due_on)s."),
}
kinds.declare({name: tell_them.text for name, told in TOLD.items() for tell_them in told})
kinds.declare(TO_UNITS)
sight.declare(RETURN, Return.objects.visible_to)


def send(one: Return, entry: ReturnEntry) -> None:
    """Tell those concerned, and never the person who did it. Filling in is nobody's news."""
    named = {"number": one.number, "unit": one.unit.name, "note": entry.note}
    params = params_of(one.campaign) | named
    for tell_them in TOLD.get(entry.move, ()):
        people = [person for person in PEOPLE[tell_them.to](one) if person.pk != entry.by_id]
        tell(people, kind=entry.move, params=params, about=one.pk, at=entry.at, subject=RETURN)


def send_to_units(returns: Iterable[Return], campaign: Campaign, kind: str, by, at) -> int:
    """The same `kind` to those who fill in at many units, "open" or "remind"; how many were told.
    The unit that runs the campaign asks the others, and not itself."""
    asked = [one for one in returns if one.unit_id != campaign.unit_id]
    by_unit = fillers_by_unit([one.unit for one in asked])
    told = 0
    for one in asked:
        people = [person for person in by_unit.get(one.unit_id, ()) if person.pk != by.pk]
        params = {**params_of(campaign), "number": one.number}
        tell(people, kind=kind, params=params, about=one.pk, at=at, subject=RETURN)
        told += len(people)
    return told


def fillers_by_unit(units: Iterable[Unit]) -> dict[int, list[User]]:
    """As `policy.fills_it` has it: officers, and at a bureau its auditors."""
    found: dict[int, list[User]] = {}
    by_roles: dict[tuple[Role, ...], list[int]] = {}
    for unit in units:
        roles: tuple[Role, ...] = policy.OFFICERS
        if unit.is_authority:
            roles = (Role.AUDITOR,)
        by_roles.setdefault(roles, []).append(unit.pk)
    for roles, keys in by_roles.items():
        found |= scope.people_by_unit(keys, *roles)
    return found


def params_of(campaign: Campaign) -> dict[str, str]:
    return {"title": campaign.title, "due_on": campaign.due_on.isoformat()}
