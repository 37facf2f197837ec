"""Addresses of the ledger rows behind the board's numbers: the same query, asked as a filter."""

from datetime import date
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from figures import units
from figures.scope import DAY, FigureQuery, moment_of, tree_day

KEPT = ("period", "found_from", "found_through", "as_of")  # what a unit's own board is asked too


class Links:
    """Of one query. `as_of` is the day it was asked of, None for now."""

    def __init__(self, query: FigureQuery, as_of: date | None = None) -> None:
        self.query = query
        self.first, self.end = query.found_from, query.found_to
        unit = query.unit and query.unit.pk
        self.always = {"unit": unit, "as_of": as_of}

    def rows(self, counted: str, first: date | None = None, end: date | None = None, **of) -> str:
        """Counted under the name, found in the period or in its part from `first` up to `end`."""
        first = max(filter(None, (first, self.first)), default=None)
        end = min(filter(None, (end, self.end)), default=None)
        days = {"found_from": first, "found_through": end and end - DAY}
        return self.open_to(end, counted=counted, **days, **of)

    def before(self) -> str:
        """Still open from before the period."""
        last = self.first and self.first - DAY
        return self.open_to(self.first, counted="open", found_through=last)

    def happened(self, name: str, first: date | None = None, end: date | None = None) -> str:
        first = max(filter(None, (first, self.first)), default=None)
        end = min(filter(None, (end, self.end)), default=None)
        return self.open_to(end, happened=name, happened_from=first, happened_to=end)

    def open_on(self, day: date | None) -> str:
        """All that was open in scope when `day` ended, whenever it was found."""
        return self.open_to(None, counted="open", **({"as_of": day} if day else {}))

    def stuck(self, step: str, desk: str = "", waited: str = "") -> str:
        return self.open_to(None, step=step, desk=desk, waited=waited)

    def open_to(self, end: date | None, **filters) -> str:
        """A list of the period that ends before `end`, which is said in `filters` as well."""
        asked = {**self.always, **filters}
        tree_of = self.tree_of(end, asked["as_of"]) if asked["unit"] else None
        return address("web:ledger", **asked, tree_of=tree_of)

    def tree_of(self, end: date | None, as_of: date | None) -> date | None:
        """The day whose tree is counted here; left out where that is today's tree and the one such
        a list would count in by itself (`figures.lists.scope`)."""
        now = timezone.now()
        wanted, today = self.query.counted_day, timezone.localdate(now)
        days = (wanted, today, tree_day(end, moment_of(as_of, now)) or today)
        return wanted if any(min(days) < day <= max(days) for day in self.changes) else None

    @cached_property
    def changes(self) -> list[date]:
        return units.days_of_change()


def board(unit, asked: dict[str, Any], **more) -> str:
    """The same query about another unit, or with something `more` asked."""
    return address("web:board", unit=unit, **{name: asked.get(name) for name in KEPT}, **more)


def address(name: str, **filters) -> str:
    query = QueryDict(mutable=True)
    query.update({key: str(value) for key, value in filters.items() if value})
    return f"{reverse(name)}?{query.urlencode()}"
