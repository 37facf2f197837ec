"""Who a return sums up: the returns handed in to its unit, and those that are still missing."""

import uuid
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import QuerySet

from returns.models.returns import Return


class Below(NamedTuple):
    """The returns below one return, in the order of their units' codes."""

    counted: list[Return]
    missing: list[Return]

    @property
    def parts(self) -> list[dict[str, Any]]:
        return [child.handed_in.parts for child in self.counted]

    @property
    def digests(self) -> dict[str, str]:
        """The submission each child was counted by, by the code of its unit."""
        return {child.unit.code: child.handed_in.digest for child in self.counted}

    def coverage(self) -> dict[str, Any]:
        """Printed under every sum: 应报, 已报, and who is missing."""
        return {
            "expected": len(self.counted) + len(self.missing),
            "submitted": len(self.counted),
            "accepted": sum(child.accepted_at is not None for child in self.counted),
            "nil": sum(child.is_nil for child in self.counted),
            "missing": [named(child.unit) for child in self.missing],
        }

    def told(self) -> list[dict[str, Any]]:
        """The children a sum is made of; their figures stay in what they handed in."""
        return [
            {
                "unit": named(child.unit),
                "id": str(child.pk),
                "number": child.number,
                "digest": child.handed_in.digest,
                "is_nil": child.is_nil,
            }
            for child in self.counted
        ]


NOBODY = Below([], [])


def below(one: Return) -> Below:
    """One query, however many units report here."""
    rows = light(Return.objects.filter(campaign=one.campaign_id).current().reporting_to(one.unit))
    return split(rows)


def below_each(returns: Iterable[Return]) -> dict[uuid.UUID, Below]:
    """The same for many returns of one campaign, in one query."""
    rows = list(returns)
    if not rows:
        return {}
    everyone = light(Return.objects.filter(campaign=rows[0].campaign_id).current())
    by_parent: dict[int | None, list[Return]] = {}
    for child in everyone:
        by_parent.setdefault(parent_of(child), []).append(child)
    return {row.pk: split(by_parent.get(row.unit_id, ())) for row in rows}


def parent_of(child: Return) -> int | None:
    """Pinned when it was handed in; before that, today's tree. Nobody waits for a closed unit."""
    if child.is_counted:
        return child.reports_to_id
    return child.unit.parent_id if child.unit.closed_on is None else None


def light(returns: QuerySet[Return]) -> QuerySet[Return]:
    """Without what is long: a sum needs the figures alone, of three thousand units as well."""
    joined = returns.select_related("unit", "submission")
    return joined.defer(*LONG).order_by("unit__code")


LONG = (
    *(
        "typed",
        "adjustments",
        "proofs",
        "stars",
        "summary",
        "summary_file",
        "summary_name",
        "scan_file",
    ),
    *("submission__document", "submission__children"),
)


def split(children: Iterable[Return]) -> Below:
    rows = list(children)
    return Below(
        [child for child in rows if child.is_counted],
        [child for child in rows if not child.is_counted],
    )


def is_stale(one: Return, now: Below) -> bool:
    """Has a child come, gone or handed in anew since this return was frozen?"""
    return one.is_counted and one.handed_in.children != now.digests


def named(unit) -> dict[str, Any]:
    return {"id": unit.pk, "code": unit.code, "name": unit.name}
