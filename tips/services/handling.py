"""The moves of a tip's life, each on the path in `records.perform`. What they need: `tips.law`.

All take `by=` and accept `version=` and `at=`. Raises Stale, NotPossible, NotPermitted or
SomethingMissing.
"""

import uuid
from collections.abc import Iterable
from typing import Any, Protocol

from django.core.files.storage import default_storage
from django.utils import timezone

from hazards import services as hazards
from hazards.models import Hazard, Source
from records.kinds import Performing, When
from records.perform import perform
from texts.writing import is_written
from tips.law import MOVES as DECLARED
from tips.models import Tip
from tips.perform import TIPS

# What the handler words for the unit: the hazard it becomes, or the open one it joins.
WORDED = ("category", "place", "description", "severity", "clause", "is_violation")
BESIDE = (*WORDED, "photos", "tip_photos", "joins", "unit")


class Verb(Protocol):
    def __call__(self, tip: Tip, *, by, **values) -> Tip: ...


def verb(name: str) -> Verb:
    def make(tip: Tip, *, by, **values) -> Tip:
        return perform(tip, name, by=by, **values)

    make.__name__, make.__doc__ = name, f"`{name}`, as the law declares it."
    return make


VERBS = {name: verb(name) for name in (*DECLARED, "feedback")}
repeat, unfounded, forward = VERBS["repeat"], VERBS["unfounded"], VERBS["forward"]
set_aside, take_back, reconsider = VERBS["set_aside"], VERBS["take_back"], VERBS["reconsider"]
feedback = VERBS["feedback"]


def accept(tip: Tip, *, by, photos: Iterable[uuid.UUID] = (), **values) -> Tip:
    """`accept`: it `joins` an open hazard in sight of the handler, or becomes one of source “tip”
    by what they word: category, place, description, severity, clause, is_violation, the ids of
    their own uploads in `photos`, and those of the tip's pictures to be passed on in `tip_photos`.
    `unit` is another one than was told of, where that was wrong or has been closed since."""
    return perform(tip, "accept", by=by, uploads=list(photos), **values)


@TIPS.does(When.READY, "accept")
def find_or_report(doing: Performing) -> None:
    """The hazard is reported in the same transaction, in the handler's name: nothing in it comes
    from whoever told it but what the handler passed on."""
    given = {name: doing.values.pop(name, None) for name in BESIDE}
    uploads = doing.values.pop("uploads")
    if not is_written(doing.values.get("reason") or ""):
        return  # the needs say so, before anything is reported
    joined = given["joins"]
    if joined is not None:
        doing.values["hazard"] = _open_one(joined, doing.by)
    elif is_worded(given):
        doing.values["hazard"] = report(doing, given, uploads)
    doing.values["joined"] = joined is not None


def is_worded(given: dict[str, Any]) -> bool:
    return all(given[name] not in (None, "") for name in ("category", "place", "description"))


def _open_one(joined: Hazard, by) -> Hazard | None:
    return Hazard.objects.visible_to(by).open().filter(pk=joined.pk).first()


def report(doing: Performing, given: dict[str, Any], uploads: list[uuid.UUID]) -> Hazard:
    tip, at = doing.record, doing.at
    worded = {name: given[name] for name in WORDED if given[name] not in (None, "")}
    passed_on = [_passed_on(photo, doing) for photo in chosen(tip, given["tip_photos"])]
    hazard, _is_new = hazards.report(
        by=doing.by,
        unit=given["unit"] or successor_of(tip.unit),
        photos=[*passed_on, *uploads],
        found_on=timezone.localdate(at),
        source=Source.TIP,
        at=at,
        **worded,
    )
    return hazard


def successor_of(unit):
    """What is found at a unit that was merged meanwhile is found at the one that took its place."""
    while unit.closed_on is not None and unit.merged_into is not None:
        unit = unit.merged_into
    return unit


def chosen(tip: Tip, ids: Iterable[uuid.UUID] | None) -> list[Any]:
    wanted = set(ids or ())
    return [photo for photo in tip.photos.kept() if photo.pk in wanted]


def _passed_on(photo, doing: Performing) -> uuid.UUID:
    """A copy of the picture as it is shown, as an upload of the handler's."""
    with default_storage.open(photo.file_name("display")) as file:
        passed, _is_new = hazards.upload_photo(by=doing.by, file=file, at=doing.at)
    return passed.pk


@TIPS.does(When.BODY, "feedback")
def put_answer(doing: Performing) -> None:
    """A later answer takes the place of an earlier one; the clock stopped with the first."""
    tip = doing.record
    tip.answer = doing.values["answer"]
    tip.answered_on = tip.answered_on or timezone.localdate(doing.at)


@TIPS.does(When.BODY, "forget")
def put_deletions(doing: Performing) -> None:
    for name in doing.values["deleted"]:
        setattr(doing.record, f"{name}_deleted_on", timezone.localdate(doing.at))
