"""Taking in a tip: from the public page, or entered by whoever it was told to."""

import hashlib
import json
import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organizations import scope
from organizations.models import Membership, Role, Unit
from organizations.units import lineage
from records.kinds import Performing
from records.perform import enter, require
from texts.writing import as_entered
from tips.identity import tipsters
from tips.identity.tipsters import Tipster
from tips.law import RECEIVE
from tips.models import Tip, TipPhoto
from tips.perform import TIPS
from tips.public import receipts
from tips.states import Channel
from workflow.errors import NotPermitted, NotPossible

NOBODY = Tipster()
SAID = ("place", "text", "channel")


class Received(NamedTuple):
    """`code` is the receipt code, to be told once; "" where it cannot be told again."""

    tip: Tip
    is_new: bool
    code: str


def receive(
    *,
    unit: Unit,
    place: str,
    text: str,
    who: Tipster = NOBODY,
    photos: Iterable[uuid.UUID] = (),
    id: uuid.UUID | None = None,
    by=None,
    channel: str = Channel.WEB,
    received_on: date | None = None,
    at: datetime | None = None,
) -> Received:
    """Keep a tip about `unit`, in its own transaction, and who tipped apart from it.

    `by` entered it for somebody else; nobody for the public page. The same `id` with the same body
    is the same tip sent twice. Raises NotPossible for another body under that id, NotPermitted,
    SomethingMissing.
    """
    at = at or timezone.now()
    said = {"place": " ".join(as_entered(place).split()), "text": as_entered(text)}
    day = received_on or timezone.localdate(at)
    tip = Tip(id=id or uuid.uuid4(), unit=unit, channel=channel, received_on=day, **said)
    tip.received_at, tip.entered_by, tip.left_identity = at, by, who.is_somebody
    named = list(photos)
    tip.report_digest = digest_of(tip, named)
    try:
        return _enter(tip, who, named)
    except IntegrityError:  # the same id came in by another connection a moment ago
        return _again(tip)


@transaction.atomic
def _enter(tip: Tip, who: Tipster, named: list[uuid.UUID]) -> Received:
    if Tip.objects.filter(pk=tip.pk).exists():
        return _again(tip)
    admit(tip)
    tip.verifier = verifier_of(tip.unit)
    code, tip.receipt_digest = receipts.free_for(tip.pk)
    doing = Performing(RECEIVE, tip, tip.entered_by, tip.received_at, named=named)
    doing.new = TIPS.loose_photos(named, tip.entered_by)
    require(doing)
    doing.facts = told_of(tip)
    enter(doing)
    if who.is_somebody:
        tipsters.keep(tip, who)
    return Received(tip, True, code)


def admit(tip: Tip) -> None:
    """Is the unit still there; may whoever enters it; has the day come?"""
    if tip.entered_by is None and tip.channel != Channel.WEB:
        raise NotPermitted(_("Only a tip handler enters what came by another way."))
    if tip.entered_by is not None and not RECEIVE.who(tip.entered_by, tip.unit):
        raise NotPermitted(_("You are not named to handle tips about this unit."))
    if tip.unit.closed_on is not None:
        raise NotPossible(_("This unit is closed; tell it of the one that took its place."))
    if tip.received_on > timezone.localdate(tip.received_at):
        raise NotPossible(_("A tip cannot come in on a day that is still to come."))


def verifier_of(unit: Unit) -> Unit:
    """The nearest unit above that has a tip handler who is none of the unit's own; else the bureau.
    It verifies the tip and counts it."""
    paths = lineage(unit.path)
    above = {one.path: one for one in Unit.objects.filter(path__in=paths, closed_on=None)}
    own = Membership.objects.held().filter(unit=unit).values("user")
    for path in reversed(paths[:-1]):
        one = above.get(path)
        if one and scope.people_at(one, Role.TIP_HANDLER).exclude(pk__in=own).exists():
            return one
    return above.get(paths[0], unit)


def told_of(tip: Tip) -> dict[str, Any]:
    """What came in, as its history keeps it: not who told it."""
    said = {name: getattr(tip, name) for name in (*SAID, "received_on", "left_identity")}
    return {**said, "unit": tip.unit, "verifier": tip.verifier}


def digest_of(tip: Tip, photos: list[uuid.UUID]) -> str:
    """What makes two tips the same tip."""
    said = [getattr(tip, name) for name in SAID]
    body = [tip.entered_by_id, tip.unit_id, *said, tip.left_identity, sorted(map(str, photos))]
    return hashlib.sha256(json.dumps(body).encode()).hexdigest()


def loose_of(form_id: uuid.UUID) -> list[uuid.UUID]:
    """The pictures that came with a form before, and are no tip's yet."""
    loose = TipPhoto.objects.filter(form_id=form_id, tip=None).kept()
    return list(loose.order_by("uploaded_at", "pk").values_list("pk", flat=True))


def _again(tip: Tip) -> Received:
    entered = Tip.objects.select_related("unit", "verifier").get(pk=tip.pk)
    if entered.report_digest != tip.report_digest:
        raise NotPossible(_("Another tip was already entered under this id."))
    return Received(entered, False, receipts.of(entered))
