"""Addresses of the ledger rows behind the board's numbers: the same question, asked as a filter."""

from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from figures import units as coverage
from figures.scope import DAY, Question

KEPT = ("period", "found_from", "found_through", "as_of")  # what a unit's own board is asked too


class Links:
    """Of one question. `as_of` is the day it was asked of, None for now."""

    def __init__(self, question: Question, as_of: date | None = None) -> None:
        self.first, self.end = question.found_from, question.found_to
        tree_of = None if coverage.tree_is_todays(question) else question.tree_day
        unit = question.unit and question.unit.pk
        self.always = {"unit": unit, "as_of": as_of, "tree_of": tree_of}

    def rows(self, counted: str, first: date | None = None, end: date | None = None, **of) -> str:
        """Counted under the name, found in the period or in its part from `first` up to `end`."""
        first = max(filter(None, (first, self.first)), default=None)
        end = min(filter(None, (end, self.end)), default=None)
        days = {"found_from": first, "found_through": end and end - DAY}
        return self.open_to(counted=counted, **days, **of)

    def before(self) -> str:
        """Still open from before the period."""
        last = self.first and self.first - DAY
        return self.open_to(counted="open", found_through=last)

    def happened(self, name: str, first: date | None = None, end: date | None = None) -> str:
        first = max(filter(None, (first, self.first)), default=None)
        end = min(filter(None, (end, self.end)), default=None)
        return self.open_to(happened=name, happened_from=first, happened_to=end)

    def open_on(self, day: date | None) -> str:
        """All that was open in scope when `day` ended, whenever it was found."""
        return self.open_to(counted="open", **({"as_of": day} if day else {}))

    def stuck(self, step: str, desk: str = "", waited: str = "") -> str:
        return self.open_to(step=step, desk=desk, waited=waited)

    def open_to(self, **filters) -> str:
        return address("web:ledger", **{**self.always, **filters})


def board(unit, asked: dict[str, Any], **more) -> str:
    """The same question about another unit, or with something `more` asked."""
    return address("web:board", unit=unit, **{name: asked.get(name) for name in KEPT}, **more)


def address(name: str, **filters) -> str:
    query = QueryDict(mutable=True)
    query.update({key: str(value) for key, value in filters.items() if value})
    return f"{reverse(name)}?{query.urlencode()}"
