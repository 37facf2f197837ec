"""The same figures, row by row: by unit, category, month, severity or source."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    CharField,
    DateField,
    F,
    Value,
    When,
)
from django.db.models.functions import Substr, TruncMonth
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from figures import units
from figures.scope import DAY, FigureQuery, zone
from hazards.models import Category, Source
from organizations.models import Unit
from organizations.units import below
from workflow.states import Severity

ELSEWHERE = ""  # the group of a hazard that lies outside every row's unit


class Row(NamedTuple):
    """One row: the group it shows, and how it is named. `key` is what a filter takes."""

    group: Any
    told: dict[str, Any]
    is_always_shown: bool = True


class Breakdown(NamedTuple):
    """How rows are told apart: in the running tally (by its name there), in the table of hazards,
    of events, and of units."""

    by: str | None
    of_hazards: Any
    of_events: Any
    rows: Callable[[Iterable], list[Row]]
    of_units: Any = None

    @property
    def keys(self) -> tuple[Any, Any]:
        return self.of_hazards, self.of_events


def by_field(name: str, rows: list[Row]) -> Breakdown:
    return Breakdown(name, F(name), F(name), lambda found: rows)


def by_severity(query: FigureQuery) -> Breakdown:
    return by_field("severity", named(Severity))


def by_source(query: FigureQuery) -> Breakdown:
    return by_field("source", named(Source))


def named(choices) -> list[Row]:
    return [Row(value, {"key": value, "label": str(label)}) for value, label in choices.choices]


def by_category(query: FigureQuery) -> Breakdown:
    """A retired category is shown only where something was found under it."""
    return by_field("category", [category_row(c) for c in Category.objects.all()])


def category_row(category: Category) -> Row:
    told = {"key": category.pk, "code": category.code, "label": category.label}
    return Row(category.pk, told, category.retired_on is None)


def by_month(query: FigureQuery) -> Breakdown:
    """Hazards by the month they were found in, events by the month they happened in."""
    return Breakdown(
        "month",
        TruncMonth("found_on", output_field=DateField()),
        TruncMonth("at", output_field=DateField(), tzinfo=zone()),
        lambda found: [month_row(month) for month in months(query, found)],
    )


def months(query: FigureQuery, found: Iterable[date]) -> list[date]:
    """Every month of the period, also the empty ones."""
    first = query.found_from or min(found, default=None)
    last = query.found_to - DAY if query.found_to else max(found, default=None)
    if first is None or last is None:
        return []
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def month_row(month: date) -> Row:
    return Row(month, {"key": f"{month:%Y-%m}", "label": date_format(month, "YEAR_MONTH_FORMAT")})


def by_unit(query: FigureQuery) -> Breakdown:
    """The unit asked about for its own, then each unit directly below with all below it. Without
    a unit: the one the person reaches, or, where their roles reach several, each of those."""
    tops = units.tops(query)
    if len(tops) == 1:
        return below_one(query, *tops[0])
    keys = {path: Value(path) for _unit, path in tops}
    names = units.names(query, [unit for unit, _path in tops])
    return by_path(keys, [unit_row(unit, path, names) for unit, path in tops])


def below_one(query: FigureQuery, top: Unit, path: str) -> Breakdown:
    children = units.children(query, top)
    names = units.names(query, [top, *(one.unit for one in children)])
    label = _("%(unit)s itself") % {"unit": names[top.pk]}
    own = {"key": top.pk, "code": top.code, "label": label}
    rows = [
        unit_row(one.unit, one.path, names, units.should_report(query, one.unit))
        for one in children
    ]
    key = Substr("path_then", 1, units.step_below(path))
    return by_path({path: key}, [Row(path, own | {"is_own": True}), *rows])


def by_path(keys: dict[str, Any], rows: list[Row]) -> Breakdown:
    """Groups by the part of a unit's path that tells the rows apart."""
    whens = [When(below(path, "path_then"), then=key) for path, key in keys.items()]
    key = Case(*whens, default=Value(ELSEWHERE), output_field=CharField())
    elsewhere = Row(ELSEWHERE, {"key": None, "code": "", "label": _("Elsewhere")}, False)
    return Breakdown("unit", key, key, lambda found: [*rows, elsewhere], of_units=key)


def unit_row(unit: Unit, path: str, names: dict[int, str], is_always_shown: bool = True) -> Row:
    told = {"key": unit.pk, "code": unit.code, "label": names[unit.pk], "is_own": False}
    return Row(path, told, is_always_shown)


BREAKDOWNS = {
    "unit": by_unit,
    "category": by_category,
    "month": by_month,
    "severity": by_severity,
    "source": by_source,
}
