"""Changing tips as somebody would who owns the database."""

from typing import Any

from django.db import connection

ON_POSTGRES = connection.vendor == "postgresql"


def key(record: Any) -> Any:
    return record.pk if ON_POSTGRES else record.pk.hex


def past_the_triggers(sql: str, *told: Any) -> None:
    with connection.cursor() as cursor:
        if ON_POSTGRES:
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                if name.startswith("tips"):
                    cursor.execute(f'DROP TRIGGER "{name}"')
        cursor.execute(sql, told)
