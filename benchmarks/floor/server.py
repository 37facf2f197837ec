"""The floor: the same SQL through the bare driver and a bare `json.dumps`, behind the same server.

A WSGI application without a framework. `FLOOR` names the file of recordings, `DATABASE_URL` or
`DATA_DIR` the ledger; a path such as `/assign/17/0` asks for one recorded request.
"""

import json
import os
import pickle
import sqlite3
import threading
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.picture import bare
from hazards.search.bigrams import pairs_in

FOLDER = Path(os.environ["DATA_DIR"])
own = threading.local()
sqlite3.register_adapter(Decimal, str)


def recorded() -> dict[str, Any]:
    """Written by ourselves a moment ago, so unpickling it is safe."""
    with open(os.environ["FLOOR"], "rb") as file:
        return pickle.load(file)


told = recorded()


def connected() -> Any:
    """A connection for each thread, set up as the service's own."""
    if not hasattr(own, "connection"):
        own.connection = sqlite() if told["vendor"] == "sqlite" else postgres()
    return own.connection


def sqlite() -> sqlite3.Connection:
    file = FOLDER / "ledger.sqlite3"
    connection = sqlite3.connect(file, timeout=20, isolation_level=None)
    connection.executescript(
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
    )
    connection.create_function("hazard_pairs", 1, pairs_in, deterministic=True)
    return connection


def postgres() -> psycopg.Connection:
    """Parameters are bound by the client, as Django's are: the server is told the same bytes."""
    url = os.environ["DATABASE_URL"]
    return psycopg.connect(url, autocommit=True, cursor_factory=psycopg.ClientCursor)


def replay(steps) -> None:
    connection = connected()
    for sql, params in steps:
        cursor = connection.execute(sql) if params is None else connection.execute(sql, params)
        if cursor.description:
            cursor.fetchall()


def keep(body: bytes, name: str) -> None:
    """A JPEG says itself where it ends, so the rest of the form may follow it."""
    for size, picture in bare(body[body.index(b"\xff\xd8\xff") :]).items():
        (FOLDER / f"{name}-{size}.jpg").write_bytes(picture)


def application(environ, start_response):
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    kind, number, part = environ["PATH_INFO"].strip("/").split("/")
    recording = told["recordings"][kind, int(number), int(part)]
    if recording["keeps_photo"]:
        keep(body, number)
    replay(recording["steps"])
    answer = json.dumps(recording["document"], ensure_ascii=False).encode()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(answer)))]
    start_response("200 OK", headers)
    return [answer]
