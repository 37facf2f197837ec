"""The moves of a return's life, each on the path in `records.perform`. What they need:
`workflow.return_law`.

All take `by=` and accept `version=` (what the caller last read) and `at=` (for records of the
past). Raises Stale, NotPossible, NotPermitted or SomethingMissing.
"""

from datetime import date
from typing import Protocol

from django.utils import timezone

from records.kinds import Performing, When
from records.perform import perform, transit
from returns import freezing
from returns.models.returns import Return, ReturnPhoto, Submission
from returns.perform import RETURNS
from returns.table import sheet
from workflow import deadlines
from workflow.return_law import RETURN_MOVES


class Verb(Protocol):
    def __call__(self, one: Return, *, by, **values) -> Return: ...


def verb(name: str) -> Verb:
    def make(one: Return, *, by, **values) -> Return:
        return perform(one, name, by=by, **values)

    make.__name__, make.__doc__ = name, f"`{name}`, as the law declares it."
    return make


MOVES = {move.word: verb(move.name) for move in RETURN_MOVES.values()}

submit, nil, accept = MOVES["submit"], MOVES["nil"], MOVES["accept"]
return_, correct = MOVES["return"], MOVES["correct"]


@RETURNS.does(When.READY, "submit", "nil")
def sign(doing: Performing) -> None:
    """The figures as they will be frozen, under the name of whoever hands them in."""
    mine, at = doing.record, doing.at if doing.is_past else None
    _sign(mine, doing.by, timezone.localdate(at))
    if doing.what.name == "nil":
        _say_zero(mine)
    doing.context = sheet.live(mine, at)
    doing.at = doing.context.as_of


@RETURNS.does(When.BODY, "submit", "nil")
def hand_in(doing: Performing) -> None:
    """The figures are frozen with the rows behind them."""
    transit(doing)
    doing.record.submission = freezing.freeze(doing.context, by=doing.by)
    doing.facts["digest"] = doing.record.submission.digest


@RETURNS.does(When.LAST, "correct")
def begin_anew(doing: Performing) -> None:
    """A new draft takes its place, with everything it said, and waits to be handed in."""
    mine = doing.record
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
