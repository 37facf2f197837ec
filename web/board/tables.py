"""The board's tables: every number a link to its rows. The charts are drawn from them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from figures import bottlenecks
from figures.durations import BANDS
from figures.scope import DAY, FigureQuery
from figures.tally.periods import next_month
from hazards.figures.registry import BAND_WORDS
from hazards.figures.rules import AGES
from web.board.links import Links, board
from web.board.tiles import Part
from workflow.states import State

SHOWN = ("found", "closed", "open", "overdue")
ORDERS: dict[str, Callable[[dict], Any]] = {
    "found": lambda row: -row["found"],
    "open": lambda row: -row["open"],
    "overdue": lambda row: -row["overdue"],
    "rate": lambda row: (row["closure_rate"]["value"] is None, row["closure_rate"]["value"]),
}


def counted(row: dict, links: Links, **of) -> dict[str, Any]:
    """A row with its cells, each leading to the hazards of that row alone."""
    return row | {"cells": {name: Part(row[name], url=links.rows(name, **of)) for name in SHOWN}}


def by(field: str, rows: list[dict], links: Links) -> list[dict]:
    """Those with something found, most first."""
    used = sorted((row for row in rows if row["found"]), key=lambda row: -row["found"])
    return [counted(row, links, **{field: row["key"]}) for row in used]


def months(rows: list[dict], again: dict, query: FigureQuery, links: Links) -> list[dict]:
    """Found in the month, closed in it, and open when it ended; none that had not begun yet."""
    begun = [row for row in rows if row["key"] <= f"{query.day:%Y-%m}"]
    return [month(row, again, query, links) for row in begun]


def month(row: dict, again: dict, query: FigureQuery, links: Links) -> dict[str, Any]:
    first = date.fromisoformat(f"{row['key']}-01")
    end = next_month(first)
    twice = again.get(first, {})
    once = {name: row[name] - twice.get(name, 0) for name in ("closures", "reopened")}
    is_over = end <= query.day
    parts = [
        Part(row["found"], url=links.rows("found", first, end)),
        Part(once["closures"], url=links.happened("closures", first, end)),
        Part(row["open_at_end"], url=links.open_on(end - DAY if is_over else None)),
        Part(once["reopened"], url=links.happened("reopened", first, end)),
    ]
    return {"label": row["label"], "parts": parts}


def ages(figures: dict, links: Links) -> list[Part]:
    return [
        Part(figures["ageing"][age], str(BAND_WORDS[age]), links.rows(f"age_{age}")) for age in AGES
    ]


def days_to_close(figures: dict, links: Links) -> list[Part]:
    told = figures["days_to_close"]["bands"]
    return [Part(told[band], str(BAND_WORDS[band]), links.rows(f"days_{band}")) for band in BANDS]


def units(rows: list[dict], links: Links, asked: dict[str, Any]) -> list[dict]:
    """Units below in code order; the unit's own line only where something was found there."""
    shown = [row for row in rows if row["found"] or not row.get("is_own")]
    return [unit(row, links, asked) for row in shown]


def unit(row: dict, links: Links, asked: dict[str, Any]) -> dict[str, Any]:
    """What lies outside every unit listed has no list of its own: plain numbers."""
    is_own, key = row.get("is_own", False), row["key"]
    told = {
        "is_cleared": bool(row["found"]) and not row["open"],
        "url": None if is_own or not key else board(key, asked),
    }
    if not key:
        return row | told | {"cells": {name: Part(row[name]) for name in SHOWN}}
    return told | counted(row, links, unit=key, own="true" if is_own else "")


def ordered(rows: list[dict], order: str) -> list[dict]:
    """By their codes, unless somebody asks for another order."""
    return sorted(rows, key=ORDERS[order]) if order in ORDERS else rows


def orders(asked: dict[str, Any], choices: list[tuple[str, Any]]) -> list[tuple[str, str]]:
    """The same board with its units in another order; the first is that of their codes."""
    named = [("", _("by their codes")), *choices]
    return [(label, board(asked.get("unit"), asked, order=name)) for name, label in named]


def who_acts(waiting: bottlenecks.Waiting) -> Any:
    """While something is repaired that is one person."""
    return waiting.hazard.responsible if waiting.state == State.ASSIGNED else None


def longest(rows: list[bottlenecks.Waiting]) -> list[tuple[bottlenecks.Waiting, Any]]:
    return [(row, who_acts(row)) for row in rows]


def steps(rows: list[dict], links: Links) -> list[dict[str, Any]]:
    """Each step with its sum, then each level where something lies."""
    return [
        {
            **line(step, "", total(rows, step), links),
            "label": bottlenecks.STEP_WORDS[step],
            "state": bottlenecks.STEPS[step].value,
            "levels": [
                {
                    **line(step, row["desk"], row, links),
                    "label": bottlenecks.LEVEL_WORDS[row["desk"]],
                }
                for row in rows
                if row["step"] == step and row["total"]
            ],
        }
        for step in bottlenecks.STEPS
    ]


def total(rows: list[dict], step: str) -> dict[str, Any]:
    of_step = [row for row in rows if row["step"] == step]
    days = {band: sum(row["days"][band] for row in of_step) for band in BANDS}
    return {"days": days, "total": sum(days.values())}


def line(step: str, desk: str, row: dict, links: Links) -> dict[str, Any]:
    cells = [Part(row["days"][band], url=links.stuck(step, desk, band)) for band in BANDS]
    return {"cells": cells, "total": Part(row["total"], url=links.stuck(step, desk))}
