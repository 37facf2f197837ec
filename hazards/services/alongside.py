"""What is done beside the state: extensions, interim controls, supervision listings."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hazards import perform
from hazards.models.beside_the_state import Extension, InterimControl, Supervision
from hazards.models.hazard import Hazard
from workflow import actions as alongside
from workflow.actions import Act
from workflow.errors import NotPermitted, NotPossible, SomethingMissing


def _open(hazard: Hazard, act: Act, by, given: dict[str, Any]) -> Hazard:
    hazard = perform.locked(hazard, given.pop("version", None))
    given["at"] = given.get("at") or timezone.now()
    perform.alongside(hazard, act, by, given)
    return hazard


def _record(hazard: Hazard, act: Act, by, given: dict[str, Any]) -> None:
    at = given.pop("at")
    perform.record(hazard, act.name, by=by, at=at, before=hazard.state, given=given)


@transaction.atomic
def request_extension(hazard: Hazard, *, by, **given) -> Extension:
    """`until, reason, interim_measures`; one request at a time."""
    hazard = _open(hazard, alongside.REQUEST_EXTENSION, by, given)
    if hazard.extensions.filter(decision=Extension.Decision.REQUESTED).exists():
        raise NotPossible(_("A request is already waiting for an answer."), hazard=hazard)
    extension = Extension.objects.create(
        hazard=hazard,
        until=given["until"],
        reason=given["reason"],
        interim_measures=given["interim_measures"],
        requested_by=by,
        requested_at=given["at"],
    )
    _record(hazard, alongside.REQUEST_EXTENSION, by, given)
    return extension


def grant(extension: Extension, *, by, **given) -> Extension:
    """Moves the effective deadline, only ever to a later day; the original one stays."""
    given["until"] = extension.until
    return _decide(extension, alongside.GRANT, Extension.Decision.GRANTED, by, given)


def refuse(extension: Extension, *, by, **given) -> Extension:
    """`reason`"""
    return _decide(extension, alongside.REFUSE, Extension.Decision.REFUSED, by, given)


@transaction.atomic
def _decide(extension, act: Act, decision, by, given) -> Extension:
    hazard = perform.locked(extension.hazard, given.pop("version", None))
    extension = Extension.objects.select_for_update().get(pk=extension.pk)
    if extension.decision != Extension.Decision.REQUESTED:
        raise NotPossible(_("This request has been answered already."), hazard=hazard)
    hazard = _open(hazard, act, by, given)
    if extension.requested_by_id == by.pk:
        raise NotPermitted(_("Somebody else answers your request."), hazard=hazard)
    extension.decision, extension.decided_by, extension.decided_at = decision, by, given["at"]
    extension.save()
    if decision == Extension.Decision.GRANTED:
        hazard.due_on = extension.until
    _record(hazard, act, by, given)
    return extension


@transaction.atomic
def control(hazard: Hazard, *, by, **given) -> InterimControl:
    """`measures`: fenced off today, repaired later."""
    hazard = _open(hazard, alongside.CONTROL, by, given)
    interim = InterimControl.objects.create(
        hazard=hazard, measures=given["measures"], recorded_by=by, recorded_at=given["at"]
    )
    _record(hazard, alongside.CONTROL, by, given)
    return interim


@transaction.atomic
def list_for_supervision(hazard: Hazard, *, by, **given) -> Supervision:
    """`level, document_number, deadline`; a listed hazard cannot be closed."""
    hazard = _open(hazard, alongside.LIST_FOR_SUPERVISION, by, given)
    listing = Supervision.objects.create(
        hazard=hazard,
        level=given["level"],
        document_number=given["document_number"],
        deadline=given["deadline"],
        listed_on=timezone.localdate(given["at"]),
        listed_by=by,
    )
    _record(hazard, alongside.LIST_FOR_SUPERVISION, by, given | {"note": str(listing)})
    return listing


@transaction.atomic
def delist(hazard: Hazard, *, by, **given) -> Supervision:
    """`delisted_on?` (today); never before the day it was listed on"""
    hazard = _open(hazard, alongside.DELIST, by, given)
    listing = Supervision.objects.get(hazard=hazard, delisted_on=None)
    delisted_on = given.get("delisted_on") or timezone.localdate(given["at"])
    if delisted_on < listing.listed_on:
        raise SomethingMissing([alongside.DELISTED_BY_NOW.lack()], hazard=hazard)
    listing.delisted_on = delisted_on
    listing.delisted_by = by
    listing.save()
    _record(hazard, alongside.DELIST, by, given)
    return listing
