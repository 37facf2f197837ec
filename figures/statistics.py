"""The figures of the handbook's section 3, for the page and the API alike."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import Value
from django.utils import timezone

from figures import bottlenecks, definitions, drilldown, durations, trend
from figures import counts as figure_counts
from figures import units as figure_units
from figures.breakdown import BREAKDOWNS, Breakdown, Row
from figures.history.past_moment import laid_out
from figures.scope import FigureQuery, ask, zone
from hazards.amounts import ten_thousands
from hazards.figures import registry
from organizations.models import Unit
from organizations.unit_life.names import names_on

ALL = Value("all")
PLAIN = definitions.in_order(held="after_extension")


def figures(
    user,
    *,
    unit: Unit | None = None,
    found_from: date | None = None,
    found_to: date | None = None,
    as_of: date | datetime | None = None,
    by: str | None = None,
) -> dict[str, Any]:
    """Every figure over the hazards `user` may see, as plain JSON values.

    `unit` stands for itself and all below it, in the tree of the period's last day (or of
    `as_of`, if earlier). The period is [found_from, found_to) on the day a hazard was found;
    closures, reopened and sent_back are events and count by when they happened. `as_of` is a
    moment, or a day and then its end; None is now. `by` (a key of `BREAKDOWNS`) adds `rows`,
    each with the same figures for its part.
    """
    query = ask(user, unit=unit, found_from=found_from, found_to=found_to, as_of=as_of)
    with laid_out(query):
        return answer_to(query, by)


def answer_to(query: FigureQuery, by: str | None = None) -> dict[str, Any]:
    """The same of a query whose moment, if it is past, is laid out."""
    read_together(query, [by] if by else [])
    whole = totals(query)
    answer = {**framing(query), **whole, **beside(query, whole)}
    return {**answer, "rows": rows_of(query, by, answer)} if by else answer


def read_together(query: FigureQuery, tables: Iterable[str] = ()) -> None:
    """Reads at once what the whole and these tables (keys of `BREAKDOWNS`) ask of the tally."""
    several: list[tuple[FigureQuery, str | None]] = [(query, by) for by in (None, *tables)]
    if query.found_from:
        several.append((before(query), None))
        if "month" in tables:
            several.append((trend.later(query, trend.first_after(query)), "month"))
    figure_counts.read_together(query, several)


def framing(query: FigureQuery) -> dict[str, Any]:
    """What the figures are of."""
    unit = query.unit
    return {
        "definitions_version": definitions.VERSION,
        "unit": unit and {"id": unit.pk, "code": unit.code, "name": name_of(query, unit)},
        "period": {"found_from": iso(query.found_from), "found_to": iso(query.found_to)},
        "as_of": timezone.localtime(query.at, zone()).isoformat(),
        "tree_of": query.counted_day.isoformat(),
    }


def name_of(query: FigureQuery, unit: Unit) -> str:
    """What the unit asked about was called on the day whose tree is counted."""
    return query.once("name", lambda: names_on([unit], query.tree_day))[unit.pk]


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


WHOLE = Breakdown(None, ALL, ALL, lambda found: [Row("all", {})], of_units=ALL)


def totals(query: FigureQuery) -> dict[str, Any]:
    return answers(query, WHOLE)[0] | {"open_from_before": open_from_before(query)}


def rows(query: FigureQuery, by: str, in_full: bool = True) -> list[dict[str, Any]]:
    """Unless `in_full`, without how many days they took and how many units reported."""
    return answers(query, BREAKDOWNS[by](query), in_full)


def beside(query: FigureQuery, whole: dict[str, Any]) -> dict[str, Any]:
    """What is told of the whole alone: where the open ones wait, and what each name means."""
    again = drilldown.again(query)
    lying = bottlenecks.counts(query)
    return {
        "hazards_of_events": {n: whole[n] - again.get(n, 0) for n in definitions.EVENTS},
        "stuck": lying,
        "open_in_scope": sum(row["total"] for row in lying),
        "definitions": definitions.told() | {"stuck": str(bottlenecks.DEFINITION)},
    }


def rows_of(query: FigureQuery, by: str, answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows, months with how many were open when each ended."""
    told = rows(query, by)
    return trend.with_open(query, told, answer["open_in_scope"]) if by == "month" else told


def open_from_before(query: FigureQuery) -> int:
    """Found before the period and still open: the period's own figures leave these out."""
    if query.found_from is None:
        return 0
    return figure_counts.count(before(query), WHOLE, False).get("all", {}).get("open", 0)


def before(query: FigureQuery) -> FigureQuery:
    return replace(query, found_from=None, found_to=query.found_from)


def answers(query: FigureQuery, breakdown: Breakdown, in_full: bool = True) -> list[dict[str, Any]]:
    """One dictionary of figures a row, in a number of queries that no number of rows changes."""
    counts = figure_counts.count(query, breakdown, in_full)
    rows = [row for row in breakdown.rows(counts) if row.is_always_shown or row.group in counts]
    told = [{**row.told, **shaped(counts.get(row.group, {}))} for row in rows]
    if not in_full:
        return told
    units = figure_units.count_reporting(query, breakdown.of_units)
    return [
        {
            **here,
            **days_to_close(counts.get(row.group, {}).get("days_to_close", {})),
            "units_expected": units and units[0].get(row.group, 0),
            "units_reported": units and units[1].get(row.group, 0),
        }
        for row, here in zip(rows, told, strict=True)
    ]


def days_to_close(histogram: durations.Histogram) -> dict[str, Any]:
    told = durations.told(histogram)
    return {"median_days_to_close": told["median"], "days_to_close": told}


def shaped(told: dict[str, Any]) -> dict[str, Any]:
    """The database's flat columns as the answer's shape; a group without a row is all zeros."""
    plain = {name: told.get(name, 0) for name in PLAIN}
    return {
        **plain,
        **{name: told.get(name, 0) for name in definitions.EVENTS},
        **definitions.rates(plain),
        **parts(told),
        **{money.key: ten_thousands(told.get(money.key)) for money in registry.MONEY},
    }


def parts(told: dict[str, Any]) -> dict[str, dict[str, int]]:
    """What is told in dictionaries."""
    kept: dict[str, dict[str, int]] = {}
    for count in registry.PARTS:
        kept.setdefault(count.part_of, {})[count.part] = told.get(count.key, 0)
    return kept
