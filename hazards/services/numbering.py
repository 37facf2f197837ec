"""Ledger numbers such as 2021-JZ012-0007: gapless within a unit and year."""

from django.db import connection

from hazards.models.hazard import NumberSeries
from organizations.models import Unit

NEXT = f"""
    INSERT INTO {NumberSeries._meta.db_table} (unit_id, year, last) VALUES (%s, %s, 1)
    ON CONFLICT (unit_id, year) DO UPDATE SET last = {NumberSeries._meta.db_table}.last + 1
    RETURNING last
"""


def next_number(unit: Unit, year: int) -> str:
    """Take the next number; the row stays locked until the caller's transaction ends.

    One statement on both databases, so two reporters queue here instead of colliding, and a
    rolled-back report gives its number back.
    """
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [unit.pk, year])
        (running,) = cursor.fetchone()
    return f"{year}-{unit.code}-{running:04d}"
