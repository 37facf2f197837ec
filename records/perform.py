"""The one path of every change: lock, law, needs, body, row, history, and what follows, in one
transaction. It knows no record and no move by its name."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from records.facts import as_fact
from records.kinds import Performing, When, kind_of
from workflow.declarations.moves import Declared
from workflow.errors import NotPermitted, NotPossible, SomethingMissing, Stale


@transaction.atomic
def perform(
    record: Any,
    move: str,
    *,
    by: Any,
    at: datetime | None = None,
    version: int | None = None,
    photos: Iterable[uuid.UUID] = (),
    beside: Any = None,
    **values: Any,
) -> Any:
    """Make the move or the action `move` of the record; answers what its body makes, or the record.

    `version` is what the caller last read (`If-Match`), `at` is for records of the past, `beside`
    the row beside the record that is acted upon, which is saved with it. Refusals come in one
    order, each only where the ones before it do not hold: Stale, NotPossible, NotPermitted,
    SomethingMissing.
    """
    kind, now = kind_of(record), at or timezone.now()
    record = locked(record, version)
    doing = Performing(kind.law[move], record, by, now, values, list(photos), beside, bool(at))
    doing.before, doing.context = kind.state_of(record), kind.remember(record)
    kind.step(When.FIRST, doing)
    allow(record, doing.what, by)
    kind.step(When.READY, doing)
    doing.new, doing.facts = kind.loose_photos(doing.named, by), dict(values)
    require(doing)
    kind.place(doing)
    kind.bind(doing)
    answer = kind.step(When.BODY, doing, transit)
    kind.settle(doing)
    kind.save(record)
    if doing.beside is not None:
        doing.beside.save()
    write_down(doing)
    kind.step(When.LAST, doing)
    return record if answer is None else answer


def transit(doing: Performing) -> None:
    """The transition itself, which assigns the row's own fields."""
    getattr(doing.record, doing.what.name)(by=doing.by, at=doing.at, **doing.values)


@transaction.atomic
def opened(record: Any, move: str, by: Any, version: int | None = None) -> Any:
    """The record locked, where `move` is possible and this person may make it; nothing is done."""
    record = locked(record, version)
    allow(record, kind_of(record).law[move], by)
    return record


def locked(record: Any, version: int | None = None) -> Any:
    """The row as it stands now, ours until the transaction ends. Raises Stale."""
    kind = kind_of(record)
    rows = kind.rows()
    # A row that was handed to another unit while we waited no longer fits the join PostgreSQL found
    # it by, and drops out. It is ours by then, and found by asking again.
    mine = rows.filter(pk=record.pk).first() or rows.get(pk=record.pk)
    if version is not None and version != mine.version:
        raise Stale(str(kind.stale), **{kind.called: mine})
    return mine


def allow(record: Any, what: Declared, by: Any) -> None:
    """Raises NotPossible, then NotPermitted."""
    kind = kind_of(record)
    if not what.is_possible(record):
        state = {"state": record.get_state_display()}
        raise NotPossible(str(kind.impossible) % state, **{kind.called: record})
    if not what.is_permitted(record, by):
        raise NotPermitted(str(kind.forbidden), **{kind.called: record})


def require(doing: Performing) -> None:
    """Refuse with everything that is missing, at once."""
    kind = kind_of(doing.record)
    lacking = kind.lacks(doing)
    if lacking:
        # What is not entered yet is no record a caller could be told about.
        known = {} if doing.record._state.adding else {kind.called: doing.record}
        raise SomethingMissing(lacking, **known)


def enter(doing: Performing) -> None:
    """Save a record that is new, with the first line of its history and its photos. The caller has
    asked whether it may be entered, and what it needs."""
    kind = kind_of(doing.record)
    kind.settle(doing)
    doing.record.save(force_insert=True)
    kind.place(doing)
    kind.bind(doing)
    write_down(doing)


def write_down(doing: Performing) -> None:
    """Append the line of history, and let follow what follows."""
    kind, said = kind_of(doing.record), doing.facts
    facts = {name: as_fact(value) for name, value in said.items() if value not in (None, "")}
    if doing.new:
        facts["photos"] = [one.told for one in doing.new]
    entry = kind.entry(
        doing.record,
        move=doing.what.name,
        by=doing.by,
        at=doing.at,
        before=doing.before,
        after=kind.state_of(doing.record),
        note=next((str(said[name]) for name in kind.notes if said.get(name)), ""),
        facts=facts,
    )
    kind.follow(doing, entry)
