"""A ledger of the version before becomes one of this version, and every proof still holds.

`from_287feac` is a backup of a small ledger made with the tables of commit 287feac: hazards in all
states, returns that were handed in, a sample with a result, a job that waits, a token (which a
restore ends). It cannot be made anew with later code, and need not be: what was written then stays
as it was.
"""

import gzip
import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from tests.backup.test_commands import run
from tests.figures.lives import june

BEFORE = Path(__file__).resolve().parent / "from_287feac"
HELD = {"hazards_hazard": 10, "reports_submission": 2, "rechecks_result": 1, "knox_authtoken": 0}
FIRST_MOMENT = "574559"  # microseconds
DOCUMENT = 3  # its place in a row of submissions


@pytest.fixture
def database(tmp_path):
    """Where it is restored to: an empty database of the kind the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'ledger.sqlite3'}"
        return
    name, url = f"upgraded_{os.getpid()}", urlsplit(os.environ["DATABASE_URL"])
    with closing(psycopg.connect(url.geturl(), autocommit=True)) as server:
        server.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
        yield url._replace(path=f"/{name}").geturl()
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def rows_of(url: str, sql: str) -> list[tuple]:
    if url.startswith("sqlite:///"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database:
            return database.execute(sql).fetchall()
    with closing(psycopg.connect(url)) as database:
        return database.execute(sql).fetchall()


@pytest.mark.on_both
@pytest.mark.exhaustive
def test_its_tables_are_migrated_after_the_rows_are_in_and_every_proof_holds(tmp_path, database):
    service = {"data": tmp_path, "DATABASE_URL": database}
    said, code = run("restore", BEFORE, **service)
    assert code == 0 and said.endswith("Everything holds.\n"), said
    said, code = run("migrate", "--check", **service)
    assert code == 0, said
    for table, rows in HELD.items():
        assert rows_of(database, f"SELECT COUNT(*) FROM {table}") == [(rows,)], table
    (first,) = rows_of(database, "SELECT at FROM hazards_historyentry WHERE id = 1")
    assert FIRST_MOMENT in f"{first[0]}"
    frozen = rows_of(database, "SELECT document FROM reports_submission ORDER BY id")
    assert [text for (text,) in frozen] == documents_before()
    said, code = run("verify_returns", **service)
    assert (said, code) == ("2 submissions are what they were made of.\n", 0)


def documents_before() -> list[str]:
    """The returns as the version before froze them."""
    (file,) = BEFORE.glob("*/tables/reports_submission.jsonl.gz")
    rows = gzip.decompress(file.read_bytes()).decode().splitlines()
    return [json.loads(row)[DOCUMENT] for row in rows]


def test_a_return_that_counts_hazards_is_still_frozen_in_the_shape_of_before(cast, lives, desk):
    """What says nothing new says it in the same bytes: no key has come, none has gone."""
    lives.found(june(10), source="tip")
    desk.hand_in("school")
    now, before = (json.loads(text) for text in (document_of(desk), documents_before()[0]))
    assert shape(now) == shape(before)


def document_of(desk) -> str:
    return desk.of("school").submission.document


def shape(told: Any) -> Any:
    """The keys, and of a list what its first item is."""
    if isinstance(told, dict):
        return {key: shape(value) for key, value in told.items()}
    return [shape(told[0])] if isinstance(told, list) and told and isinstance(told[0], dict) else ""
