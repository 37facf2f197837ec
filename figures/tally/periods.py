"""A period cut into the pieces the running tally can be read in."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from figures.scope import DAY
from hazards.figures.rules import AGES
from hazards.tally.tables import Grain

Bands = dict[str, tuple[int, int | None]]  # whole days; the last band has no end
Bound = date | None


class Segment(NamedTuple):
    """The days [start, end), read at one grain; what was found on them is of one age."""

    grain: str
    start: Bound
    end: Bound
    age: str


def segments(first: Bound, end: Bound, today: date, ages: Bands = AGES) -> Iterator[Segment]:
    """The days [first, end) cut at the ages; the oldest into whole months and their edges."""
    for age, (least, most) in ages.items():
        start = first if most is None else later(first, today - timedelta(days=most))
        stop = earlier(end, today - timedelta(days=least - 1)) if least else end
        for grain, since, until in months_and_edges(start, stop):
            yield Segment(grain, since, until, age)


def whole(first: Bound, end: Bound, today: date) -> Iterator[Segment]:
    """The days [first, end) in as few pieces as can be, whatever is of which age. Nothing is found
    after today, so that a month under way is read whole where the period goes on beyond today."""
    for grain, since, until in months_and_edges(first, None if is_before(today, end) else end):
        yield Segment(grain, since, until, "")


def months_and_edges(start: Bound, end: Bound) -> Iterator[tuple[str, Bound, Bound]]:
    """Whole months, and the days before and after them."""
    since = start and (start if start.day == 1 else next_month(start))
    until = end and month_of(end)
    if is_before(since, until):
        yield Grain.MONTH, since, until
        edges = [(start, since)] * bool(start) + [(until, end)] * bool(end)
    else:
        edges = [(start, end)]
    for edge in edges:
        if is_before(*edge):
            yield Grain.DAY, *edge


def month_of(day: date) -> date:
    return day.replace(day=1)


def next_month(day: date) -> date:
    return month_of(month_of(day) + 31 * DAY)


def later(one: Bound, other: date) -> date:
    return max(one, other) if one else other


def earlier(one: Bound, other: date) -> date:
    return min(one, other) if one else other


def is_before(start: Bound, end: Bound) -> bool:
    return start is None or end is None or start < end
