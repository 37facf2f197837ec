"""How far a campaign has come, unit by unit, for whoever looks: who reported, who has not."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from organizations import scope
from returns.models.campaigns import Campaign
from returns.models.returns import Return
from returns.table.rollup import parent_of
from workflow.states import COUNTED, ReturnState

NOT_BEGUN = "not_begun"
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
    def by_standing(self) -> dict[str, int]:
        """How many stand where, in the order of `STATES`."""
        counts = Counter(row.standing for row in self.rows)
        return {str(state): counts[str(state)] for state in STATES}


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


def tops(rows: list[Progress], user) -> list[Progress]:
    """The returns of the units where the user holds a post: where a board begins."""
    posts = {post.unit_id for post in scope.posts(user)}
    return [row for row in rows if row.one.unit_id in posts]


def told(covered: Coverage) -> dict[str, Any]:
    """Plain values, as the API says them."""
    units = (row.one.unit for row in covered.missing)
    return {
        "expected": covered.expected,
        "submitted": covered.submitted,
        "accepted": covered.accepted,
        "nil": covered.nil,
        "late": covered.late,
        "missing": [{"id": unit.pk, "code": unit.code, "name": unit.name} for unit in units],
    }
