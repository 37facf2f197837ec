"""The path of every change of a return: lock, law, write, history, letters, one transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from hazards.perform import as_fact
from returns import notifications as letters
from returns.models.returns import Return, ReturnEntry
from workflow import policy
from workflow.errors import NotPermitted, NotPossible, Stale


def locked(one: Return, version: int | None = None) -> Return:
    """The row as it stands now, ours until the transaction ends."""
    rows = Return.objects.select_for_update(of=("self",))
    # Not with `reports_to`, which handing in sets: PostgreSQL tells of a row it waited for, and of
    # what is joined to it as that was before.
    mine = rows.select_related("unit__parent", "campaign__template").get(pk=one.pk)
    if version is not None and version != mine.version:
        raise Stale(_("Somebody has changed this return since you read it."), record=mine)
    return mine


def to_fill(one: Return, by, version: int | None = None) -> Return:
    """Locked, and open to be filled in by this person."""
    mine = locked(one, version)
    if not mine.is_fillable:
        refuse(mine)
    if not policy.fills_it(mine, by):
        forbid(mine)
    return mine


def refuse(one: Return) -> None:
    sentence = _("This cannot be done to a return that is “%(state)s”.")
    raise NotPossible(sentence % {"state": one.get_state_display()}, record=one)


def forbid(one: Return) -> None:
    raise NotPermitted(_("This is not yours to do for this return."), record=one)


def record(
    one: Return,
    name: str,
    *,
    by,
    at: datetime,
    before: str,
    given: Mapping[str, Any],
    note: str = "",
) -> Return:
    """Save the row, add its line of history, tell those concerned."""
    one.version += 1
    one.save(force_update=True)
    facts = {key: as_fact(value) for key, value in given.items() if value not in (None, "")}
    letters.send(one, append(one, move=name, by=by, at=at, before=before, note=note, facts=facts))
    return one


def append(one: Return, **told: Any) -> ReturnEntry:
    """Add the next entry. The caller holds the return's lock, so the sequence has no gap."""
    entry = ReturnEntry(of=one, after=one.state, **told)
    entry.follow(ReturnEntry.objects.filter(of=one).order_by("-sequence").first())
    return entry
