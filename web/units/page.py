"""What the page of a unit says, and a row of the list."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from accounts.staff.merging import roles_not_over
from organizations.models import Membership, OtherName, Placement, Unit
from organizations.unit_life import stakes

FORMER = OtherName.Kind.FORMER


class Row(NamedTuple):
    unit: Unit
    people: int


class Span(NamedTuple):
    """Something that held from a day to a day; None where it holds still or has held all along."""

    what: Any
    since: date | None
    until: date | None


class Hanging(NamedTuple):
    label: Any
    n: int
    url: str


def rows_of(units: Iterable[Unit]) -> list[Row]:
    shown = list(units)
    held = Membership.objects.held().filter(unit__in=shown).order_by().values("unit")
    held = held.filter(user__service_since=None)
    people = dict(held.annotate(n=Count("user", distinct=True)).values_list("unit", "n"))
    return [Row(unit, people.get(unit.pk, 0)) for unit in shown]


class UnitPage:
    def __init__(self, unit: Unit) -> None:
        self.unit = unit

    @cached_property
    def other_names(self) -> list[Any]:
        return list(self.unit.other_names.all())

    @property
    def names(self) -> list[Span]:
        """Newest first: what it is called, and was called."""
        former = [name for name in self.other_names if name.kind == FORMER and name.until]
        ends = [name.until for name in former]
        names = [*(name.name for name in former), self.unit.name]
        spans = map(Span, names, [None, *ends], [*ends, None])
        return [*spans][::-1]

    @property
    def found_by(self) -> list[Any]:
        """Short names, and those of units merged into it."""
        return [name for name in self.other_names if name.kind != FORMER or not name.until]

    @cached_property
    def places(self) -> list[Span]:
        rows = Placement.objects.filter(unit=self.unit).select_related("parent").order_by("-since")
        return [
            Span(row.parent, row.since, None if row.until == date.max else row.until)
            for row in rows
        ]

    @cached_property
    def roles(self) -> list[Membership]:
        return roles_not_over(self.unit, timezone.localdate())

    @cached_property
    def below(self) -> list[Unit]:
        return list(self.unit.children.filter(closed_on=None).in_order())

    @cached_property
    def merged_here(self) -> list[Unit]:
        return list(self.unit.merged_units.in_order())

    @cached_property
    def hanging(self) -> list[Hanging]:
        found = stakes.hanging_on(self.unit)
        return [
            Hanging(stake.label, found[name], self.rows_of(name))
            for name, stake in stakes.STAKES.items()
        ]

    def rows_of(self, stake: str) -> str:
        """The page on which these rows stand."""
        if stake not in ROWS:
            return ""
        page, query = ROWS[stake]
        asked = {name: value or self.unit.pk for name, value in query.items()}
        return f"{reverse(page)}?{urlencode(asked)}" if asked else reverse(page)


# Where the rows of a stake stand; what has no value is the unit.
ROWS: dict[str, tuple[str, dict[str, str]]] = {
    "hazards": ("web:ledger", {"unit": "", "state": "open"}),
    "offers": ("web:transfers", {}),
    "returns": ("web:returns", {}),
    "rechecks": ("web:samples", {}),
}
