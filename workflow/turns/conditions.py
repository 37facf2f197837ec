"""When a turn is there: a condition of the database, asked of one record that has been read."""

from typing import Any

from django.db.models import F, Q


def meets(record: Any, condition: Q) -> bool:
    """Does the record meet it? Read off the row itself, without a question to the database."""
    children: list[Any] = list(condition.children)
    found = (
        meets(record, child) if isinstance(child, Q) else _is(record, *child) for child in children
    )
    is_met = any(found) if condition.connector == Q.OR else all(found)
    return is_met != condition.negated


def _is(record: Any, path: str, value: Any) -> bool:
    wanted = read(record, value.name) if isinstance(value, F) else value  # type: ignore[attr-defined]
    return read(record, path) == wanted


def read(record: Any, path: str) -> Any:
    """What stands in the record, a relation a step: `unit__path`."""
    for name in path.split("__"):
        record = getattr(record, name)
    return record
