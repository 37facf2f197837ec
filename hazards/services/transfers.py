"""Handing a hazard over to the unit it turns out to belong to: offered, then taken over or not.

The number names where it was found and stays; state, deadlines, attempts, photos and history go
along, so no clock starts again.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hazards import perform
from hazards.models.hazard import Hazard
from hazards.models.transfers import Transfer
from workflow import actions as alongside
from workflow.actions import Act
from workflow.errors import NotPossible
from workflow.states import State

Decision = Transfer.Decision


@transaction.atomic
def offer_transfer(hazard: Hazard, *, by, **given) -> Transfer:
    """`unit, reason`; one open offer at a time. Nothing changes until it is accepted."""
    hazard = perform.locked(hazard, given.pop("version", None))
    given["at"] = given.get("at") or timezone.now()
    if hazard.state == State.RECTIFIED:
        raise NotPossible(_("A repair is shown: review it first."), hazard=hazard)
    perform.alongside(hazard, alongside.OFFER_TRANSFER, by, given)
    if hazard.offer:
        raise NotPossible(_("It is offered to a unit already."), hazard=hazard)
    transfer = Transfer.objects.create(
        hazard=hazard,
        from_unit=hazard.unit,
        to_unit=given.pop("unit"),
        reason=given["reason"],
        offered_by=by,
        offered_at=given["at"],
    )
    _record(hazard, transfer, alongside.OFFER_TRANSFER, by, given)
    return transfer


@transaction.atomic
def accept_transfer(transfer: Transfer, *, by, **given) -> Transfer:
    """`responsible` where it is being repaired: somebody of the unit that takes it over."""
    hazard, transfer = _to_answer(transfer, alongside.ACCEPT_TRANSFER, by, given)
    hazard.unit = transfer.to_unit
    if hazard.state == State.ASSIGNED:
        transfer.relieved, hazard.responsible = hazard.responsible, given["responsible"]
    return _answer(hazard, transfer, alongside.ACCEPT_TRANSFER, Decision.ACCEPTED, by, given)


@transaction.atomic
def decline_transfer(transfer: Transfer, *, by, **given) -> Transfer:
    """`reason`; the hazard stays where it is."""
    hazard, transfer = _to_answer(transfer, alongside.DECLINE_TRANSFER, by, given)
    return _answer(hazard, transfer, alongside.DECLINE_TRANSFER, Decision.DECLINED, by, given)


@transaction.atomic
def withdraw_transfer(transfer: Transfer, *, by, **given) -> Transfer:
    """`reason?`; open to all who might have offered it."""
    hazard, transfer = _to_answer(transfer, alongside.WITHDRAW_TRANSFER, by, given)
    return _answer(hazard, transfer, alongside.WITHDRAW_TRANSFER, Decision.WITHDRAWN, by, given)


def _to_answer(transfer: Transfer, act: Act, by, given: dict[str, Any]) -> tuple[Hazard, Transfer]:
    """Both rows ours, the offer still open, the law content."""
    hazard = perform.locked(transfer.hazard, given.pop("version", None))
    rows = Transfer.objects.select_for_update(of=("self",)).select_related("from_unit", "to_unit")
    transfer = rows.get(pk=transfer.pk)
    if not transfer.is_open:
        raise NotPossible(_("This offer has been answered already."), hazard=hazard)
    given["at"] = given.get("at") or timezone.now()
    perform.alongside(hazard, act, by, given)
    return hazard, transfer


def _answer(hazard, transfer: Transfer, act: Act, decision: Decision, by, given) -> Transfer:
    transfer.decision, transfer.answer = decision, given.get("reason") or ""
    transfer.decided_by, transfer.decided_at = by, given["at"]
    transfer.hazard = hazard
    transfer.save()
    _record(hazard, transfer, act, by, given)
    return transfer


def _record(hazard: Hazard, transfer: Transfer, act: Act, by, given: dict[str, Any]) -> None:
    at, before = given.pop("at"), hazard.state
    told = {**given, "from_unit": transfer.from_unit, "to_unit": transfer.to_unit}
    perform.record(hazard, act.name, by=by, at=at, before=before, given=told)
