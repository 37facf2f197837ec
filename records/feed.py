"""The acts on records as the feed of changes tells them: each line of a chained history is one. A
kind of record that is to come is in the feed because it has such a history, and a `visible_to`.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from changes.noting import note, noted
from organizations.feed import GONE, leaving, told_or_left
from organizations.units import Unit
from records.chain import ChainedEntry, name_of


def records() -> dict[str, type[models.Model]]:
    """The models of all records with a chained history, by what the feed calls them."""
    entries = [model for model in apps.get_models() if issubclass(model, ChainedEntry)]
    found = [entry.record_model() for entry in entries]
    return {name_of(model): model for model in found}


def seen_by(user: Any, left: Q) -> Q:
    """The changes of the records in sight of `user`, and those by which a record has left it: what
    is `left` (`organizations.feed.left_behind`). Whoever sees all of a kind is not asked row by
    row."""
    seen = Q(pk__in=[])
    for kind, model in records().items():
        rows: Any = model._default_manager.visible_to(user).order_by()  # type: ignore[attr-defined]
        of_those = Q(key_uuid__in=rows.values("pk")) if rows.query.where else Q()
        told = told_or_left(of_those, of_those, left) if of_those else ~Q(what=GONE)
        seen |= Q(kind=kind) & told
    return seen


def note_leaving(record: Any, before: Unit) -> None:
    """It was of the unit `before`, and is of another now."""
    paths = [before.path], [record.unit.path]
    note(*leaving(name_of(record), record.pk, *paths))


def note_new(records: Iterable[models.Model], what: str, at: datetime) -> None:
    """Note records that were made without a line of history: `what` says by which act."""
    note(*(noted(name_of(one), one.pk, what, at=at, version=1) for one in records))
