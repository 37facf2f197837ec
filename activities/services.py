"""Logging an activity, and correcting one. There is no other way to write them."""

import hashlib
import json
import uuid
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.kinds import KINDS
from activities.models import LOGGED, SUPERSEDED, Activity, ActivityEntry
from organizations.models import Unit
from workflow import policy
from workflow.errors import Lack, NotPermitted, NotPossible, SomethingMissing

MOST_SESSIONS, MOST_PEOPLE, LONGEST_NAME = 9_999, 999_999, 120


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
    told = {name: getattr(activity, name) for name in TOLD} | changed
    return _enter(_record(id, by, activity.unit, at or timezone.now(), told), activity, reason)


TOLD = ("kind", "day", "sessions", "people", "name")


def told_of(activity: Activity) -> dict[str, Any]:
    """What a record says, as its history keeps it."""
    said = {name: getattr(activity, name) for name in TOLD}
    return {**said, "unit": activity.unit_id, "day": activity.day.isoformat()}


def digest_of(activity: Activity, corrects: str) -> str:
    """What makes two records the same record."""
    body = [activity.reported_by_id, told_of(activity), corrects]
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _record(id: uuid.UUID | None, by, unit: Unit, at: datetime, told: dict[str, Any]) -> Activity:
    name = " ".join(told["name"].split())
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
    replaced = Activity.objects.select_for_update().get(pk=old.pk) if old else None
    if Activity.objects.filter(pk=new.pk).exists():
        return _again(new), False
    _admit(new)
    if replaced is not None:
        _may_be_replaced(replaced, reason)
    new.save(force_insert=True)
    facts = {**told_of(new), "supersedes": str(replaced.pk) if replaced else ""}
    _append(new, "log", by=new.reported_by, at=new.reported_at, after=LOGGED, facts=facts)
    if replaced is not None:
        replaced.superseded_by = new
        replaced.save(update_fields=["superseded_by"])
        acted = {"by": new.reported_by, "at": new.reported_at, "note": reason.strip()}
        facts = {"superseded_by": str(new.pk)}
        _append(replaced, "supersede", before=LOGGED, after=SUPERSEDED, facts=facts, **acted)
    return new, True


def _append(activity: Activity, move: str, **told: Any) -> None:
    """The caller holds the activity's lock or has just made it, so the sequence has no gap."""
    entry = ActivityEntry(activity=activity, move=move, **told)
    entry.follow(ActivityEntry.objects.filter(activity=activity).order_by("-sequence").first())


def _admit(new: Activity) -> None:
    if not policy.logs_activities_of(new.reported_by, new.unit):
        raise NotPermitted(_("You may not log activities of this unit."))
    if new.unit.closed_on is not None:
        raise NotPossible(_("This unit is closed; it has no more activities."))
    lacking = list(_lacking(new))
    if lacking:
        raise SomethingMissing(lacking)


def _lacking(new: Activity) -> Iterator[Lack]:
    """Each beside the field it is about."""
    if new.kind not in KINDS:
        yield Lack("kind", _("a kind of activity there is"))
    if new.day > timezone.localdate(new.reported_at):
        yield Lack("day", _("a day that has come"))
    if not 1 <= new.sessions <= MOST_SESSIONS:
        yield Lack("sessions", _("how many sessions: 1 to 9999"))
    if not 0 <= new.people <= MOST_PEOPLE:
        yield Lack("people", _("how many people: 0 to 999999"))
    if len(new.name) > LONGEST_NAME:
        yield Lack("name", _("a name of 120 characters at most"))


def _may_be_replaced(old: Activity, reason: str) -> None:
    if old.superseded_by_id is not None:
        raise NotPossible(_("This record has been corrected already; correct the one after it."))
    if not reason.strip():
        raise SomethingMissing([Lack("reason", _("why it is corrected"))])


def _again(new: Activity) -> Activity:
    entered = Activity.objects.get(pk=new.pk)
    if entered.report_digest != new.report_digest:
        raise NotPossible(_("Another activity was already logged under this id."))
    return entered
