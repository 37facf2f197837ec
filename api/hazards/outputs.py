"""How a hazard is told to the outside: `row` in a list, `detail` with all that belongs to it."""

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from hazards.amounts import in_yuan
from hazards.models import Extension, Hazard, InterimControl, Photo, Supervision, Transfer, evidence
from hazards.services.repeats import earlier_closure
from organizations.models import Unit
from workflow import deadlines, policy
from workflow.states import State
from workflow.turns.words import Expected

OF_A_TRANSFER = ("from_unit", "to_unit", "offered_by", "decided_by")
LABELS = {state.value: state.label for state in State}


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def moment(value: datetime | None) -> str | None:
    return timezone.localtime(value).isoformat() if value else None


def person(user) -> dict[str, Any] | None:
    return {"id": user.pk, "name": str(user)} if user else None


def unit_ref(unit: Unit) -> dict[str, Any]:
    return {"id": unit.pk, "code": unit.code, "name": unit.name}


class Marks(NamedTuple):
    """What stands beside the state, as a list says it."""

    asked_until: date | None
    controlled_at: datetime | None
    offered_to: str | None


def row(hazard: Hazard, marks: Marks) -> dict[str, Any]:
    unit, category, clause = hazard.unit, hazard.category, hazard.clause
    return {
        "id": str(hazard.pk),
        "number": hazard.number,
        "state": hazard.state,
        "state_label": str(LABELS[hazard.state]),
        "version": hazard.version,
        "unit": unit_ref(unit),
        "category": {"id": category.pk, "code": category.code, "label": category.label},
        "clause": clause and {"id": clause.pk, "code": clause.code, "text": clause.text},
        "place": hazard.place,
        "description": hazard.description,
        "severity": hazard.severity,
        "source": hazard.source,
        "is_violation": hazard.is_violation,
        "found_on": day(hazard.found_on),
        "was_found_by_bureau": hazard.was_found_by_bureau,
        "reporter": person(hazard.reporter),
        "reported_at": moment(hazard.reported_at),
        **_repair(hazard),
        "extension_requested_until": day(marks.asked_until),
        "interim_control_since": moment(marks.controlled_at),
        "offered_to": marks.offered_to,
        **_end(hazard),
    }


def waits_for(expected: Expected | None) -> dict[str, Any] | None:
    return expected and {
        "who": expected.who,
        "note": expected.note,
        "expected": list(expected.rungs),
        "person": person(expected.person),
    }


def listed(hazard: Any) -> dict[str, Any]:
    """A hazard of a list that has been marked (`hazards.ledger.marks`)."""
    return row(hazard, Marks(hazard.asked_until, hazard.controlled_at, hazard.offered_to))


def _repair(hazard: Hazard) -> dict[str, Any]:
    left = deadlines.days_left(hazard.due_on, timezone.localdate()) if hazard.due_on else None
    return {
        "responsible": person(hazard.responsible),
        "measures": hazard.measures,
        "funds": in_yuan(hazard.funds),
        "contingency": hazard.contingency,
        "due_on": day(hazard.due_on),
        "original_due_on": day(hazard.original_due_on),
        "is_overdue": left is not None and left < 0 and hazard.is_open,
        "days_left": left,
        "attempts": hazard.attempts,
        "rectified_by": person(hazard.rectified_by),
        "rectified_at": moment(hazard.rectified_at),
        "measures_taken": hazard.measures_taken,
        "funds_spent": in_yuan(hazard.funds_spent),
    }


def _end(hazard: Hazard) -> dict[str, Any]:
    return {
        "waits_for": waits_for(hazard.waits_for),
        "closed_by": person(hazard.closed_by),
        "closed_at": moment(hazard.closed_at),
        "outcome": hazard.outcome,
        "transferred_to": hazard.transferred_to,
    }


def detail(hazard: Hazard, user) -> dict[str, Any]:
    prefetch_related_objects([hazard], "photos", "supervisions")
    camera, photos = policy.sees_photo_data(user, hazard), list(hazard.photos.all())
    listings = list(hazard.supervisions.all())
    extensions = list(hazard.extensions.select_related("requested_by", "decided_by"))
    controls = list(hazard.interim_controls.select_related("recorded_by"))
    offers = list(hazard.transfers.select_related(*OF_A_TRANSFER))
    return {
        **row(hazard, marks(extensions, controls, offers)),
        "duplicate_of": original(hazard, user),
        "repeat_of": repeat(hazard, user),
        "photos": [photo(one, camera, photos) for one in photos],
        "extensions": [extension(one) for one in extensions],
        "interim_controls": [control(one) for one in controls],
        "supervision": supervision(listings[-1] if listings else None),
        "transfers": [transfer(one) for one in offers],
        "moves": moves(hazard, user),
    }


def marks(extensions, controls, offers) -> Marks:
    asked = [one.until for one in extensions if one.decision == Extension.Decision.REQUESTED]
    since = [one.recorded_at for one in controls]
    units = [one.to_unit.name for one in offers if one.is_open]
    return Marks(*(next(iter(found), None) for found in (asked, since, units)))


def original(hazard: Hazard, user) -> str | None:
    """What it duplicates, for those who may know that there is such a hazard."""
    if hazard.duplicate_of_id is None:
        return None
    seen = Hazard.objects.visible_to(user).filter(pk=hazard.duplicate_of_id).exists()
    return str(hazard.duplicate_of_id) if seen else None


def repeat(hazard: Hazard, user) -> dict[str, Any] | None:
    """The same danger, struck off a short while before this one was found."""
    earlier = earlier_closure(hazard, user)
    return earlier and {
        "id": str(earlier.hazard.pk),
        "number": earlier.hazard.number,
        "closed_on": day(earlier.closed_on),
        "days": earlier.days,
    }


def moves(hazard: Hazard, user) -> list[dict[str, Any]]:
    """What the caller may do now: the same list the service enforces."""
    return [
        {
            "name": move.name,
            "label": str(move.label),
            "url": reverse(f"api:{move.name}", args=[hazard.pk]),
            "missing": [{"code": one.code, "detail": str(one.detail)} for one in move.missing],
        }
        for move in hazard.moves_open_to(user, evidence.of(hazard))
    ]


def upload(photo: Photo) -> dict[str, Any]:
    return {
        "id": str(photo.pk),
        "sha256": photo.sha256,
        "width": photo.width,
        "height": photo.height,
        "display": reverse("api:photo", args=[photo.pk, "display"]),
        "thumb": reverse("api:photo", args=[photo.pk, "thumb"]),
    }


def photo(photo: Photo, with_camera: bool, together: list[Photo]) -> dict[str, Any]:
    """Of the photos told `together` with it those are named that are the very same picture."""
    shown = {**upload(photo), "stage": photo.stage, "attempt": photo.attempt}
    others = [one for one in together if one.sha256 == photo.sha256 and one != photo]
    shown["same_as"] = [str(one.pk) for one in others]
    if with_camera:
        shown["taken_at"] = moment(photo.taken_at)
        shown["latitude"], shown["longitude"] = photo.latitude, photo.longitude
        shown["camera"] = photo.camera
    return shown


def extension(extension: Extension) -> dict[str, Any]:
    return {
        "id": extension.pk,
        "hazard": str(extension.hazard_id),
        "until": day(extension.until),
        "reason": extension.reason,
        "interim_measures": extension.interim_measures,
        "decision": extension.decision,
        "requested_by": person(extension.requested_by),
        "requested_at": moment(extension.requested_at),
        "decided_by": person(extension.decided_by),
        "decided_at": moment(extension.decided_at),
    }


def control(control: InterimControl) -> dict[str, Any]:
    return {
        "id": control.pk,
        "measures": control.measures,
        "recorded_by": person(control.recorded_by),
        "recorded_at": moment(control.recorded_at),
    }


def supervision(listing: Supervision | None) -> dict[str, Any] | None:
    if listing is None:
        return None
    return {
        "level": listing.level,
        "document_number": listing.document_number,
        "deadline": day(listing.deadline),
        "listed_on": day(listing.listed_on),
        "delisted_on": day(listing.delisted_on),
    }


def transfer(transfer: Transfer) -> dict[str, Any]:
    return {
        "id": str(transfer.pk),
        "from_unit": unit_ref(transfer.from_unit),
        "to_unit": unit_ref(transfer.to_unit),
        "reason": transfer.reason,
        "decision": transfer.decision,
        "offered_by": person(transfer.offered_by),
        "offered_at": moment(transfer.offered_at),
        "decided_by": person(transfer.decided_by),
        "decided_at": moment(transfer.decided_at),
        "answer": transfer.answer,
    }
