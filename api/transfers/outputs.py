"""How what stands beside a hazard is told alone: an offer as a letter with its case, a listing."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from api.hazards import outputs
from hazards.models import Extension, Photo, Supervision, Transfer
from workflow import deadlines, policy


def letter_row(transfer: Transfer) -> dict[str, Any]:
    hazard = transfer.hazard
    named = {"number": hazard.number, "description": hazard.description}
    return {**outputs.transfer(transfer), "hazard": {"id": str(hazard.pk), **named}}


def letter(transfer: Transfer, user) -> dict[str, Any]:
    """The case only for those who see the hazard, and for its receivers while they decide."""
    hazard, shows = transfer.hazard, transfer.shows_the_case_to(user)
    camera = policy.sees_photo_data(user, hazard)
    photos = list(hazard.photos.all()) if shows else []
    return {
        **letter_row(transfer),
        "case": case(transfer) if shows else None,
        "photos": [photo(transfer, one, camera, photos) for one in photos],
    }


def case(transfer: Transfer) -> dict[str, Any]:
    hazard = transfer.hazard
    asked = hazard.extensions.filter(decision=Extension.Decision.REQUESTED)
    marks = outputs.marks(asked, hazard.interim_controls.all(), hazard.transfers.open())
    return outputs.row(hazard, marks)


def photo(transfer: Transfer, one: Photo, camera: bool, together: list[Photo]) -> dict[str, Any]:
    """Under the letter's own addresses: a receiver does not see the hazard yet."""
    shown = {
        size: reverse("api:transfer-photo", args=[transfer.pk, one.pk, size])
        for size in Photo.SIZES
    }
    return {**outputs.photo(one, camera, together), **shown}


def listing(one: Supervision) -> dict[str, Any]:
    """A listing with its clock and the hazard it is about."""
    hazard = one.hazard
    return {
        **(outputs.supervision(one) or {}),
        "id": one.pk,
        "days_left": deadlines.days_left(one.deadline, timezone.localdate()),
        "hazard": {
            "id": str(hazard.pk),
            "number": hazard.number,
            "description": hazard.description,
            "state": hazard.state,
            "unit": outputs.unit_ref(hazard.unit),
        },
    }
