"""What the database says it will do for a statement: the ways into its tables."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

BIG = ("hazards_hazard", "hazards_historyentry", "hazards_count", "hazards_change")


def whole_tables_read(act: Callable[[], Any]) -> list[str]:
    """The statements of `act` that would read one of the big tables from one end to the other,
    each with its plan. An index read in its order, for the first rows of a list, is no such
    reading; PostgreSQL is told not to prefer it merely because the tables of a test are small."""
    with CaptureQueriesContext(connection) as made:
        act()
    statements = [q["sql"] for q in made.captured_queries if q["sql"].startswith("SELECT")]
    with without_preference():
        plans = [(sql, plan_of(sql)) for sql in statements]
    return [f"{sql}\n{plan}" for sql, plan in plans if reads_all(plan, " LIMIT " in sql)]


def plan_of(sql: str) -> str:
    explain = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
    with connection.cursor() as cursor:
        cursor.execute(explain + sql.replace("%", "%%") if "%" in sql else explain + sql)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


@contextmanager
def without_preference() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        yield
        cursor.execute("SET enable_seqscan = on")


def reads_all(plan: str, is_first_page: bool) -> bool:
    """SQLite says SCAN, and USING INDEX where it follows one, which only a first page may; an index
    of nothing but the rows that are asked for is no whole table."""
    may_follow = r"(?! USING)" if is_first_page else r"(?! USING.* hazard_violation)"
    ways = (rf"Seq Scan on {table}\b|SCAN {table}\b{may_follow}" for table in BIG)
    return any(re.search(way, plan) for way in ways)
