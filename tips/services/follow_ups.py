"""Rewards and news reports: recorded, and corrected by another record that takes the place."""

import hashlib
import json
import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organizations.models import Unit
from records.kinds import Performing, When
from records.perform import enter, locked, perform, require
from texts.writing import as_entered
from tips.follow_up_law import RECORD
from tips.follow_ups import FOLLOW_UPS, SAID, told_of
from tips.models import FollowUp, Tip
from tips.perform import TIPS
from tips.states import FollowUpKind
from workflow.errors import NotPermitted, NotPossible


def reward(
    tip: Tip,
    *,
    by,
    kind: str = "",
    amount: Decimal | None = None,
    day: date | None = None,
    id: uuid.UUID | None = None,
    version: int | None = None,
    at: datetime | None = None,
) -> FollowUp:
    """Record a reward for the tip, one a call; its history says so. The same `id` again is the same
    reward. Raises as the other moves of a tip."""
    told = {"kind": kind, "amount": amount, "day": day}
    known = FollowUp.objects.filter(pk=id).first() if id else None
    if known is not None:
        return _same(known, _record(id, by, tip.verifier, tip, known.recorded_at, told), None)
    made: dict[str, Any] = {**told, "follow_up": id or uuid.uuid4()}
    return perform(tip, "reward", by=by, version=version, at=at, **made)


@TIPS.does(When.BODY, "reward")
def put_reward(doing: Performing) -> FollowUp:
    tip, told = doing.record, dict(doing.values)
    new = _record(told.pop("follow_up"), doing.by, tip.verifier, tip, doing.at, told)
    _enter_new(new)
    return new


def record_news(
    *,
    by,
    unit: Unit,
    title: str,
    day: date,
    tip: Tip | None = None,
    id: uuid.UUID | None = None,
    at: datetime | None = None,
) -> tuple[FollowUp, bool]:
    """Record a news report that came of a lead; True beside it when it is new. Raises NotPossible
    for another body under that id, NotPermitted, SomethingMissing."""
    told = {"kind": FollowUpKind.NEWS.value, "title": title, "day": day}
    return _enter(_record(id, by, unit, tip, at or timezone.now(), told), None, "")


def supersede(
    follow_up: FollowUp,
    *,
    by,
    reason: str,
    id: uuid.UUID | None = None,
    at: datetime | None = None,
    **changed: Any,
) -> tuple[FollowUp, bool]:
    """Put another record in the place of `follow_up`, with what is `changed` of kind, day, amount
    and title, and the reason why; the old one stays."""
    told = {name: getattr(follow_up, name) for name in SAID} | changed
    now = at or timezone.now()
    new = _record(id, by, follow_up.unit, follow_up.tip, now, told)
    return _enter(new, follow_up, reason)


def digest_of(new: FollowUp, corrects: str) -> str:
    body = [new.recorded_by_id, told_of(new), corrects]
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _record(id, by, unit: Unit, tip: Tip | None, at: datetime, told: dict[str, Any]) -> FollowUp:
    known = {"unit": unit, "tip": tip, "recorded_by": by, "recorded_at": at}
    said = {**told, "title": " ".join(as_entered(told.get("title") or "").split())}
    said["amount"] = Decimal(said.get("amount") or 0).quantize(Decimal("0.01"))
    new = FollowUp(id=id or uuid.uuid4(), **known, **said)
    new.report_digest = digest_of(new, "")
    return new


def _enter(new: FollowUp, old: FollowUp | None, reason: str) -> tuple[FollowUp, bool]:
    new.report_digest = digest_of(new, str(old.pk) if old else "")
    try:
        return _enter_once(new, old, reason)
    except IntegrityError:  # the same id came in by another connection a moment ago
        return _same(FollowUp.objects.get(pk=new.pk), new, old), False


@transaction.atomic
def _enter_once(new: FollowUp, old: FollowUp | None, reason: str) -> tuple[FollowUp, bool]:
    if old is not None:
        locked(old)  # of the same correction sent twice at once the second waits here
    known = FollowUp.objects.filter(pk=new.pk).first()
    if known is not None:
        return _same(known, new, old), False
    if old is not None:
        told: dict[str, Any] = {"reason": as_entered(reason), "successor": new}
        perform(old, "supersede", by=new.recorded_by, at=new.recorded_at, **told)
        return new, True
    _enter_new(new)
    return new, True


def _enter_new(new: FollowUp) -> None:
    if not RECORD.who(new.recorded_by, new.unit):
        raise NotPermitted(str(FOLLOW_UPS.forbidden))
    doing = Performing(RECORD, new, new.recorded_by, new.recorded_at)
    require(doing)
    enter(doing)


@FOLLOW_UPS.does(When.READY, "supersede")
def look_at_the_successor(doing: Performing) -> None:
    doing.context = doing.values.pop("successor")


@FOLLOW_UPS.does(When.BODY, "supersede")
def take_its_place(doing: Performing) -> None:
    old, new = doing.record, doing.context
    enter(Performing(RECORD, new, doing.by, doing.at, facts={"supersedes": str(old.pk)}))
    old.superseded_by = new
    doing.facts["superseded_by"] = str(new.pk)


def _same(known: FollowUp, new: FollowUp, old: FollowUp | None) -> FollowUp:
    if known.report_digest != digest_of(new, str(old.pk) if old else ""):
        raise NotPossible(_("Another record was already entered under this id."))
    return known
