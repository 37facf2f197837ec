"""Triggers that refuse what the ledger never does, also to whoever goes past the ORM.

The migrations of every room use them as they are, so nothing here is ever changed: what a ledger
needs otherwise from then on is added beside it.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import migrations

SQLITE = """
    CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} WHEN {when}
    BEGIN SELECT RAISE(ABORT, 'the ledger keeps everything'); END
"""
POSTGRES_FUNCTION = """
    CREATE OR REPLACE FUNCTION ledger_keeps_everything() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the ledger keeps everything'; END $$
"""
POSTGRES = """
    CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} FOR EACH ROW WHEN ({when})
    EXECUTE FUNCTION ledger_keeps_everything()
"""


class Never(NamedTuple):
    """`event` on a row of `table` is refused where `when` (SQL over OLD and NEW) holds."""

    table: str
    event: str
    name: str
    when: str = "TRUE"


def refuse(rules: Iterable[Never]) -> migrations.RunPython:
    """The operation of a migration that makes the triggers, and unmade drops them."""
    rules = list(rules)

    def create(apps, schema_editor) -> None:
        on_postgres = schema_editor.connection.vendor == "postgresql"
        if on_postgres:
            schema_editor.execute(POSTGRES_FUNCTION)
        for rule in rules:
            sql = POSTGRES if on_postgres else SQLITE
            schema_editor.execute(sql.format(**rule._asdict()))

    def drop(apps, schema_editor) -> None:
        on_postgres = schema_editor.connection.vendor == "postgresql"
        for rule in rules:
            place = f" ON {rule.table}" if on_postgres else ""
            schema_editor.execute(f"DROP TRIGGER {rule.table}_{rule.name}{place}")

    return migrations.RunPython(create, drop)
