"""The moves of a return's life, each on the path in `records.perform`. What they need:
`workflow.return_law`.

All take `by=` and accept `version=` (what the caller last read) and `at=` (for records of the
past). Raises Stale, NotPossible, NotPermitted or SomethingMissing.
"""

from datetime import date
from typing import Any, Protocol

from django.utils import timezone

from records import feed
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


HANDED_IN = ("submit", "nil")
# What handing in writes beside the transition, and what a correction begins with.
SIGNATURE = ("contact_name", "contact_phone", "filled_on", "is_late")
SAID_AGAIN = (
    *("typed", "adjustments", "proofs", "stars", "contact_name", "contact_phone"),
    *("summary", "summary_file", "summary_name"),
)

MOVES = {move.word: verb(move.name) for move in RETURN_MOVES.values()}

submit, nil, accept = MOVES["submit"], MOVES["nil"], MOVES["accept"]
return_, correct = MOVES["return"], MOVES["correct"]


@RETURNS.does(When.READY, *HANDED_IN)
def sign(doing: Performing) -> None:
    """The figures as they will be frozen, under the name of whoever hands them in."""
    mine, at = doing.record, doing.at if doing.is_past else None
    doing.values |= signature(mine, doing.by, timezone.localdate(at))
    put_signature(doing)
    doing.context = sheet.live(mine, at)
    doing.at = doing.context.as_of


@RETURNS.does(When.BODY, *HANDED_IN)
def hand_in(doing: Performing) -> None:
    """The figures are frozen with the rows behind them. History says who signed and whom it is
    summed by, which the people and the tree of later days do not tell."""
    transit(doing)
    mine = doing.record
    mine.submission = freezing.freeze(doing.context, by=doing.by)
    signed = {name: doing.values[name] for name in SIGNATURE}
    doing.facts = {"digest": mine.submission.digest, "reports_to": mine.reports_to, **signed}


@RETURNS.does(When.LAST, "correct")
def begin_anew(doing: Performing) -> None:
    """A new draft takes its place, with everything it said, and waits to be handed in."""
    mine = doing.record
    fresh = Return.objects.create(
        campaign=mine.campaign,
        unit=mine.unit,
        revision=mine.revision + 1,
        number=f"{mine.campaign.number}-{mine.unit.code}-{mine.revision + 1}",
        **{name: getattr(mine, name) for name in SAID_AGAIN},
    )
    feed.note_new([fresh], "open", doing.at)
    ReturnPhoto.objects.bulk_create(
        ReturnPhoto(of=fresh, photo_id=row.photo_id, position=row.position)
        for row in mine.photos.all()
    )


def signature(mine: Return, by, today: date) -> dict[str, Any]:
    """Whoever hands it in is the contact, unless another is named."""
    is_over = deadlines.is_overdue(mine.campaign.due_on, today)
    return {
        "contact_name": mine.contact_name or str(by),
        "contact_phone": mine.contact_phone or by.phone,
        "filled_on": mine.filled_on or today,
        "is_late": is_over and not mine.is_the_last_sum and not _came_in_time(mine),
    }


def put_signature(doing: Performing) -> None:
    """A stamp was for what was handed in before. Reads nothing but the values."""
    mine = doing.record
    for name in SIGNATURE:
        setattr(mine, name, doing.values[name])
    mine.scan_file, mine.stamped_at = "", None
    if doing.what.name == "nil":
        _say_zero(mine)


def _came_in_time(mine: Return) -> bool:
    """What came in time and comes again, sent back or corrected, is not late."""
    before = Submission.objects.filter(of__campaign=mine.campaign_id, of__unit=mine.unit_id)
    return before.filter(of__is_late=False).exists()


def _say_zero(mine: Return) -> None:
    """A blank is not 0; a nil return says 0. Yes or no is left to those who answer."""
    zeros = {i.code: 0 for i in mine.campaign.form.typed if i.is_number}
    mine.typed = {**zeros, **mine.typed}
