"""The checklist as a page shows it: each step with the place where it is done."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from installation.checklist import Checklist, Step, waiting_checklist
from organizations.administration import administers

# Where a step is done, before and after: the name of an address, and what its link says.
PLACES = {
    "bureau": [("web:setup_bureau", _("Change"))],
    "units": [
        ("web:district", _("Load units and people")),
        ("admin:organizations_unit_add", _("Enter a unit")),
        ("admin:organizations_unit_changelist", _("All units")),
    ],
    "people": [
        ("web:district", _("Load units and people")),
        ("admin:organizations_user_add", _("Enter a person")),
        ("admin:organizations_user_changelist", _("All people")),
    ],
    "letterheads": [("admin:papers_letterhead_changelist", _("Letterheads"))],
    "categories": [
        ("admin:hazards_category_changelist", _("Categories")),
        ("admin:hazards_clause_changelist", _("Clauses")),
    ],
    "deadlines": [],
    "mail": [("web:setup_mail", _("Send a test letter"))],
    "campaign": [("web:returns", _("Returns"))],
    "backup": [],
}
CONFIRMS = {"categories": _("Looked through"), "deadlines": _("Known"), "mail": _("Do without")}


class Place(NamedTuple):
    """A link to where a step is done."""

    url: str
    label: str


class ShownStep(NamedTuple):
    """`confirms` is what the button says with which a person tells that it is done, or ""."""

    step: Step
    places: list[Place]
    confirms: str


class Shown(NamedTuple):
    """Counts and steps of one reading."""

    done: int
    total: int
    steps: list[ShownStep]
    next: ShownStep | None


def shown_of(found: Checklist) -> Shown:
    steps = [shown(step) for step in found.steps]
    first = next((one for one in steps if one.step.is_next), None)
    return Shown(found.done, found.total, steps, first)


def shown(step: Step) -> ShownStep:
    places = [Place(reverse(name), str(label)) for name, label in PLACES[step.code]]
    asks = step.is_told and not step.state.is_done
    return ShownStep(step, places, str(CONFIRMS[step.code]) if asks else "")


def waiting_for(user) -> Shown | None:
    """What stands on the 待办 of somebody who administers; nothing is asked for anybody else."""
    found = waiting_checklist(user) if administers(user) else None
    return shown_of(found) if found else None
