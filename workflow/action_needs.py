"""What an action beside the state needs besides the right moment and the right person."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations import scope
from organizations.models import Role
from workflow.needs import PHOTOS, Need, given, not_past
from workflow.states import State


def _another_open_unit(case: Any) -> bool:
    unit = case.given.get("unit")
    return unit is None or (unit.pk != case.hazard.unit_id and unit.closed_on is None)


def _somebody(case: Any) -> bool:
    """What is being repaired changes hands together with who repairs it."""
    return case.hazard.state != State.ASSIGNED or case.has("responsible")


def _of_the_receiver(case: Any) -> bool:
    person, offer = case.given.get("responsible"), case.hazard.open_transfer
    if person is None or offer is None:
        return True
    return scope.people_at(offer.to_unit, Role.RESPONSIBLE).filter(pk=person.pk).exists()


def _receiver_is_open(case: Any) -> bool:
    return case.hazard.open_transfer is None or case.hazard.open_transfer.to_unit.closed_on is None


UNTIL = given("until", _("the new deadline"))
LATER = Need(
    "until_later",
    _("a new deadline after the present one"),
    lambda case: not case.has("until") or case.given["until"] > case.hazard.due_on,
    answered_by="until",
)
UNTIL_AHEAD = Need(
    "until_ahead",
    _("a deadline that has not passed"),
    lambda case: not_past(case, "until"),
    answered_by="until",
)
INTERIM = given("interim_measures", _("interim measures"))
SAFE_MEANWHILE = given("measures", _("interim measures"))
LEVEL = given("level", _("the level"))
DOCUMENT = given("document_number", _("the document number"))
DEADLINE = given("deadline", _("the deadline of the listing"))
NOT_LISTED_YET = Need(
    "not_listed_yet",
    _("not listed already"),
    lambda case: not case.evidence.is_listed,
    is_final=True,
)
LISTED = Need("listed", _("a listing to end"), lambda case: case.evidence.is_listed, is_final=True)
DELISTED_BY_NOW = Need(
    "delisted_on",
    _("a day of delisting from the listing up to today"),
    lambda case: (
        not case.has("delisted_on")
        or case.given["delisted_on"] <= timezone.localdate(case.given["at"])
    ),
)
UNIT = given("unit", _("the unit it belongs to"))
ANOTHER_UNIT = Need(
    "another_unit",
    _("another unit, and one that is not closed"),
    _another_open_unit,
    answered_by="unit",
)
NEW_RESPONSIBLE = Need("responsible", _("the responsible person"), _somebody)
OF_THE_RECEIVER = Need(
    "responsible_of_receiver",
    _("a responsible person of the unit that takes it over"),
    _of_the_receiver,
    answered_by="responsible",
)
RECEIVER_IS_OPEN = Need(
    "receiver_open", _("a receiving unit that is not closed"), _receiver_is_open, is_final=True
)

HOLDS = given("holds", _("whether it still holds"))
FOUND_THERE = Need(
    "note",
    _("what you found there"),
    lambda case: case.given.get("holds") is not False or case.has("note"),
)
RECHECK_PHOTO = Need(
    "recheck_photo",
    _("an on-site photo of this re-check"),
    lambda case: case.new_photos + case.given["shown"] > 0,
    answered_by=PHOTOS,
)
NEW_DEADLINE = Need(
    "due_on",
    _("the new deadline"),
    lambda case: not case.given["reopens"] or case.has("due_on"),
)
