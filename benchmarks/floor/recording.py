"""Writes down what the real service asks its database for, so that the floor can ask the same.

Runs inside the scratch ledger, where the calls are really made once; the floor's ledger is a
copy of the same day in which they have not been made yet.
"""

import json
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Any

from django.db import connection
from django.db.backends.sqlite3.base import FORMAT_QMARK_REGEX
from django.test import Client
from psycopg.types.json import Jsonb

from benchmarks.floor.calls import Ask, kinds

Step = tuple[str, Any]  # SQL as the bare driver wants it, and its parameters
# `steps` in order, the `document` answered with, whether the request `keeps_photo`. Plain data:
# the floor reads it without loading anything of the service.
Recording = dict[str, Any]


def record(file: str, known: dict[str, Any], writes: int) -> dict[str, int]:
    """Make every call once; the recordings go into `file`. Returns how many statements each
    kind of call takes."""
    client, recordings, statements = Client(), {}, {}
    for kind in kinds(known, writes):
        for number, asks in enumerate(kind.times):
            for part, ask in enumerate(asks):
                recordings[kind.name, number, part] = made(client, ask)
        last = [recordings[kind.name, 0, part] for part in range(len(kind.times[0]))]
        statements[kind.name] = sum(len(recording["steps"]) for recording in last)
    with open(file, "wb") as out:
        pickle.dump({"vendor": connection.vendor, "recordings": recordings}, out)
    return statements


def made(client: Client, ask: Ask) -> Recording:
    headers = {**ask.headers, "Host": "127.0.0.1"}
    with watched() as steps:
        answer = client.generic(
            ask.method, ask.path, ask.body, content_type=ask.content_type, headers=headers
        )
    if answer.status_code not in (200, 201):
        raise SystemExit(f"{ask.method} {ask.path}: {answer.status_code} {answer.content[:400]!r}")
    text = answer.content.decode()
    is_json = answer["Content-Type"].startswith("application/json")
    document = json.loads(text) if is_json else text
    return {"steps": steps, "document": document, "keeps_photo": ask.path.endswith("/photos/")}


@contextmanager
def watched() -> Iterator[list[Step]]:
    """Everything that goes to the driver meanwhile, the limits of transactions included."""
    steps: list[Step] = []

    def wrapper(execute, sql, params, many, context):
        steps.append((sql if params is None else plain(sql), bare(params)))
        return execute(sql, params, many, context)

    begin, commit, rollback = connection.set_autocommit, connection.commit, connection.rollback

    def set_autocommit(autocommit, **options):
        if not autocommit and connection.vendor == "postgresql":
            steps.append(("BEGIN", None))  # psycopg says it itself, before the next statement
        begin(autocommit, **options)

    def committed():
        steps.append(("COMMIT", None))
        commit()

    def taken_back():  # how a reading as of one moment ends
        steps.append(("ROLLBACK", None))
        rollback()

    connection.set_autocommit, connection.commit = set_autocommit, committed
    connection.rollback = taken_back
    try:
        with connection.execute_wrapper(wrapper):
            yield steps
    finally:
        del connection.set_autocommit, connection.commit, connection.rollback


def plain(sql: str) -> str:
    """SQLite's own driver writes its placeholders differently."""
    if connection.vendor != "sqlite":
        return sql
    return FORMAT_QMARK_REGEX.sub("?", sql).replace("%%", "%")


def bare(params: Any) -> tuple[Any, ...] | None:
    return None if params is None else tuple(map(bare_value, params))


def bare_value(value: Any) -> Any:
    """Without our own enumerations; the driver takes their values anyway."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, list):  # a column of many rows, on PostgreSQL
        return [bare_value(one) for one in value]
    return Jsonb(json.loads(json.dumps(value.obj))) if isinstance(value, Jsonb) else value
