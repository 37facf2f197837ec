"""How many there are of several things, asked in one statement that is made once."""

import uuid
from collections.abc import Callable, Hashable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, QuerySet, Value

Things = dict[str, QuerySet[Any]]
MOST = 500  # statements that are kept
ANY = uuid.UUID("4d3e6a80-7c1b-4f5a-9e2d-0b8f1c6a5e97")  # nobody's key
kept: dict[Hashable, tuple[list[str], str, tuple[Any, ...]]] = {}


def count_together(
    key: Hashable, things: Callable[[], Things], about: uuid.UUID | None = None
) -> dict[str, int]:
    """How many rows each of the querysets has, by its name. Of one that is cut off (`[:n]`) no more
    are looked for than that.

    To make such a statement takes Django longer than the database to answer it. So it is kept under
    `key`, which must hold all that the querysets are made of: who asks, with which roles, on which
    day. What is asked of one record is made with `ANY` for its key, and told of `about`.
    """
    if key not in kept:
        if len(kept) >= MOST:
            kept.clear()
        kept[key] = statement_of(things())
    names, sql, params = kept[key]
    found: list[Any] = []
    if sql:
        placeholder = adapted(ANY)
        with connection.cursor() as cursor:
            cursor.execute(sql, [adapted(about) if p == placeholder else p for p in params])
            found = cursor.fetchall()
    return dict.fromkeys(names, 0) | dict(found)


def statement_of(things: Things) -> tuple[list[str], str, tuple[Any, ...]]:
    """The names of the things, the statement ("" where none can have rows) and its parameters."""
    first, *others = [number_of(name, rows) for name, rows in things.items()]
    union = first.union(*others, all=True) if others else first
    try:
        sql, params = union.query.sql_with_params()
    except EmptyResultSet:
        return list(things), "", ()
    return list(things), sql, tuple(params)


def number_of(name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    if rows.query.is_sliced:
        rows = rows.model._base_manager.filter(pk__in=rows.values("pk"))
    counted = rows.order_by().values(called=Value(name)).annotate(n=Count("pk"))
    return counted.values_list("called", "n")


def adapted(key: uuid.UUID | None) -> Any:
    """As the database is told it."""
    return key if key is None or connection.features.has_native_uuid_field else key.hex
