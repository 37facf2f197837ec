"""The board's figures as its panels show them: words, widths of bars, and the rows behind each."""

from operator import attrgetter
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from figures import definitions
from hazards.figures import registry
from hazards.figures.declarations import Rate
from web.board.links import Links
from workflow.states import Outcome, State

LINES = [c.key for c in sorted(registry.COUNTS, key=attrgetter("line")) if c.line]
STATES = (State.CLOSED, State.RECTIFIED, State.ASSIGNED, State.REPORTED)


class Bar(NamedTuple):
    """One part of a bar, in per cent of its length; an SVG has no style, only attributes."""

    kind: str
    x: str
    width: str


def bar(parts: list[tuple[str, int]], whole: int) -> list[Bar]:
    drawn, at = [], 0
    for kind, n in parts:
        if n and whole:
            drawn.append(Bar(kind, share(at, whole), share(n, whole)))
        at += n
    return drawn


def share(n: int, whole: int) -> str:
    return f"{100 * n / whole:.2f}%"


class Part(NamedTuple):
    """A number with its word and its rows; None where the ledger has no list of them."""

    n: int
    label: str = ""
    url: str | None = None


def headline(figures: dict, links: Links) -> dict[str, Part]:
    major = figures["major_found"] - figures["major_closed"]
    counts = {
        name: Part(figures[name], url=links.rows(name)) for name in ("found", "closed", "overdue")
    }
    return counts | {
        "open": Part(figures["open"], url=links.rows("open")),
        "major": Part(major, url=links.rows("open", severity="major")),
        "before": Part(figures["open_from_before"], url=links.before()),
    }


def states(figures: dict, links: Links) -> list[tuple[str, Part]]:
    """The legend: each state with its word, its number and its rows."""
    order = (*reversed(STATES), State.DISMISSED)
    return [
        (s.value, Part(figures["by_state"][s], str(s.label), links.rows(f"state_{s.value}")))
        for s in order
    ]


def state_bar(figures: dict) -> list[Bar]:
    return bar([(s.value, figures["by_state"][s]) for s in STATES], figures["found"])


class Tile(NamedTuple):
    label: str
    rate: dict
    parts: tuple[Part, Part]
    bar: list[Bar]


def tiles(row: int, figures: dict, links: Links) -> list[Tile]:
    return [tile(rate, figures, links) for rate in registry.RATES if rate.row == row]


def tile(rate: Rate, figures: dict, links: Links) -> Tile:
    above, below = (part(which, figures, links) for which in (rate.numerator, rate.denominator))
    drawn = bar([("closed", above.n)], below.n)
    return Tile(str(rate.label), figures[rate.key], (above, below), drawn)


def part(name: str, figures: dict, links: Links) -> Part:
    return Part(figures[name], str(definitions.COUNTS[name].label), links.rows(name))


class Line(NamedTuple):
    """A figure that is no rate, with its sentence; `note` says how many events its rows had."""

    part: Part
    definition: str
    note: str = ""


def lines(figures: dict, links: Links) -> list[Line]:
    """What happened in the period, what came back, and what was not taken in."""
    told = figures["definitions"]
    return [
        *(event(name, figures, links) for name in definitions.EVENTS),
        *(Line(part(name, figures, links), told[name]) for name in LINES),
    ]


def event(name: str, figures: dict, links: Links) -> Line:
    """Rows are hazards; one that was sent back twice is one row of two events."""
    word, hazards = definitions.EVENTS[name], figures["hazards_of_events"][name]
    times = figures[name]
    note = _("%(n)s times") % {"n": times} if times != hazards else ""
    url = links.happened(name)
    return Line(Part(hazards, str(word.label), url), str(word.definition), note)


def outcomes(figures: dict, links: Links) -> list[Part]:
    """Why reports were not taken in, where there were such."""
    told: dict[str, Any] = figures["dismissed_by_outcome"]
    return [
        Part(told[o], str(o.label), links.rows(f"outcome_{o.value}")) for o in Outcome if told[o]
    ]
