"""What may be done beside the state, never as a state: extension, interim control, supervision,
transfer to another unit.

Handbook, section 2, "Beside the state". The original deadline never changes.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations import scope
from organizations.models import Role
from organizations.people import Person
from workflow import needs, policy
from workflow.needs import Case, Need
from workflow.states import OPEN, State


class Act(NamedTuple):
    name: str
    label: str | Promise
    states: tuple[State, ...]
    who: Callable[[Any, Any], bool]
    needs: tuple[Need, ...]

    def is_open_to(self, hazard: Any, user: Person) -> bool:
        return hazard.state in self.states and self.who(hazard, user)


def works_on_it(hazard: Any, user: Person) -> bool:
    """Who may rectify it, an officer of the unit or above, or an auditor."""
    return policy.may_rectify(hazard, user) or policy.directs_the_unit(hazard, user)


def decides_extensions(hazard: Any, user: Person) -> bool:
    """General: an officer of the unit or above, or an auditor. Major: an auditor."""
    if hazard.is_major:
        return policy.is_auditor(hazard, user)
    return policy.directs_the_unit(hazard, user)


def receives_it(hazard: Any, user: Person) -> bool:
    """An officer of the unit it is offered to or above, or an auditor, who did not offer it."""
    offer = hazard.offer
    return (
        offer is not None
        and offer.offered_by_id != user.pk
        and policy.reads_offers_to(offer.to_unit, user)
    )


def _another_open_unit(case: Case) -> bool:
    unit = case.given.get("unit")
    return unit is None or (unit.pk != case.hazard.unit_id and unit.closed_on is None)


def _somebody(case: Case) -> bool:
    """What is being repaired changes hands together with who repairs it."""
    return case.hazard.state != State.ASSIGNED or case.has("responsible")


def _of_the_receiver(case: Case) -> bool:
    person, offer = case.given.get("responsible"), case.hazard.offer
    if person is None or offer is None:
        return True
    return scope.people_at(offer.to_unit, Role.RESPONSIBLE).filter(pk=person.pk).exists()


def _receiver_is_open(case: Case) -> bool:
    return case.hazard.offer is None or case.hazard.offer.to_unit.closed_on is None


UNTIL = needs.given("until", _("the new deadline"))
LATER = Need(
    "until_later",
    _("a new deadline after the present one"),
    lambda case: not case.has("until") or case.given["until"] > case.hazard.due_on,
)
UNTIL_AHEAD = Need(
    "until_ahead",
    _("a deadline that has not passed"),
    lambda case: needs.not_past(case, "until"),
)
INTERIM = needs.given("interim_measures", _("interim measures"))
SAFE_MEANWHILE = needs.given("measures", _("interim measures"))
LEVEL = needs.given("level", _("the level"))
DOCUMENT = needs.given("document_number", _("the document number"))
DEADLINE = needs.given("deadline", _("the deadline of the listing"))
NOT_LISTED_YET = Need(
    "not_listed_yet", _("not listed already"), lambda case: not case.evidence.is_listed
)
LISTED = Need("listed", _("a listing to end"), lambda case: case.evidence.is_listed)
DELISTED_BY_NOW = Need(
    "delisted_on",
    _("a day of delisting from the listing up to today"),
    lambda case: (
        not case.has("delisted_on")
        or case.given["delisted_on"] <= timezone.localdate(case.given["at"])
    ),
)
UNIT = needs.given("unit", _("the unit it belongs to"))
ANOTHER_UNIT = Need(
    "another_unit", _("another unit, and one that is not closed"), _another_open_unit
)
NEW_RESPONSIBLE = Need("responsible", _("the responsible person"), _somebody)
OF_THE_RECEIVER = Need(
    "responsible_of_receiver",
    _("a responsible person of the unit that takes it over"),
    _of_the_receiver,
)
RECEIVER_IS_OPEN = Need(
    "receiver_open", _("a receiving unit that is not closed"), _receiver_is_open, is_final=True
)
MAY_CHANGE_HANDS = (State.REPORTED, State.ASSIGNED)  # a repair that is shown is reviewed first

REQUEST_EXTENSION = Act(
    "request_extension",
    _("Request an extension"),
    (State.ASSIGNED,),
    policy.may_rectify,
    (UNTIL, LATER, UNTIL_AHEAD, needs.REASON, INTERIM),
)
GRANT = Act("grant", _("Grant the extension"), (State.ASSIGNED,), decides_extensions, (LATER,))
REFUSE = Act(
    "refuse", _("Refuse the extension"), (State.ASSIGNED,), decides_extensions, (needs.REASON,)
)
CONTROL = Act("control", _("Record an interim control"), OPEN, works_on_it, (SAFE_MEANWHILE,))
LIST_FOR_SUPERVISION = Act(
    "list_for_supervision",
    _("List for supervision"),
    OPEN,
    policy.is_auditor,
    (LEVEL, DOCUMENT, DEADLINE, NOT_LISTED_YET),
)
# The handbook names no condition: a listing may have been a mistake, and a city's or a province's
# ends when they say so. Closing has conditions of its own, and the doors say what is not done yet.
DELIST = Act("delist", _("Delist"), OPEN, policy.is_auditor, (LISTED, DELISTED_BY_NOW))
OFFER_TRANSFER = Act(
    "offer_transfer",
    _("Offer to another unit"),
    MAY_CHANGE_HANDS,
    policy.directs_the_unit,
    (UNIT, ANOTHER_UNIT, needs.REASON),
)
ACCEPT_TRANSFER = Act(
    "accept_transfer",
    _("Take it over"),
    MAY_CHANGE_HANDS,
    receives_it,
    (NEW_RESPONSIBLE, OF_THE_RECEIVER, RECEIVER_IS_OPEN),
)
DECLINE_TRANSFER = Act(
    "decline_transfer", _("Decline the offer"), tuple(State), receives_it, (needs.REASON,)
)
WITHDRAW_TRANSFER = Act(
    "withdraw_transfer", _("Withdraw the offer"), tuple(State), policy.directs_the_unit, ()
)
TRANSFERS = (OFFER_TRANSFER, ACCEPT_TRANSFER, DECLINE_TRANSFER, WITHDRAW_TRANSFER)

HOLDS = needs.given("holds", _("whether it still holds"))
FOUND_THERE = Need(
    "note",
    _("what you found there"),
    lambda case: case.given.get("holds") is not False or case.has("note"),
)
RECHECK_PHOTO = Need(
    "recheck_photo", _("an on-site photo of this re-check"), lambda case: case.given["shown"] > 0
)
NEW_DEADLINE = Need(
    "due_on",
    _("the new deadline"),
    lambda case: not case.given["reopens"] or case.has("due_on"),
)
RECHECK = Act(
    "recheck",
    _("Re-check"),
    tuple(State),
    policy.may_recheck,
    (HOLDS, RECHECK_PHOTO, FOUND_THERE, NEW_DEADLINE, needs.DUE_ON_AHEAD),
)

# What a hazard's own page offers; a re-check belongs to a sample and is done on the sample's.
ACTS = (REQUEST_EXTENSION, GRANT, REFUSE, CONTROL, LIST_FOR_SUPERVISION, DELIST, *TRANSFERS)
