"""How often something comes due, and in which window of days it is to be done each time.

A cycle cuts time into periods. The window of a period begins with the first of its days that counts
and ends with the last one; a period none of whose days counts has no window. So nothing is ever due
on a day off, and windows of one cycle never overlap.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from deadlines.calendar import Calendar, Counted, Span

WEEK_BEFORE, FORTNIGHT_BEFORE = 7, 14  # days ahead of a term or holiday, and of the flood season
HORIZON = 430  # days looked ahead for the next window; a year and what may lie between
AFTERWARDS = 30  # days it may be made up for where no next window is known


class Cycle(models.TextChoices):
    EACH_TRIP = "each_trip", _("Each trip")
    DAILY = "daily", _("Daily")
    WEEKLY = "weekly", _("Weekly")
    MONTHLY = "monthly", _("Monthly")
    TWO_MONTHLY = "two_monthly", _("Every two months")
    QUARTERLY = "quarterly", _("Quarterly")
    TERMLY = "termly", _("Each term")
    HALF_YEARLY = "half_yearly", _("Half-yearly")
    YEARLY = "yearly", _("Yearly")
    BEFORE_TERM = "before_term", _("Before term")
    BEFORE_HOLIDAY = "before_holiday", _("Before holidays")
    BEFORE_FLOOD_SEASON = "before_flood_season", _("Before the flood season")


MONTHS = {
    Cycle.MONTHLY: 1,
    Cycle.TWO_MONTHLY: 2,
    Cycle.QUARTERLY: 3,
    Cycle.HALF_YEARLY: 6,
    Cycle.YEARLY: 12,
}


class Window(NamedTuple):
    """First and last day, both included."""

    opens_on: date
    last_on: date


class Windows:
    """The windows in one calendar. What it has worked out it remembers; make a new one where the
    calendar has changed."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self._known: dict[tuple[Span, Counted], Window | None] = {}

    def opening(self, cycle: Cycle, counted: Counted, on: date) -> Window | None:
        """The window that begins on this very day."""
        window = self.around(cycle, counted, on)
        return window if window and window.opens_on == on else None

    def around(self, cycle: Cycle, counted: Counted, day: date) -> Window | None:
        """The window of the period `day` lies in."""
        period = self.period(cycle, day)
        if period is None:
            return None
        if (period, counted) not in self._known:
            self._known[period, counted] = self._window(period, counted)
        return self._known[period, counted]

    def next_opening(self, cycle: Cycle, counted: Counted, after: date) -> date | None:
        """The first day after `after` on which a window begins, as far as is known."""
        for n in range(1, HORIZON):
            day = after + timedelta(days=n)
            if self.opening(cycle, counted, day):
                return day
        return None

    def late_until(self, cycle: Cycle, counted: Counted, window: Window) -> date:
        """The last day on which it may still be made up for: until the next window begins."""
        following = self.next_opening(cycle, counted, window.last_on)
        days = timedelta(days=1)
        return following - days if following else window.last_on + days * AFTERWARDS

    def period(self, cycle: Cycle, day: date) -> Span | None:
        if cycle in (Cycle.EACH_TRIP, Cycle.DAILY):
            return Span(day, day)
        if cycle == Cycle.WEEKLY:
            monday = day - timedelta(days=day.weekday())
            return Span(monday, monday + timedelta(days=6))
        if cycle in MONTHS:
            return months_around(day, MONTHS[cycle])
        return next((span for span in self._special(cycle) if day in span), None)

    def _special(self, cycle: Cycle) -> Iterable[Span]:
        calendar = self.calendar
        if cycle == Cycle.TERMLY:
            return calendar.terms
        if cycle == Cycle.BEFORE_TERM:
            return (ahead_of(term.first, WEEK_BEFORE) for term in calendar.terms)
        if cycle == Cycle.BEFORE_HOLIDAY:
            return (ahead_of(one.first, WEEK_BEFORE) for one in calendar.holidays)
        return (ahead_of(season.first, FORTNIGHT_BEFORE) for season in calendar.flood_seasons)

    def _window(self, period: Span, counted: Counted) -> Window | None:
        days = [day for day in period.days() if self.calendar.counts(day, counted)]
        return Window(days[0], days[-1]) if days else None


def ahead_of(day: date, days: int) -> Span:
    return Span(day - timedelta(days=days), day - timedelta(days=1))


def months_around(day: date, n: int) -> Span:
    """The `n` whole months, counted from January, that `day` lies in."""
    first_month = (day.month - 1) // n * n + 1
    first = date(day.year, first_month, 1)
    ends = first_month + n
    end = date(day.year + (ends > 12), (ends - 1) % 12 + 1, 1)
    return Span(first, end - timedelta(days=1))
