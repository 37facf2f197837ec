"""How far a campaign has come, as the board shows it: bars, lists, what each still lacks."""

from collections.abc import Iterable
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organizations import scope
from organizations.models import Unit
from returns import progress
from returns.forms.shape import TEXT
from returns.models.campaigns import Campaign
from returns.models.returns import Return, ReturnEntry
from returns.progress import Coverage, Progress
from returns.table.reading import Figure, Reading, opened
from web.board.tiles import Bar, bar
from web.returns.words import DIALS, Standing, standing
from workflow import policy
from workflow.states import ReturnState

WHICH = {
    "expected": _("Expected"),
    "reported": pgettext_lazy("units", "Reported"),
    "missing": _("Not reported"),
    "on_time": pgettext_lazy("units", "Reported on time"),
    "late": pgettext_lazy("units", "Reported late"),
}
RATES = {"reported": _("Reported rate"), "on_time": _("On-time rate of returns")}
LEFT_OUT = {"reported": "missing", "on_time": "late"}
SHOWN = 6  # units that have not reported, and figures of the sum; the rest is one tap away


class Line(NamedTuple):
    """A unit on the board. `note` says why its return came back, `left` how many blanks of a
    draft are empty."""

    row: Progress
    standing: Standing
    note: str = ""
    left: int | None = None


class Show(NamedTuple):
    """Which units of which level are asked for, by the names of `WHICH`; "" is all."""

    which: str
    level: int


ALL = Show("", 0)


class Part(NamedTuple):
    """A number with its word, leading to its units."""

    n: int
    label: str
    url: str


class RateTile(NamedTuple):
    """A rate over its numerator and denominator, and how many are left out."""

    label: str
    rate: dict[str, Any]
    parts: list[Part]


class Level(NamedTuple):
    """The units so many steps below the unit whose board it is."""

    number: int
    covered: Coverage
    seen_from: int

    def rows_of(self, which: str) -> list[Progress] | None:
        rows = {
            "expected": self.covered.rows,
            "reported": self.covered.reported,
            "missing": self.covered.missing,
            "on_time": self.covered.reported_on_time,
            "late": self.covered.reported_late,
        }
        return rows.get(which)

    def part(self, which: str) -> Part:
        asked = {"unit": self.seen_from, "show": which, "level": self.number}
        n = len(self.rows_of(which) or ())
        return Part(n, str(WHICH[which]), f"?{urlencode(asked)}#units")

    @property
    def tiles(self) -> list[RateTile]:
        return [self.tile(name, left_out) for name, left_out in LEFT_OUT.items()]

    def tile(self, name: str, left_out: str) -> RateTile:
        parts = [self.part(which) for which in (name, "expected", left_out)]
        return RateTile(str(RATES[name]), self.covered.rates[name], parts)


class Board:
    """The campaign as seen from one unit: its direct children, and those below them. `top` is
    None for somebody who reaches no unit of it."""

    def __init__(self, campaign: Campaign, user, asked: str = "", show: Show = ALL) -> None:
        self.campaign, self.user, self.show = campaign, user, show
        self.rows = progress.progress(campaign, user)
        self.top = self._top(asked)

    def _top(self, asked: str) -> Progress | None:
        """The unit asked for, or the highest where the user holds a post."""
        if asked:
            return next((row for row in self.rows if str(row.one.unit_id) == asked), None)
        tops = progress.tops(self.rows, self.user)
        return min(tops, key=lambda row: (not row.below, row.one.unit.code), default=None)

    @cached_property
    def direct(self) -> Coverage:
        return Coverage(self.top.below if self.top else [])

    @cached_property
    def deeper(self) -> Coverage:
        return Coverage(list(below_all(self.direct.rows)))

    @cached_property
    def levels(self) -> list[Level]:
        """The direct children, those below them, and so on, each with its rates."""
        below = progress.levels(self.direct.rows)
        return [Level(n, one, self.top_key) for n, one in enumerate(below, 1)]

    @property
    def top_key(self) -> int:
        return self.top.one.unit_id if self.top else 0

    @cached_property
    def chosen(self) -> list[Line] | None:
        """The units behind a number of a level; None where none was asked for."""
        level = next((one for one in self.levels if one.number == self.show.level), None)
        rows = level.rows_of(self.show.which) if level else None
        return None if rows is None else [Line(row, standing(row.standing)) for row in rows]

    @property
    def chosen_label(self) -> str:
        return str(WHICH[self.show.which])

    @cached_property
    def groups(self) -> list[tuple[str, list[Line]]]:
        """The direct children in the order of their codes, each kind of unit for itself."""
        order = list(dict.fromkeys(row.one.unit.kind for row in self.direct.rows))
        rows = sorted(self.direct.rows, key=lambda row: order.index(row.one.unit.kind))
        return [
            (str(Unit.Kind(kind).label), [Line(row, standing(row.standing)) for row in run])
            for kind, run in groupby(rows, key=lambda row: row.one.unit.kind)
        ]

    @property
    def legend(self) -> list[tuple[Standing, int]]:
        return [(standing(name), n) for name, n in self.direct.by_standing.items()]

    @property
    def bar(self) -> list[Bar]:
        counts = self.direct.by_standing.items()
        return bar([(DIALS[name], n) for name, n in counts], self.direct.expected)

    @cached_property
    def missing(self) -> list[Line]:
        """Those to call, with what each still lacks; two queries for all of them."""
        rows = self.direct.missing
        told = notes([row.one for row in rows])
        left = empty_blanks(self.campaign, [row.one for row in rows], self.user)
        return [
            Line(row, standing(row.standing), told.get(row.one.pk, ""), left.get(row.one.pk))
            for row in rows
        ]

    @property
    def missing_first(self) -> list[Line]:
        return self.missing[:SHOWN]

    @property
    def missing_rest(self) -> list[Line]:
        return self.missing[SHOWN:]

    @cached_property
    def may_remind(self) -> bool:
        return bool(self.top) and scope.holds(self.user, *policy.DIRECTING, over=self.top.one.unit)

    @property
    def may_collect(self) -> bool:
        return policy.runs_campaigns_of(self.user, self.campaign.unit)

    @cached_property
    def sum(self) -> Reading | None:
        """The table of the unit whose board this is, as it stands."""
        if self.top is None or not self.direct.expected:
            return None
        seen = Return.objects.visible_to(self.user).for_reading()
        one = seen.select_related("unit__parent", "campaign__unit").get(pk=self.top.one.pk)
        return opened(one, self.user)

    @property
    def sums(self) -> list[Figure]:
        """The counted figures first, then the first of the others."""
        if self.sum is None:
            return []
        numbers = [f for f in self.sum.figures.values() if f.indicator.is_number]
        return sorted(numbers, key=lambda figure: not figure.indicator.is_derived)[: SHOWN + 1]


def below_all(rows: Iterable[Progress]) -> Iterable[Progress]:
    for row in rows:
        yield from row.below
        yield from below_all(row.below)


def notes(returns: list[Return]) -> dict[Any, str]:
    """Why each that came back did."""
    back = [one.pk for one in returns if one.state == ReturnState.RETURNED]
    entries = ReturnEntry.objects.filter(of__in=back, move="return_").order_by("sequence")
    return dict(entries.values_list("of", "note"))


def empty_blanks(campaign: Campaign, returns: list[Return], user) -> dict[Any, int]:
    """How many blanks of each begun draft are empty; a text may stay so."""
    begun = [one.pk for one in returns if one.is_begun and one.state == ReturnState.DRAFT]
    asked = {i.code for i in campaign.form.typed if i.type != TEXT}
    rows = Return.objects.visible_to(user).filter(pk__in=begun).values_list("pk", "typed")
    return {pk: len(asked - typed.keys()) for pk, typed in rows}
