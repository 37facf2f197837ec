"""A return as somebody reads it: its figures, what has changed since, and what they may do."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection

from hazards.snapshot import snapshot
from returns.forms.shape import RATE, Indicator
from returns.models.returns import Return
from returns.second_look.looks import SecondLook, looks_at
from returns.table import aggregation, checks, sheet
from returns.table.checks import Remark
from returns.table.rollup import is_stale
from returns.table.sheet import Sheet
from workflow.declarations.moves import OpenMove
from workflow.states import COUNTED


@dataclass(frozen=True)
class Figure:
    """One figure with everything it is made of. `computed` is what counting and summing gives,
    `own` the unit's share and `children` that of the units below; `now` is what `computed` would
    be today, so that a frozen figure can say "12 then, 15 now"."""

    indicator: Indicator
    value: Any
    computed: Any
    own: Any
    children: Any
    adjustment: dict[str, Any] | None
    now: Any
    is_sum: bool

    @property
    def is_traceable(self) -> bool:
        """Is there anything behind it, rows or units?"""
        return self.indicator.is_derived or self.is_sum

    @property
    def has_moved_on(self) -> bool:
        return self.now != self.computed


@dataclass(frozen=True)
class Reading:
    """A return opened by `user`."""

    one: Return
    user: Any
    sheet: Sheet
    now: Sheet

    @cached_property
    def is_stale(self) -> bool:
        return is_stale(self.one, self.sheet.below)

    @cached_property
    def photos(self) -> list[Any]:
        return [row.photo for row in self.one.photos.select_related("photo")]

    @cached_property
    def remarks(self) -> list[Remark]:
        """What the figures say against it; then what asks for a second look and blocks nothing."""
        return [*checks.remarks(self.sheet, len(self.photos)), *self.second_look.remarks]

    @cached_property
    def second_look(self) -> SecondLook:
        return next(looks_at([self.sheet], self.user))

    @property
    def stars(self) -> dict[str, list[dict[str, Any]]]:
        """What was said beside a figure, oldest first, by its indicator."""
        return self.one.stars or {}

    @cached_property
    def stars_below(self) -> dict[str, dict[str, list[dict[str, Any]]]]:
        """The same of the returns this one sums up, as far as the user may see them: by indicator,
        then by the key of the return."""
        keys = [child["id"] for child in self.sheet.document["children"]]
        seen = Return.objects.visible_to(self.user).filter(pk__in=keys, stars__isnull=False)
        found: dict[str, dict[str, list[dict[str, Any]]]] = {}
        for key, stars in seen.order_by("unit__code").values_list("pk", "stars"):
            for code, said in stars.items():
                found.setdefault(code, {})[str(key)] = said
        return found

    @cached_property
    def moves(self) -> list[OpenMove]:
        """What the user may do now: the same list the service enforces."""
        return self.one.moves_open_to(self.user, checks.findings(self.sheet))

    @cached_property
    def figures(self) -> dict[str, Figure]:
        below = children_of(self.sheet)
        return {i.code: self.figure(i, below) for i in self.sheet.form.indicators}

    def figure(self, indicator: Indicator, below: dict[str, Any]) -> Figure:
        code = indicator.code
        return Figure(
            indicator=indicator,
            value=self.sheet.values[code],
            computed=self.sheet.computed[code],
            own=self.sheet.own[code],
            children=below[code],
            adjustment=self.sheet.adjustments.get(code),
            now=self.now.computed[code],
            is_sum=self.sheet.is_sum,
        )

    @property
    def changed(self) -> list[Figure]:
        """The figures that would be others today."""
        return [figure for figure in self.figures.values() if figure.has_moved_on]


def children_of(one: Sheet) -> dict[str, Any]:
    """The share of the units below: the sum without the unit's own."""
    parts = {
        i.code: aggregation.together(i, [child.get(i.code) for child in one.children_parts])
        for i in one.form.indicators
        if i.type != RATE
    }
    return aggregation.values(one.form, parts, one.rules)


@snapshot(connection)
def opened(one: Return, user) -> Reading:
    """Opened by `user`, who may see it. What was superseded is past: it has no today."""
    if one.is_fillable:
        draft = sheet.live(one)
        return Reading(one, user, draft, draft)
    handed_in = sheet.frozen(one)
    today = sheet.live(one, children=handed_in.below) if one.is_counted else handed_in
    return Reading(one, user, handed_in, today)


def stale_among(returns: Iterable[Return]) -> set[uuid.UUID]:
    """Those whose children have come, gone or handed in anew since; two queries for all, however
    the returns were read."""
    rows = [one for one in returns if one.is_counted]
    summed = dict(
        Return.objects.filter(pk__in=[one.pk for one in rows]).values_list(
            "pk", "submission__children"
        )
    )
    children = Return.objects.filter(
        campaign__in={one.campaign_id for one in rows},
        reports_to__in={one.unit_id for one in rows},
        state__in=COUNTED,
    ).values_list("campaign", "reports_to", "unit__code", "submission__digest")
    now: dict[tuple[int, int], dict[str, str]] = {}
    for campaign, parent, code, digest in children if rows else ():
        now.setdefault((campaign, parent), {})[code] = digest
    return {one.pk for one in rows if summed[one.pk] != now.get((one.campaign_id, one.unit_id), {})}
