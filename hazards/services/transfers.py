"""Handing a hazard over to the unit it turns out to belong to: offered, then taken over or not.

The number names where it was found and stays; state, deadlines, attempts, photos and history go
along, so no clock starts again.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from hazards.models.hazard import Hazard
from hazards.models.transfers import Transfer
from hazards.perform import HAZARDS
from organizations.models import Unit
from organizations.services import hold_unit
from records.feed import note_leaving
from records.kinds import Performing, When
from records.perform import perform
from workflow.errors import NotPossible
from workflow.states import State

Decision = Transfer.Decision


@transaction.atomic
def offer_transfer(hazard: Hazard, *, by, unit: Unit | None = None, **given) -> Transfer:
    """Offer the hazard to the unit it belongs to; one open offer at a time."""
    held = unit and hold_unit(unit)
    return perform(hazard, "offer_transfer", by=by, unit=held, **given)


@transaction.atomic
def accept_transfer(transfer: Transfer, *, by, **given) -> Transfer:
    """Names who repairs it from now on, where it is being repaired."""
    hold_unit(transfer.to_unit)
    return perform(transfer.hazard, "accept_transfer", by=by, beside=transfer, **given)


def decline_transfer(transfer: Transfer, *, by, **given) -> Transfer:
    """The hazard stays where it is."""
    return perform(transfer.hazard, "decline_transfer", by=by, beside=transfer, **given)


def withdraw_transfer(transfer: Transfer, *, by, **given) -> Transfer:
    """Open to all who might have offered it."""
    return perform(transfer.hazard, "withdraw_transfer", by=by, beside=transfer, **given)


@HAZARDS.does(When.FIRST, "offer_transfer")
def refuse_what_is_repaired(doing: Performing) -> None:
    if doing.record.state == State.RECTIFIED:
        raise NotPossible(_("A repair is shown: review it first."), hazard=doing.record)


@HAZARDS.does(When.READY, "offer_transfer")
def refuse_a_second_offer(doing: Performing) -> None:
    if doing.record.open_transfer:
        raise NotPossible(_("It is offered to a unit already."), hazard=doing.record)


@HAZARDS.does(When.BODY, "offer_transfer")
def offer(doing: Performing) -> Transfer:
    """Offer the hazard to the unit it belongs to; one open offer at a time."""
    doing.beside = Transfer(
        hazard=doing.record,
        from_unit=doing.record.unit,
        to_unit=doing.facts.pop("unit"),
        reason=doing.values["reason"],
        offered_by=doing.by,
        offered_at=doing.at,
    )
    return name_both_sides(doing)


@HAZARDS.does(When.FIRST, "accept_transfer", "decline_transfer", "withdraw_transfer")
def find_the_offer(doing: Performing) -> None:
    """Ours as well, and still open."""
    rows = Transfer.objects.select_for_update(of=("self",)).select_related("from_unit", "to_unit")
    doing.beside = rows.get(pk=doing.beside.pk)
    if not doing.beside.is_open:
        raise NotPossible(_("This offer has been answered already."), hazard=doing.record)


@HAZARDS.does(When.BODY, "accept_transfer")
def take_over(doing: Performing) -> Transfer:
    """Accept an offer. The hazard is the other unit's from then on: number, deadlines, attempts,
    photos and history go along."""
    hazard, transfer = doing.record, doing.beside
    hazard.unit = transfer.to_unit
    if hazard.state == State.ASSIGNED:
        transfer.relieved, hazard.responsible = hazard.responsible, doing.values["responsible"]
    return answer(doing, Decision.ACCEPTED)


@HAZARDS.does(When.LAST, "accept_transfer", "pass_on")
def tell_those_who_lose_it(doing: Performing) -> None:
    """They see it no more, so the feed of changes would be silent about it."""
    note_leaving(doing.record, doing.beside.from_unit)


@HAZARDS.does(When.BODY, "decline_transfer")
def decline(doing: Performing) -> Transfer:
    """Decline an offer. The hazard stays where it is."""
    return answer(doing, Decision.DECLINED)


@HAZARDS.does(When.BODY, "withdraw_transfer")
def withdraw(doing: Performing) -> Transfer:
    """Take an offer back. The hazard stays where it is."""
    return answer(doing, Decision.WITHDRAWN)


def answer(doing: Performing, decision: Transfer.Decision) -> Transfer:
    transfer = doing.beside
    transfer.decision, transfer.answer = decision, doing.values.get("reason") or ""
    transfer.decided_by, transfer.decided_at = doing.by, doing.at
    transfer.hazard = doing.record
    return name_both_sides(doing)


def name_both_sides(doing: Performing) -> Transfer:
    transfer = doing.beside
    doing.facts |= {"from_unit": transfer.from_unit, "to_unit": transfer.to_unit}
    return transfer
