"""The one path of every change: lock, law, write, history, letters, in one transaction."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_fsm import can_proceed, has_transition_perm

from hazards import notifications as letters
from hazards.models import evidence, history
from hazards.models.evidence import Photo
from hazards.models.hazard import Hazard
from hazards.tally import changes as tallying
from hazards.tally import rules as counted
from workflow.actions import RECHECK_PHOTO, Act
from workflow.errors import Lack, NotPermitted, NotPossible, SomethingMissing, Stale
from workflow.needs import (
    AFTER_PHOTO,
    BEFORE_PHOTO,
    REVIEW_PHOTO,
    Case,
    Evidence,
    Need,
    missing,
)
from workflow.states import Stage

SHOWS = {"rectify": Stage.AFTER, "fix_on_spot": Stage.AFTER, "close": Stage.REVIEW}
PHOTO_NEEDS = {need.code for need in (BEFORE_PHOTO, AFTER_PHOTO, REVIEW_PHOTO, RECHECK_PHOTO)}
EVERY_PHOTO = Lack(
    "photos", gettext_lazy("each photo as an upload of your own that is not used yet")
)
TOLD_AS = ("reason", "note", "measures_taken", "measures")  # what becomes the history's note


@transaction.atomic
def move(
    hazard: Hazard,
    name: str,
    *,
    by,
    at: datetime | None = None,
    version: int | None = None,
    photos: Iterable[uuid.UUID] = (),
    **given: Any,
) -> Hazard:
    """Make the move `name`. Raises Stale, NotPossible, NotPermitted or SomethingMissing.

    `version` is what the caller last read (`If-Match`); `at` is for records of the past.
    """
    hazard = locked(hazard, version)
    transition, before = getattr(hazard, name), hazard.state
    if not can_proceed(transition):
        refuse(hazard)
    if not has_transition_perm(transition, by):
        forbid(hazard)
    at = at or timezone.now()
    photos = list(photos)
    new = loose_photos(photos, by)
    needs = transition._django_fsm.get_transition(before).custom["needs"]
    case = Case(hazard, {**given, "at": at}, stands(hazard, name, new))
    require(needs, case, photos, new, hazard=hazard)
    attempt = hazard.attempts
    transition(by=by, at=at, **given)
    bind(new, hazard, SHOWS.get(name), attempt)
    return record(hazard, name, by=by, at=at, before=before, given=given, photos=new)


def stands(hazard: Hazard, name: str, new: list[Photo]) -> Evidence:
    """The evidence as it will be with the photos given with the move."""
    now = evidence.of(hazard)
    return evidence.with_new(now, SHOWS[name], new) if name in SHOWS else now


def require(needs: Iterable[Need], case: Case, named=(), new=(), **facts) -> None:
    """Refuse with everything that is missing, at once. A photo that is named and not taken would
    be lost without a word, so that is refused as well."""
    lacking = [need.lack() for need in missing(needs, case)]
    if len(new) < len(set(named)) and not any(lack.code in PHOTO_NEEDS for lack in lacking):
        lacking.append(EVERY_PHOTO)
    if lacking:
        raise SomethingMissing(lacking, **facts)


def alongside(hazard: Hazard, act: Act, by, given: Mapping[str, Any]) -> None:
    """The same order of questions for what is done beside the state."""
    if hazard.state not in act.states:
        refuse(hazard)
    if not act.who(hazard, by):
        forbid(hazard)
    require(act.needs, Case(hazard, given, evidence.of(hazard)), hazard=hazard)


def locked(hazard: Hazard, version: int | None = None) -> Hazard:
    """The row as it stands now, ours until the transaction ends."""
    rows = Hazard.objects.select_for_update(of=("self",)).select_related("unit", "category")
    # A row that was handed to another unit while we waited no longer fits the join PostgreSQL found
    # it by, and drops out. It is ours by then, and found by asking again.
    mine = rows.filter(pk=hazard.pk).first() or rows.get(pk=hazard.pk)
    if version is not None and version != mine.version:
        raise Stale(_("Somebody has changed this hazard since you read it."), hazard=mine)
    mine.counted = counted.parts_of(mine)
    return mine


def refuse(hazard: Hazard) -> None:
    sentence = _("This cannot be done to a hazard that is “%(state)s”.")
    raise NotPossible(sentence % {"state": hazard.get_state_display()}, hazard=hazard)


def forbid(hazard: Hazard) -> None:
    raise NotPermitted(_("This is not yours to do for this hazard."), hazard=hazard)


def loose_photos(ids: Iterable[uuid.UUID], by) -> list[Photo]:
    """The person's own uploads that are no evidence yet. Others count as not there, so a photo
    of an earlier attempt or of another hazard never satisfies a need."""
    wanted = list(dict.fromkeys(ids))
    mine = Photo.objects.select_for_update().loose(by).order_by("pk")  # one order, no deadlock
    found = mine.in_bulk(wanted) if wanted else {}
    return [found[pk] for pk in wanted if pk in found]


def bind(photos: list[Photo], hazard: Hazard, stage: Stage | None, attempt: int) -> None:
    if stage is None:
        return
    for position, photo in enumerate(photos):
        photo.hazard, photo.stage = hazard, stage
        photo.attempt, photo.position = attempt, position
    Photo.objects.bulk_update(photos, ["hazard", "stage", "attempt", "position"])


def record(hazard, name, *, by, at, before, given, photos=()) -> Hazard:
    """Save the row, add its line of history, change the counts, tell those concerned."""
    if hazard.state != before:
        hazard.entered_at = at
    if before:
        hazard.version += 1
    hazard.save(force_insert=not before, force_update=bool(before))
    bind(list(photos) if name == "report" else [], hazard, Stage.BEFORE, hazard.attempts)
    facts = {key: as_fact(value) for key, value in given.items() if value not in (None, "")}
    if photos:
        facts["photos"] = [{"id": str(photo.pk), "sha256": photo.sha256} for photo in photos]
    note = next((str(given[key]) for key in TOLD_AS if given.get(key)), "")
    told = {"note": note, "facts": facts, "before": before, "after": hazard.state}
    entry = history.append(hazard, move=name, by=by, at=at, **told)
    tallying.note(hazard, hazard.counted, name, at)
    letters.send(hazard, entry)
    return hazard


def as_fact(value: Any) -> Any:
    """A value as history keeps it: words and numbers that mean the same in ten years."""
    if isinstance(value, models.Model):
        return {"id": str(value.pk), "name": str(value)}
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | uuid.UUID) else value
