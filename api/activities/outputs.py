"""How an activity, and what there is to log, is told to the outside."""

from typing import Any

from django.urls import reverse

from activities.kinds import ActivityKind, Number
from activities.models import Activity, ActivityEntry
from api.hazards.outputs import day, moment, person, unit_ref
from workflow import policy


def kind(one: ActivityKind) -> dict[str, Any]:
    return {
        "key": one.key,
        "label": str(one.label),
        "icon": one.icon,
        "sessions": number(one.number),
        "people": number(one.people),
        "name_label": str(one.name_label),
        "is_named": one.is_named,
        "feeds": dict(one.feeds),
    }


def number(one: Number | None) -> dict[str, str] | None:
    return {"label": str(one.label), "counted_in": str(one.unit)} if one else None


def row(one: Activity) -> dict[str, Any]:
    """A number the kind does not have is null."""
    declared = one.declared
    before = getattr(one, "supersedes", None)
    return {
        "id": str(one.pk),
        "unit": unit_ref(one.unit),
        "kind": one.kind,
        "kind_label": str(declared.label),
        "day": day(one.day),
        "sessions": one.sessions if declared.number else None,
        "people": one.people if declared.people else None,
        "name": one.name,
        "state": one.state,
        "state_label": one.get_state_display(),
        "reported_by": person(one.reported_by),
        "reported_at": moment(one.reported_at),
        "supersedes": str(before.pk) if before else None,
        "superseded_by": str(one.superseded_by_id) if one.superseded_by_id else None,
    }


def detail(one: Activity, user) -> dict[str, Any]:
    return {
        **row(one),
        "photos": [photo(one, each.photo_id) for each in one.photos.all()],
        "history": [entry(each) for each in one.history.all()],
        "may_supersede": not one.superseded_by_id and policy.corrects_activity(one, user),
    }


def photo(one: Activity, pk) -> dict[str, Any]:
    sizes = {size: reverse("api:activity-photo", args=[one.pk, pk, size]) for size in SIZES}
    return {"id": str(pk), **sizes}


SIZES = ("display", "thumb")


def entry(one: ActivityEntry) -> dict[str, Any]:
    return {
        "at": moment(one.at),
        "by": person(one.by),
        "move": one.move,
        "note": one.note,
        "digest": one.digest,
        "previous_digest": one.previous_digest,
    }
