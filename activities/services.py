"""Logging an activity, and correcting one. There is no other way to write them."""

import hashlib
import json
import uuid
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.law import LOG
from activities.models import Activity
from activities.perform import ACTIVITIES, SAID, told_of
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
    id: uuid.UUID | None = None,
    at: datetime | None = None,
) -> tuple[Activity, bool]:
    """Log an activity of `unit`; True beside it when it is new, False when it was here already.

    The same `id` with the same body is the same record sent twice. Raises NotPossible for another
    body under that id, NotPermitted, SomethingMissing.
    """
    told = {"kind": kind, "day": day, "sessions": sessions, "people": people, "name": name}
    return _enter(_record(id, by, unit, at or timezone.now(), told), None, "")


def supersede(
    activity: Activity,
    *,
    by,
    reason: str,
    id: uuid.UUID | None = None,
    at: datetime | None = None,
    **changed: Any,
) -> tuple[Activity, bool]:
    """Put another record in the place of `activity`, with what is `changed` of kind, day, sessions,
    people and name, and the reason why; the old one stays. As `log`; NotPossible as well where
    another has taken its place already."""
    told = {name: getattr(activity, name) for name in SAID} | changed
    return _enter(_record(id, by, activity.unit, at or timezone.now(), told), activity, reason)


def digest_of(activity: Activity, corrects: str) -> str:
    """What makes two records the same record."""
    body = [activity.reported_by_id, told_of(activity), corrects]
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _record(id: uuid.UUID | None, by, unit: Unit, at: datetime, told: dict[str, Any]) -> Activity:
    name = " ".join(as_entered(told["name"]).split())
    known = {"unit": unit, "reported_by": by, "reported_at": at}
    return Activity(id=id or uuid.uuid4(), **known, **{**told, "name": name})


def _enter(new: Activity, old: Activity | None, reason: str) -> tuple[Activity, bool]:
    new.report_digest = digest_of(new, str(old.pk) if old else "")
    try:
        return _enter_once(new, old, reason)
    except IntegrityError:  # the same id came in by another connection a moment ago
        return _again(new), False


@transaction.atomic
def _enter_once(new: Activity, old: Activity | None, reason: str) -> tuple[Activity, bool]:
    new.unit = hold_unit(new.unit)
    if old is not None:
        locked(old)  # of the same correction sent twice at once the second waits here
    if Activity.objects.filter(pk=new.pk).exists():
        return _again(new), False
    if old is not None:
        told: dict[str, Any] = {"reason": as_entered(reason), "successor": new}
        perform(old, "supersede", by=new.reported_by, at=new.reported_at, **told)
        return new, True
    doing = Performing(LOG, new, new.reported_by, new.reported_at)
    if not LOG.who(new.reported_by, new.unit):
        raise NotPermitted(str(ACTIVITIES.forbidden))
    _refuse_a_closed_unit(new.unit)
    require(doing)
    enter(doing)
    return new, True


def _refuse_a_closed_unit(unit: Unit) -> None:
    if unit.closed_on is not None:
        raise NotPossible(_("This unit is closed; it has no more activities."))


@ACTIVITIES.does(When.READY, "supersede")
def look_at_the_successor(doing: Performing) -> None:
    """It has to be one that could be logged."""
    doing.context = doing.values.pop("successor")
    _refuse_a_closed_unit(doing.context.unit)


@ACTIVITIES.does(When.BODY, "supersede")
def take_its_place(doing: Performing) -> None:
    old, new = doing.record, doing.context
    enter(Performing(LOG, new, doing.by, doing.at, facts={"supersedes": str(old.pk)}))
    old.superseded_by = new
    doing.facts["superseded_by"] = str(new.pk)


def _again(new: Activity) -> Activity:
    entered = Activity.objects.get(pk=new.pk)
    if entered.report_digest != new.report_digest:
        raise NotPossible(_("Another activity was already logged under this id."))
    return entered
