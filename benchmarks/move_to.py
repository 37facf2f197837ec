"""A ledger with its photos to Debian's PostgreSQL and an S3 store, and back to SQLite and files.

`python -m benchmarks.move_to --hazards 100000` moves by the operator's own command, which compares
each row and file and runs every proof on the new side; here the first and the last ledger are
compared once more, table by table and file by file, by code that knows nothing of the move. It ends
with 1 when they differ. The store is a slow one of Python's, or with `--store http://…` one that
runs already, its keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
"""

import argparse
import hashlib
import json
import logging
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
from moto.server import ThreadedMotoServer

from benchmarks import debian
from benchmarks.inside import HOUSE, inside, prepare
from benchmarks.ledgers.ledger import Ledger

BUCKET, REGION = "photos", "us-east-1"
KEYS = {"AWS_S3_REGION_NAME": REGION} | {
    name: os.environ.get(name, "key") for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
}
# What a database keeps for itself, when its tables were made, who was logged in on the old machine;
# the index of words is proved by `check_search`.
OWN = ("sqlite_", "hazards_pairs", "hazards_searchable", "django_migrations", "django_session")


def carried(one: Ledger, store: dict[str, str], *command: str) -> float:
    """Seconds that the operator's command took; it ends all of this when it fails."""
    begun = time.monotonic()
    told = one.environment | KEYS | store
    subprocess.run([sys.executable, "manage.py", *command], cwd=HOUSE, env=told, check=True)
    return time.monotonic() - begun


def tables_of(file: Path) -> Iterator[tuple[str, int, str]]:
    """Each table with its number of rows and the digest of all of them, in any order."""
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as ledger:
        names = ledger.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        for (name,) in names.fetchall():
            if name.startswith(OWN):
                continue
            found = ledger.execute(f'SELECT * FROM "{name}"')
            rows = sorted(repr([plain(value) for value in row]) for row in found)
            yield name, len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()


def plain(value: Any) -> Any:
    """PostgreSQL keeps the names in a JSON object in an order of its own."""
    if not isinstance(value, str) or value[:1] not in "{[":
        return value
    try:
        return json.dumps(json.loads(value), sort_keys=True)
    except ValueError:
        return value


def files_of(folder: Path) -> dict[str, str]:
    found = (Path(where) / name for where, _, names in os.walk(folder) for name in names)
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in found
        if not file.name.startswith(".")
    }


def differences(first: Path, last: Path) -> Iterator[str]:
    there = {name: told for name, *told in tables_of(last / "ledger.sqlite3")}
    rows = 0
    for name, *told in tables_of(first / "ledger.sqlite3"):
        rows += told[0]
        if there.get(name) != told:
            yield f"{name}: {told} there, {there.get(name)} here"
    before, after = files_of(first / "media"), files_of(last / "media")
    if before != after:
        names = [name for name in before | after if before.get(name) != after.get(name)]
        yield f"{len(names)} files differ, {names[:3]}"
    print(f"{rows} rows and {len(before)} files compared once more", flush=True)


@contextmanager
def store_at(address: str, port: int) -> Iterator[dict[str, str]]:
    """The settings of a store with the bucket, one made here unless there is an address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    own = None if address else ThreadedMotoServer(port=port, verbose=False)
    if own:
        own.start()
    endpoint = address or f"http://127.0.0.1:{port}"
    client: Any = boto3.client(
        "s3", endpoint_url=endpoint, region_name=REGION,
        aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"],
    )  # fmt: skip
    client.create_bucket(Bucket=BUCKET)
    yield {"AWS_STORAGE_BUCKET_NAME": BUCKET, "MEDIA_URL_S3": endpoint}
    if own:
        own.stop()


def round_trip(folder: Path, hazards: int, port: int, store: str) -> list[str]:
    first = Ledger(folder / "first")
    prepare(first)
    begun = time.monotonic()
    files = inside(first, "benchmarks.ledgers.photographed:fill", hazards=hazards)["files"]
    print(f"{hazards} hazards, {files} files in {time.monotonic() - begun:.0f} s", flush=True)
    with store_at(store, port + 2) as kept, debian.started(folder, port + 1) as server:
        there = Ledger(folder / "second", server.address())
        to_store = ("--bucket", BUCKET, "--endpoint", kept["MEDIA_URL_S3"])
        took = carried(first, {}, "move_to", server.address(), *to_store)
        print(f"to PostgreSQL and S3, with every proof: {took:.0f} s", flush=True)
        last = folder / "last"
        last.mkdir()
        back = ("move_to", f"sqlite:///{last / 'ledger.sqlite3'}", "--data-dir", str(last))
        took = carried(there, kept, *back)
        print(f"back to SQLite and files, with every proof: {took:.0f} s", flush=True)
    return list(differences(folder / "first", last))


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.move_to", description=__doc__)
    asked.add_argument("--hazards", type=int, default=2_000)
    asked.add_argument("--port", type=int, default=9250)
    asked.add_argument("--store", default="", help="address of an S3 store that runs already")
    told = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="ledger-moved-") as folder:
        faults = round_trip(Path(folder), told.hazards, told.port, told.store)
    print("\n".join(faults) or "Equal: every row, every file, every proof.")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
