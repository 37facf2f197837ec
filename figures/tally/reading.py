"""The running tally's rows for several tables at once, in one statement.

What is folded and what is not folded yet is read together, so that a fold under way meanwhile is
seen whole or not at all; and so is all that one page asks, so that its tables are of one moment.
The statements are put together by hand: writing them took Django longer than answering them took
the databases.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import connection

from figures.tally.periods import Bands, Bound, Segment, segments, whole
from hazards.figures.rules import AGES
from hazards.models import Change, Count, FoldedPlace, Spread
from hazards.tally.tables import COUNTS, NO_DAYS, By
from organizations.units import path_after

Paths = dict[int, str]  # of units: where they stood when they were folded
Row = tuple[Any, ...]
Part = tuple[str, list[Any]]  # a SELECT and its parameters
NOTHING = "''"
MONTH = {"postgresql": "to_char({}, 'YYYY-MM')", "sqlite": "SUBSTR({}, 1, 7)"}


class Shape(NamedTuple):
    """How rows are told apart: folded ones, and in the words of a change that is not folded yet.
    `{month}` stands for the month of its day. `ages` are bands of days, {} tells none; with
    `is_by_unit` each unit's rows are its own."""

    by: str
    folded: str
    waiting: str
    ages: Bands = AGES
    is_by_unit: bool = False


MONTHS = Shape(By.ALL.value, "{month}", "{month}")
CATEGORIES = Shape(By.CATEGORY.value, "key", "CAST(category AS VARCHAR(24))")
SOURCES = Shape(By.SOURCE.value, "key", "source")
UNITS = Shape(By.ALL.value, NOTHING, NOTHING, is_by_unit=True)


class Wanted(NamedTuple):
    """The rows of a shape, found in [first, end), of the units in `bases` and of all below them."""

    shape: Shape
    bases: Paths
    first: Bound
    end: Bound

    @property
    def key(self) -> tuple[Any, ...]:
        shape = self.shape
        named = (shape.by, shape.folded, shape.is_by_unit, tuple(shape.ages))
        return (*named, frozenset(self.bases), self.first, self.end)


def sums(wanted: Sequence[Wanted], today: date) -> list[list[Row]]:
    """For each the rows (unit or 0, place, group, severity, age, a sum for each of `COUNTS`); the
    unit is of what is folded, the place of what is not folded yet."""
    told = ", ".join(f"SUM({quoted(name)})" for name in COUNTS)
    return read(parts_of_sums(wanted, today, told), len(wanted))


def parts_of_sums(wanted: Sequence[Wanted], today: date, told: str) -> Iterator[Part]:
    for nth, one in enumerate(wanted):
        if one.bases:
            pieces = cut(one, today)
            yield from (folded(nth, one, piece, Count, told) for piece in pieces)
            yield waiting(nth, one, today, told)


def days(wanted: Sequence[Wanted], today: date) -> list[list[Row]]:
    """For each the rows (unit or 0, place, group, severity, "", days, how many closed in them)."""
    return read(parts_of_days(wanted, today), len(wanted))


def parts_of_days(wanted: Sequence[Wanted], today: date) -> Iterator[Part]:
    told = "days, SUM(closed)"
    for nth, one in enumerate(wanted):
        if one.bases:
            pieces = whole(one.first, one.end, today)
            yield from (folded(nth, one, piece, Spread, told, ", days") for piece in pieces)
            yield waiting(nth, one, today, told, f" AND days <> {NO_DAYS}", ", days")


def cut(wanted: Wanted, today: date) -> Iterable[Segment]:
    if wanted.shape.ages:
        return segments(wanted.first, wanted.end, today, wanted.shape.ages)
    return whole(wanted.first, wanted.end, today)


def folded(nth: int, wanted: Wanted, piece: Segment, table, told: str, apart: str = "") -> Part:
    shape = wanted.shape
    unit = "unit_id" if shape.is_by_unit else "0"
    period, its_days = during(piece.start, piece.end)
    units = ", ".join(["%s"] * len(wanted.bases))
    sql = (
        f"SELECT {nth}, {unit}, '', {group(shape.folded)}, severity, %s, {told}"
        f" FROM {table._meta.db_table} WHERE unit_id IN ({units})"
        f" AND {quoted('by')} = %s AND grain = %s{period} GROUP BY 2, 4, severity{apart}"
    )
    grain = str(getattr(piece.grain, "value", piece.grain))
    return sql, [piece.age, *wanted.bases, shape.by, grain, *its_days]


def waiting(
    nth: int, wanted: Wanted, today: date, told: str, rule: str = "", apart: str = ""
) -> Part:
    """With the place its unit will be folded at."""
    shape, tops = wanted.shape, highest(wanted.bases.values())
    where = "path" if shape.is_by_unit else NOTHING
    age, its_days = age_on(shape.ages if not apart else {}, today)
    period, bounds = during(wanted.first, wanted.end)
    desk = "<>" if shape.by == By.DESK else "="
    here = " OR ".join(["path >= %s AND path < %s"] * len(tops))
    sql = (
        f"SELECT {nth}, 0, {where}, {group(shape.waiting)}, severity, {age}, {told}"
        f" FROM {Change._meta.db_table} c JOIN {FoldedPlace._meta.db_table} p"
        f" ON p.unit_id = c.unit_id WHERE ({here}) AND effective_on <= %s"
        f" AND desk {desk} ''{rule}{period} GROUP BY 3, 4, severity, 6{apart}"
    )
    ranges = [bound for top in tops for bound in (top, path_after(top))]
    return sql, [*its_days, *ranges, adapted(today), *bounds]


def group(told: str) -> str:
    return told.format(month=MONTH[connection.vendor].format("day"))


def age_on(ages: Bands, today: date) -> Part:
    """In which band of days a day lies; the last band has no end."""
    if not ages:
        return NOTHING, []
    *young, last = ages
    whens = " ".join(f"WHEN day >= %s THEN '{age}'" for age in young)
    ends = [adapted(today - timedelta(days=ages[age][1] or 0)) for age in young]
    return f"CASE {whens} ELSE '{last}' END", ends


def during(start: Bound, end: Bound) -> Part:
    since = " AND day >= %s" if start else ""
    until = " AND day < %s" if end else ""
    return since + until, [adapted(day) for day in (start, end) if day]


def highest(paths: Iterable[str]) -> list[str]:
    """Those that lie below none of the others."""
    tops: list[str] = []
    for path in sorted(paths):
        if not tops or not path.startswith(tops[-1]):
            tops.append(path)
    return tops


def read(parts: Iterable[Part], n: int) -> list[list[Row]]:
    """The rows of each of `n` that were wanted, by the number each part begins with."""
    heaps: list[list[Row]] = [[] for _ in range(n)]
    found = list(parts)
    if found:
        with connection.cursor() as cursor:
            sql = " UNION ALL ".join(sql for sql, _ in found)
            cursor.execute(sql, [one for _, params in found for one in params])
            for nth, *row in cursor.fetchall():
                heaps[nth].append(tuple(row))
    return heaps


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def adapted(day: date) -> Any:
    return connection.ops.adapt_datefield_value(day)
