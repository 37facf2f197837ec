"""The board's figures as its panels show them: words, widths of bars, and the rows behind each."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from workflow.states import State

NOT_DISMISSED = ["open", State.CLOSED.value]
STATES = (State.CLOSED, State.RECTIFIED, State.ASSIGNED, State.REPORTED)
MONTH = 32  # days that always reach into the next one


class Links:
    """Addresses of the ledger rows behind a figure; None where it cannot list those very rows."""

    def __init__(self, asks: dict[str, Any], can_list: bool) -> None:
        self.unit, self.first, self.end = asks["unit"], asks["found_from"], asks["found_to"]
        self.can_list = can_list

    def rows(self, first: date | None = None, end: date | None = None, **filters) -> str | None:
        """Rows found in the period, or in the part of it from `first` up to `end`."""
        if not self.can_list:
            return None
        first = max(filter(None, (first, self.first)), default=None)
        end = min(filter(None, (end, self.end)), default=None)
        days = {"found_from": first, "found_through": end and end - timedelta(days=1)}
        return address("web:ledger", unit=self.unit and self.unit.pk, **days, **filters)

    def before(self) -> str | None:
        """Still open from before the period."""
        return Links(
            {"unit": self.unit, "found_from": None, "found_to": self.first}, self.can_list
        ).rows(state="open")

    def board(self, unit: int | None, form) -> str | None:
        asked = {name: form.data.get(name) for name in ("period", "found_from", "found_through")}
        return unit and address("web:board", unit=unit, **asked)


def address(name: str, **filters) -> str:
    query = QueryDict(mutable=True)
    for key, value in filters.items():
        query.setlist(key, value if isinstance(value, list) else [value] if value else [])
    return f"{reverse(name)}?{query.urlencode()}"


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


def states(figures: dict, links: Links) -> list[tuple[str, str, int, str | None]]:
    """The legend: each state with its word, its number and its rows."""
    order = (*reversed(STATES), State.DISMISSED)
    return [(s.value, s.label, figures["by_state"][s], links.rows(state=s.value)) for s in order]


def state_bar(figures: dict) -> list[Bar]:
    return bar([(s.value, figures["by_state"][s]) for s in STATES], figures["found"])


class Part(NamedTuple):
    """A numerator or denominator with its word and, where the ledger can list them, its rows."""

    n: int
    label: str
    url: str | None = None


class Tile(NamedTuple):
    label: str
    rate: dict
    parts: tuple[Part, Part]
    bar: list[Bar]


def tiles(figures: dict, links: Links) -> list[Tile]:
    found = Part(figures["found"], _("found"), links.rows(state=NOT_DISMISSED))
    return [
        tile(
            _("Rectification rate"), figures["rectification_rate"], rectified(figures, links), found
        ),
        tile(_("Closure rate"), figures["closure_rate"], closed(figures, links), found),
        tile(
            _("On-time rate"),
            figures["on_time_rate"],
            Part(figures["on_time"], _("closed by the original deadline")),
            Part(figures["due"], _("past their deadline or closed")),
        ),
    ]


def tile(label: str, rate: dict, above: Part, below: Part) -> Tile:
    return Tile(label, rate, (above, below), bar([("closed", above.n)], below.n))


def closed(figures: dict, links: Links) -> Part:
    return Part(figures["closed"], _("closed"), links.rows(state=State.CLOSED.value))


def rectified(figures: dict, links: Links) -> Part:
    """The ledger has no word for "rectified unless major": a link only where that is the same."""
    shown = figures["by_state"]["rectified"] + figures["by_state"]["closed"]
    url = links.rows(state=[State.RECTIFIED.value, State.CLOSED.value])
    n = figures["rectified"]
    return Part(n, _("rectified"), url if n == shown else None)


def categories(rows: list[dict], links: Links) -> list[dict]:
    """Those with something found, most first."""
    used = sorted((row for row in rows if row["found"]), key=lambda row: -row["found"])
    most = max((row["found"] for row in used), default=0)
    return [
        row
        | {
            "bar": bar([("closed", row["closed"]), ("", row["open"])], most),
            "url": links.rows(category=row["key"], state=NOT_DISMISSED),
        }
        for row in used
    ]


def ages(figures: dict, links: Links, today: date) -> list[dict]:
    words = {
        "0-3": (_("3 days or fewer"), 0, 3),
        "4-7": (_("4 to 7 days"), 4, 7),
        "8-14": (_("8 to 14 days"), 8, 14),
        "15+": (_("15 days or more"), 15, None),
    }
    most = max(figures["ageing"].values())
    return [
        {
            "label": label,
            "n": figures["ageing"][name],
            "bar": bar([("assigned", figures["ageing"][name])], most),
            "url": links.rows(*days_of_age(today, least, longest), state="open"),
        }
        for name, (label, least, longest) in words.items()
    ]


def days_of_age(today: date, least: int, longest: int | None) -> tuple[date | None, date]:
    """The half-open days on which what is now that old was found."""
    first = today - timedelta(days=longest) if longest is not None else None
    return first, today - timedelta(days=least - 1)


def months(rows: list[dict], links: Links) -> list[dict]:
    return [row | {"url": month_rows(row["key"], links)} for row in rows]


def month_rows(key: str, links: Links) -> str | None:
    first = date.fromisoformat(f"{key}-01")
    return links.rows(first, (first + timedelta(days=MONTH)).replace(day=1), state=NOT_DISMISSED)


def units(rows: list[dict], links: Links, form) -> list[dict]:
    """Units below in code order; the unit's own line only where something was found there."""
    shown = [row for row in rows if row["found"] or not row.get("is_own")]
    return [
        row
        | {
            "is_cleared": bool(row["found"]) and not row["open"],
            "url": None if row.get("is_own") else links.board(row["key"], form),
        }
        for row in shown
    ]
