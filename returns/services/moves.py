"""The moves of a return's life, each one transaction. What they need: `workflow.return_law`.

All take `by=` and accept `version=` (what the caller last read) and `at=` (for records of the
past). Raises Stale, NotPossible, NotPermitted or SomethingMissing.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_fsm import can_proceed, has_transition_perm

from returns import freezing, perform
from returns.models.returns import Return, ReturnPhoto, Submission
from returns.table import checks, sheet
from workflow import deadlines
from workflow.errors import SomethingMissing
from workflow.return_law import word
from workflow.return_needs import NO_FINDINGS, ReturnCase, lacks


def submit(one: Return, *, by, **given) -> Return:
    """Hand it in: the figures are frozen with the rows behind them."""
    return _hand_in(one, "submit", by=by, **given)


def nil(one: Return, *, by, **given) -> Return:
    """Nothing to report, in one tap and signed: every empty number is said to be 0."""
    return _hand_in(one, "nil", by=by, **given)


def accept(one: Return, *, by, **given) -> Return:
    """By the unit it reports to."""
    return _move(one, "accept", by=by, **given)


def return_(one: Return, *, by, **given) -> Return:
    """`reason`"""
    return _move(one, "return_", by=by, **given)


@transaction.atomic
def correct(one: Return, *, by, **given) -> Return:
    """`reason`; a new draft takes its place, with everything it said, and waits to be handed in."""
    mine = _move(one, "correct", by=by, **given)
    fresh = Return.objects.create(
        campaign=mine.campaign,
        unit=mine.unit,
        revision=mine.revision + 1,
        number=f"{mine.campaign.number}-{mine.unit.code}-{mine.revision + 1}",
        typed=mine.typed,
        adjustments=mine.adjustments,
        contact_name=mine.contact_name,
        contact_phone=mine.contact_phone,
        summary=mine.summary,
        summary_file=mine.summary_file,
        summary_name=mine.summary_name,
    )
    ReturnPhoto.objects.bulk_create(
        ReturnPhoto(of=fresh, photo_id=row.photo_id, position=row.position)
        for row in mine.photos.all()
    )
    return mine


@transaction.atomic
def _move(one: Return, name: str, *, by, version=None, at: datetime | None = None, **given):
    mine = _open(one, name, by, version)
    return _make(mine, name, by, at or timezone.now(), given, NO_FINDINGS)


@transaction.atomic
def _hand_in(one: Return, name: str, *, by, version=None, at: datetime | None = None, **given):
    mine = _open(one, name, by, version)
    _sign(mine, by, timezone.localdate(at))
    if name == "nil":
        _say_zero(mine)
    now = sheet.live(mine, at)
    before = _made(mine, name, by, now.as_of, given, checks.findings(now))
    mine.submission = freezing.freeze(now, by=by)
    told = {**given, "digest": mine.submission.digest}
    return perform.record(mine, name, by=by, at=now.as_of, before=before, given=told)


def _open(one: Return, name: str, by, version: int | None) -> Return:
    """Locked; the move is possible, and this person may make it."""
    mine = perform.locked(one, version)
    transition = getattr(mine, name)
    if not can_proceed(transition):
        perform.refuse(mine)
    if not has_transition_perm(transition, by):
        perform.forbid(mine)
    return mine


def _make(mine: Return, name: str, by, at: datetime, given: dict[str, Any], findings) -> Return:
    before = _made(mine, name, by, at, given, findings)
    note = str(given.get("reason", ""))
    return perform.record(mine, name, by=by, at=at, before=before, given=given, note=note)


def _made(mine: Return, name: str, by, at: datetime, given: dict[str, Any], findings) -> str:
    """The transition itself, once nothing is missing; answers the state it began in."""
    before, transition = mine.state, getattr(mine, name)
    needs = transition._django_fsm.get_transition(before).custom["needs"]
    missing = lacks(needs, ReturnCase(mine, given, findings))
    if missing:
        raise SomethingMissing(missing, record=mine)
    transition(by=by, at=at, **given)
    return before


def _sign(mine: Return, by, today: date) -> None:
    """Whoever hands it in is the contact, unless another is named. A stamp was for what was
    handed in before."""
    mine.contact_name = mine.contact_name or str(by)
    mine.contact_phone = mine.contact_phone or by.phone
    mine.filled_on = mine.filled_on or today
    is_over = deadlines.is_overdue(mine.campaign.due_on, today)
    mine.is_late = is_over and not mine.is_the_last_sum and not _came_in_time(mine)
    mine.scan_file, mine.stamped_at = "", None


def _came_in_time(mine: Return) -> bool:
    """What came in time and comes again, sent back or corrected, is not late."""
    before = Submission.objects.filter(of__campaign=mine.campaign_id, of__unit=mine.unit_id)
    return before.filter(of__is_late=False).exists()


def _say_zero(mine: Return) -> None:
    """A blank is not 0; a nil return says 0. Yes or no is left to those who answer."""
    zeros = {i.code: 0 for i in mine.campaign.form.typed if i.is_number}
    mine.typed = {**zeros, **mine.typed}


MOVES = {word(move.__name__): move for move in (submit, nil, accept, return_, correct)}
