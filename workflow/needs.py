"""What a move needs besides the right state and the right person (handbook, section 2).

One declaration serves the list shown before the button is pressed and the refusal after it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations import scope
from organizations.models import Role
from texts.writing import is_written
from workflow.errors import Lack
from workflow.states import Outcome, State


class Evidence(NamedTuple):
    """How many photos of each stage speak for the current attempt, and what still binds it."""

    before: int = 0
    after: int = 0
    review: int = 0
    is_listed: bool = False


NO_EVIDENCE = Evidence()


class Told:
    """What the person has given with a move."""

    given: Mapping[str, Any]

    def has(self, name: str) -> bool:
        value = self.given.get(name)
        return is_written(value) if isinstance(value, str) else value is not None


@dataclass(frozen=True)
class Case(Told):
    """A hazard, what the person has given with the move, and the evidence."""

    hazard: Any
    given: Mapping[str, Any] = field(default_factory=dict)
    evidence: Evidence = NO_EVIDENCE
    new_photos: int = 0  # that come with it

    @property
    def is_major(self) -> bool:
        return self.hazard.is_major


@dataclass(frozen=True)
class Need:
    """One requirement. `is_final` means nothing the person does now can meet it; `answered_by`
    names the fields that answer it, where it is not the one of its own code."""

    code: str
    detail: str | Promise
    is_met: Callable[[Any], bool]  # of a Case, or of a ReturnCase
    is_final: bool = False
    is_major_only: bool = False
    answered_by: str = ""

    def lack(self) -> Lack:
        return Lack(self.code, self.detail)


def missing(needs: Iterable[Need], case: Any) -> list[Need]:
    return [need for need in needs if not need.is_met(case)]


def given(name: str, detail: str | Promise) -> Need:
    """Something to be said with the move."""
    return Need(name, detail, lambda case: case.has(name))


def for_major(need: Need) -> Need:
    """Asked of major hazards only."""

    def is_met(case: Case) -> bool:
        return not case.is_major or need.is_met(case)

    return replace(need, is_met=is_met, is_major_only=True)


def _of_the_unit(case: Case) -> bool:
    person = case.given.get("responsible")
    return (
        person is None
        or scope.people_at(case.hazard.unit, Role.RESPONSIBLE).filter(pk=person.pk).exists()
    )


def not_past(case: Case, name: str = "due_on") -> bool:
    """The day given under `name`, if any, is the day of the move or later."""
    day = case.given.get(name)
    return day is None or day >= timezone.localdate(case.given.get("at"))


def _before_photo(case: Case) -> bool:
    return case.evidence.before > 0 or not case.hazard.category.photo_required


def _clause(case: Case) -> bool:
    return case.has("clause") or case.hazard.clause_id is not None


def _some_deadline(case: Case) -> bool:
    return case.has("due_on") or case.hazard.due_on is not None


def _something_new(case: Case) -> bool:
    """Naming again whom and what is named already is no reassignment."""
    person, hazard = case.given.get("responsible"), case.hazard
    if person is not None and person.pk != hazard.responsible_id:
        return True
    return case.has("measures") and case.given["measures"].strip() != hazard.measures.strip()


def _destination(case: Case) -> bool:
    return case.given.get("outcome") != Outcome.TRANSFERRED or case.has("transferred_to")


def _duplicate_of_another(case: Case) -> bool:
    """Of one that stands in the ledger: two dismissed as each other's duplicate would be none."""
    original = case.given.get("duplicate_of")
    if case.given.get("outcome") != Outcome.DUPLICATE:
        return True
    if original is None or original.pk == case.hazard.pk:
        return False
    return original.state != State.DISMISSED


PHOTOS = "photos"  # the field every photo is given in

REASON = given("reason", _("a reason"))
RESPONSIBLE = given("responsible", _("the responsible person"))
RESPONSIBLE_OF_UNIT = Need(
    "responsible_of_unit",
    _("a responsible person of this very unit"),
    _of_the_unit,
    answered_by="responsible",
)
DUE_ON = given("due_on", _("the deadline"))
NEW_DUE_ON = given("due_on", _("the new deadline"))
DUE_ON_AHEAD = Need(
    "due_on_ahead", _("a deadline that has not passed"), not_past, answered_by="due_on"
)
SOME_DEADLINE = Need("due_on", _("the deadline"), _some_deadline)
MEASURES = given("measures", _("the measures"))
FUNDS = for_major(given("funds", _("the funds (may be 0)")))
CONTINGENCY = for_major(given("contingency", _("the contingency plan")))
CLAUSE = for_major(Need("clause", _("the clause that makes it major"), _clause))
NEW_PERSON_OR_MEASURES = Need(
    "responsible_or_measures",
    _("a new person or new measures"),
    _something_new,
    answered_by="responsible measures",
)
MEASURES_TAKEN = given("measures_taken", _("what was done"))
BEFORE_PHOTO = Need("before_photo", _("a photo of the hazard"), _before_photo, answered_by=PHOTOS)
AFTER_PHOTO = Need(
    "after_photo",
    _("an after-photo of this attempt"),
    lambda case: case.evidence.after > 0,
    answered_by=PHOTOS,
)
REVIEW_PHOTO = for_major(
    Need(
        "review_photo",
        _("an on-site review photo"),
        lambda case: case.evidence.review > 0,
        answered_by=PHOTOS,
    )
)
NOT_LISTED = Need(
    "delisted", _("delisting from supervision"), lambda case: not case.evidence.is_listed
)
GENERAL_ONLY = Need(
    "general_only",
    _("a general hazard: major ones cannot be fixed on the spot"),
    lambda case: not case.is_major,
    is_final=True,
)
OUTCOME = given("outcome", _("the outcome"))
DUPLICATE_OF = Need("duplicate_of", _("the other hazard it duplicates"), _duplicate_of_another)
TRANSFERRED_TO = Need(
    "transferred_to",
    _("where it is transferred to"),
    _destination,
)
