"""Who is told what about a return. One line a move; the doors render the sentence."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext_noop as _

from notifications.models import RETURN, tell
from organizations import scope
from organizations.models import Role, Unit, User
from returns.models.campaigns import Campaign
from returns.models.returns import Return, ReturnEntry

People = Iterable[User]


def fillers(one: Return) -> People:
    """The unit's own officers; at the bureau, its auditors."""
    return scope.people_at(one.unit, Role.AUDITOR if one.is_the_last_sum else Role.OFFICER)


def reviewers(one: Return) -> People:
    """The officers of the unit it reports to, the auditors where that is the bureau."""
    above: Unit | None = one.reports_to
    if above is None:
        return []
    return scope.people_at(above, Role.OFFICER) or scope.people_over(above, Role.AUDITOR)


def everybody(one: Return) -> People:
    """Whoever reviews it, and whoever has to hand in the correction if an auditor began it."""
    return {person.pk: person for person in (*reviewers(one), *fillers(one))}.values()


TOLD: dict[str, tuple[Callable[[Return], People], str]] = {
    "submit": (reviewers, _("%(unit)s handed in its return “%(title)s”.")),
    "nil": (reviewers, _("%(unit)s has nothing to report for “%(title)s”.")),
    "accept": (fillers, _("Your return “%(title)s” was accepted.")),
    "return_": (fillers, _("Your return “%(title)s” came back: %(note)s")),
    "correct": (everybody, _("%(unit)s corrects its return “%(title)s”: %(note)s")),
}
OPENED = _("“%(title)s” has begun: your return is due by %(due_on)s.")
WANTED = _("“%(title)s”: your return has not come yet; it is due by %(due_on)s.")


def send(one: Return, entry: ReturnEntry) -> None:
    """Tell those concerned, and never the person who did it. Filling in is nobody's news."""
    if entry.move not in TOLD:
        return
    whom, template = TOLD[entry.move]
    people = [person for person in whom(one) if person.pk != entry.by_id]
    about: dict[str, Any] = {
        "kind": entry.move,
        "template": template,
        "about": one.pk,
        "at": entry.at,
    }
    params = {**params_of(one.campaign), "number": one.number, "unit": one.unit.name}
    tell(people, subject=RETURN, params={**params, "note": entry.note}, **about)


def send_to_units(returns: Iterable[Return], campaign: Campaign, kind: str, by, at) -> int:
    """The same sentence to the officers of many units; how many people were told."""
    template = {"open": OPENED, "remind": WANTED}[kind]
    by_unit = scope.people_by_unit([one.unit_id for one in returns], Role.OFFICER)
    told = 0
    for one in returns:
        people = [person for person in by_unit.get(one.unit_id, ()) if person.pk != by.pk]
        params = {**params_of(campaign), "number": one.number}
        tell(
            people, kind=kind, template=template, params=params, about=one.pk, at=at, subject=RETURN
        )
        told += len(people)
    return told


def params_of(campaign: Campaign) -> dict[str, str]:
    return {"title": campaign.title, "due_on": campaign.due_on.isoformat()}
