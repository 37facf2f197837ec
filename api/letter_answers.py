"""How the offer of a hazard to another unit is told: the letter, and the case while it is open."""

from typing import Any

from django.urls import reverse

from api import answers
from hazards.models import Extension, Photo, Transfer
from workflow import policy


def letter_row(transfer: Transfer) -> dict[str, Any]:
    hazard = transfer.hazard
    named = {"number": hazard.number, "description": hazard.description}
    return {**answers.transfer(transfer), "hazard": {"id": str(hazard.pk), **named}}


def letter(transfer: Transfer, user) -> dict[str, Any]:
    """The case only for those who see the hazard, and for its receivers while they decide."""
    hazard, shows = transfer.hazard, transfer.shows_the_case_to(user)
    camera = policy.sees_photo_data(user, hazard)
    return {
        **letter_row(transfer),
        "case": case(transfer) if shows else None,
        "photos": [photo(transfer, one, camera) for one in hazard.photos.all() if shows],
    }


def case(transfer: Transfer) -> dict[str, Any]:
    hazard = transfer.hazard
    asked = hazard.extensions.filter(decision=Extension.Decision.REQUESTED)
    marks = answers.marks(asked, hazard.interim_controls.all(), hazard.transfers.open())
    return answers.row(hazard, marks)


def photo(transfer: Transfer, one: Photo, camera: bool) -> dict[str, Any]:
    """Under the letter's own addresses: a receiver does not see the hazard yet."""
    shown = {
        size: reverse("api:transfer-photo", args=[transfer.pk, one.pk, size])
        for size in ("display", "thumb")
    }
    return {**answers.photo(one, camera), **shown}
