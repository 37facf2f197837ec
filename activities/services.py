"""Logging an activity, and correcting one. There is no other way to write them."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.law import LOG
from activities.models import Activity
from activities.perform import ACTIVITIES, SAID, Entering, bindable, told_of
from organizations.models import Unit
from organizations.services import hold_unit
from records.kinds import Performing, When
from records.perform import enter, locked, perform, require
from texts.writing import as_entered
from workflow.errors import NotPermitted, NotPossible


def log(
    *,
    by,
    unit: Unit,
    kind: str,
    day: date,
    sessions: int = 1,
    people: int = 0,
    name: str = "",
    photos: Iterable[uuid.UUID] = (),
    is_confirmed: bool = False,
    id: uuid.UUID | None = None,
    at: datetime | None = None,
) -> tuple[Activity, bool]:
    """Log an activity of `unit`; True beside it when it is new, False when it was here already.

    The same `id` with the same body is the same record sent twice. One that says the same of the
    same day as another is a possible double, and asks to be confirmed. Raises NotPossible for
    another body under that id, NotPermitted, SomethingMissing.
    """
    told = {"kind": kind, "day": day, "sessions": sessions, "people": people, "name": name}
    new = _record(id, by, unit, at or timezone.now(), told)
    return _enter(Entering(new, None, _once_each(photos), is_confirmed), "")


@transaction.atomic
def log_on_each(
    days: Sequence[date],
    *,
    id: uuid.UUID,
    photos: Iterable[uuid.UUID] = (),
    **told: Any,
) -> list[tuple[Activity, bool]]:
    """The same on several days, a record for each: all of them or none. The photos go with the
    first. The same `id` and days again are the same records. As `log`."""
    first, *others = dict.fromkeys(days)
    logged = [log(id=id, day=first, photos=photos, **told)]
    keys = {day: uuid.uuid5(id, day.isoformat()) for day in others}
    return [*logged, *(log(id=keys[day], day=day, **told) for day in others)]


def supersede(
    activity: Activity,
    *,
    by,
    reason: str,
    photos: Iterable[uuid.UUID] | None = None,
    is_confirmed: bool = False,
    id: uuid.UUID | None = None,
    at: datetime | None = None,
    **changed: Any,
) -> tuple[Activity, bool]:
    """Put another record in the place of `activity`, with what is `changed` of kind, day, sessions,
    people and name, and the reason why; the old one stays. Its photos go along unless others are
    named. As `log`; NotPossible as well where another has taken its place already."""
    told = {name: getattr(activity, name) for name in SAID} | changed
    new = _record(id, by, activity.unit, at or timezone.now(), told)
    if photos is None:
        photos = activity.photos.values_list("photo", flat=True)
    return _enter(Entering(new, activity, _once_each(photos), is_confirmed), reason)


def digest_of(activity: Activity, corrects: str, photos: Iterable[str] = ()) -> str:
    """What makes two records the same record."""
    body = [activity.reported_by_id, told_of(activity), corrects]
    named = list(photos)
    body += [named] if named else []  # one without photos says nothing of them
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _record(id: uuid.UUID | None, by, unit: Unit, at: datetime, told: dict[str, Any]) -> Activity:
    name = " ".join(as_entered(told["name"]).split())
    known = {"unit": unit, "reported_by": by, "reported_at": at}
    return Activity(id=id or uuid.uuid4(), **known, **{**told, "name": name})


def _once_each(photos: Iterable[uuid.UUID]) -> list[uuid.UUID]:
    return list(dict.fromkeys(photos))


def _enter(entering: Entering, reason: str) -> tuple[Activity, bool]:
    new, corrects = entering.new, str(entering.old.pk) if entering.old else ""
    new.report_digest = digest_of(new, corrects, map(str, entering.photos))
    try:
        with transaction.atomic():
            return _enter_once(entering, reason)
    except IntegrityError:  # the same id came in by another connection a moment ago
        return _again(new), False


def _enter_once(entering: Entering, reason: str) -> tuple[Activity, bool]:
    new, old = entering.new, entering.old
    # Whoever logs for the unit at the same moment waits here, and is asked about what was logged.
    new.unit = hold_unit(new.unit)
    if old is not None:
        locked(old)  # of the same correction sent twice at once the second waits here
    if Activity.objects.filter(pk=new.pk).exists():
        return _again(new), False
    if old is not None:
        told: dict[str, Any] = {"reason": as_entered(reason), "successor": entering}
        perform(old, "supersede", by=new.reported_by, at=new.reported_at, **told)
        return new, True
    if not LOG.who(new.reported_by, new.unit):
        raise NotPermitted(str(ACTIVITIES.forbidden))
    _refuse_a_closed_unit(new.unit)
    doing = _beginning(entering)
    require(doing)
    enter(doing)
    return new, True


def _beginning(entering: Entering, **facts: Any) -> Performing:
    new = entering.new
    entering.found = bindable(entering, new.reported_by)
    begun = Performing(LOG, new, new.reported_by, new.reported_at, facts=facts)
    begun.context, begun.new = entering, entering.found
    return begun


def _refuse_a_closed_unit(unit: Unit) -> None:
    if unit.closed_on is not None:
        raise NotPossible(_("This unit is closed; it has no more activities."))


@ACTIVITIES.does(When.READY, "supersede")
def look_at_the_successor(doing: Performing) -> None:
    """It has to be one that could be logged."""
    entering: Entering = doing.values.pop("successor")
    _refuse_a_closed_unit(entering.new.unit)
    entering.found = bindable(entering, doing.by)
    doing.context = entering


@ACTIVITIES.does(When.BODY, "supersede")
def take_its_place(doing: Performing) -> None:
    old, entering = doing.record, doing.context
    enter(_beginning(entering, supersedes=str(old.pk)))
    old.superseded_by = entering.new
    doing.facts["superseded_by"] = str(entering.new.pk)


def _again(new: Activity) -> Activity:
    entered = Activity.objects.get(pk=new.pk)
    if entered.report_digest != new.report_digest:
        raise NotPossible(_("Another activity was already logged under this id."))
    return entered
