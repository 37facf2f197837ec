"""One district's days: worked on, taught on, or off. It is read by `deadlines.reading`.

What is said here of a day holds as long as nobody enters another thing for it. A day outside every
term that was entered counts as in the holidays where it lies between two of them, and as taught on
where it lies before the first or after the last: of days nobody has entered anything for, too much
comes due rather than too little.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from deadlines.public_holidays import HOLIDAYS, WORKED, Holiday

SATURDAY = 5
ONE = timedelta(days=1)


class Counted(StrEnum):
    """Which days a cycle counts."""

    ALL = "all"
    WORKING = "working"
    SCHOOL = "school"


@dataclass(frozen=True)
class Span:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def days(self) -> Iterator[date]:
        return (self.first + ONE * n for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True)
class Calendar:
    """`changed` says of single days whether they are worked on, before everything else."""

    terms: tuple[Span, ...] = ()
    flood_seasons: tuple[Span, ...] = ()
    changed: Mapping[date, bool] = field(default_factory=dict)
    holidays: tuple[Holiday, ...] = HOLIDAYS
    worked: frozenset[date] = WORKED

    def is_workday(self, day: date) -> bool:
        if day in self.changed:
            return self.changed[day]
        if day in self.worked:
            return True
        off = any(one.first <= day <= one.last for one in self.holidays)
        return not off and day.weekday() < SATURDAY

    def is_school_day(self, day: date) -> bool:
        return self.is_workday(day) and not self.is_in_school_holidays(day)

    def is_in_school_holidays(self, day: date) -> bool:
        """Between two terms that were entered."""
        before = any(term.last < day for term in self.terms)
        after = any(term.first > day for term in self.terms)
        return before and after and not any(day in term for term in self.terms)

    def counts(self, day: date, counted: Counted) -> bool:
        if counted == Counted.ALL:
            return True
        return self.is_school_day(day) if counted == Counted.SCHOOL else self.is_workday(day)


def spans(rows: Iterable[tuple[date, date]]) -> tuple[Span, ...]:
    """In the order of their days."""
    return tuple(Span(first, last) for first, last in sorted(rows))
