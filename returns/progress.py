"""How far a campaign has come, unit by unit, for whoever looks: who reported, who has not."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from organizations import scope
from returns.models.campaigns import Campaign
from returns.models.returns import Return
from returns.table.rollup import named, parent_of
from workflow.states import COUNTED, ReturnState

NOT_BEGUN = "not_begun"
DEFINITIONS = {
    "reported": _("Units that have reported, of those that should."),
    "on_time": _("Units that reported by the day it was due, of those that should."),
}
STATES = (
    ReturnState.ACCEPTED,
    ReturnState.SUBMITTED,
    ReturnState.RETURNED,
    ReturnState.DRAFT,
    NOT_BEGUN,
)


@dataclass
class Progress:
    """The return of one unit, and those of the units that report to it."""

    one: Return
    below: list["Progress"] = field(default_factory=list)

    @property
    def standing(self) -> str:
        """The state, with a draft nobody has touched told apart."""
        is_begun = self.one.is_begun or self.one.state != ReturnState.DRAFT
        return self.one.state if is_begun else NOT_BEGUN

    @property
    def expected(self) -> int:
        return len(self.below)

    @property
    def submitted(self) -> int:
        return sum(child.one.is_counted for child in self.below)

    @property
    def missing(self) -> list["Progress"]:
        return [child for child in self.below if not child.one.is_counted]


@dataclass(frozen=True)
class Coverage:
    """Of a set of units that should report. `missing` are those that have not, in code order."""

    rows: list[Progress]

    @property
    def expected(self) -> int:
        return len(self.rows)

    @property
    def submitted(self) -> int:
        return sum(row.one.state in COUNTED for row in self.rows)

    @property
    def accepted(self) -> int:
        return sum(row.one.state == ReturnState.ACCEPTED for row in self.rows)

    @property
    def nil(self) -> int:
        return sum(row.one.is_nil and row.one.is_counted for row in self.rows)

    @property
    def late(self) -> int:
        return sum(row.one.is_late and row.one.is_counted for row in self.rows)

    @property
    def missing(self) -> list[Progress]:
        return [row for row in self.rows if row.one.state not in COUNTED]

    @property
    def reported(self) -> list[Progress]:
        return [row for row in self.rows if row.one.is_counted]

    @property
    def reported_late(self) -> list[Progress]:
        return [row for row in self.reported if row.one.is_late]

    @property
    def reported_on_time(self) -> list[Progress]:
        """What came in time and came again, sent back or corrected, is in time."""
        return [row for row in self.reported if not row.one.is_late]

    @property
    def rates(self) -> dict[str, dict[str, Any]]:
        """By the names of `DEFINITIONS`: a share of 1, None where nobody should report, with what
        it was divided from. Both are of all that should have reported."""
        above = {"reported": self.reported, "on_time": self.reported_on_time}
        return {
            name: {
                "value": len(rows) / self.expected if self.expected else None,
                "numerator": len(rows),
                "denominator": self.expected,
                "definition": str(DEFINITIONS[name]),
            }
            for name, rows in above.items()
        }

    @property
    def by_standing(self) -> dict[str, int]:
        """How many stand where, in the order of `STATES`."""
        counts = Counter(row.standing for row in self.rows)
        return {str(state): counts[str(state)] for state in STATES}


def levels(rows: Iterable[Progress]) -> Iterator[Coverage]:
    """Of these, then of those that report to them, and so on down."""
    level = list(rows)
    while level:
        yield Coverage(level)
        level = [child for row in level for child in row.below]


def progress(campaign: Campaign, user) -> list[Progress]:
    """Every return in reach with those below it, in the order of the units' codes; one query.
    A unit that was closed before it reported is no longer waited for."""
    rows = [Progress(one) for one in current(campaign, user) if one.is_expected]
    by_unit = {row.one.unit_id: row for row in rows}
    for row in rows:
        parent = by_unit.get(parent_of(row.one) or 0)
        if parent is not None:
            parent.below.append(row)
    return rows


def current(campaign: Campaign, user) -> Iterable[Return]:
    seen = Return.objects.visible_to(user).filter(campaign=campaign).current()
    columns = ("unit__code", "unit__name", "unit__kind", "unit__parent", "unit__closed_on")
    light = seen.select_related("unit").only(*columns, *OWN_COLUMNS)
    return light.order_by("unit__code")


OWN_COLUMNS = (
    *("number", "state", "version", "revision", "campaign", "reports_to"),
    *("is_nil", "is_late", "submitted_at", "stamped_at"),
)


def coverage(campaign: Campaign, user) -> Coverage:
    """Of all units in reach that should report; the unit that runs the campaign sums up."""
    rows = progress(campaign, user)
    return Coverage([row for row in rows if row.one.unit_id != campaign.unit_id])


def highest(rows: list[Progress]) -> list[Progress]:
    """Those that report to none of the others."""
    below = {child.one.pk for row in rows for child in row.below}
    return [row for row in rows if row.one.pk not in below]


def tops(rows: list[Progress], user) -> list[Progress]:
    """The returns of the units where the user holds a post: where a board begins."""
    posts = {post.unit_id for post in scope.posts(user)}
    return [row for row in rows if row.one.unit_id in posts]


def told(covered: Coverage) -> dict[str, Any]:
    """Plain values, as the API says them: of all, then level by level, the highest first."""
    below = levels(highest(covered.rows))
    numbered = [{"level": n, **told_of(one)} for n, one in enumerate(below, 1)]
    return {**told_of(covered), "accepted": covered.accepted, "nil": covered.nil} | {
        "levels": numbered
    }


def told_of(covered: Coverage) -> dict[str, Any]:
    return {
        "expected": covered.expected,
        "submitted": covered.submitted,
        "late": covered.late,
        "missing": [named(row.one.unit) for row in covered.missing],
        "late_units": [named(row.one.unit) for row in covered.reported_late],
        "rates": covered.rates,
    }
