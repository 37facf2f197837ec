"""What bureaus publish of their teams (handbook, section 7), counted from rounds:
「出动 n 组次、n 人次，检查 n 所，发现 n 项，已整改 n 项」.

A team that looked at another unit than the one that sent it has gone out: 1 组次 on its day, and
each of its people, as they were entered then, 1 人次. 所 are different units in what is asked
about: one that was visited twice in a month is one of the month, so the months of a year, or the
units below a bureau, do not add up to the whole. 项 are the hazards found at these units and not
dismissed, and rectified by the rule of the board. A visit counts once it is finished.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import TruncMonth

from hazards.figures.registry import IS_FOUND, IS_RECTIFIED
from hazards.models import Hazard
from inspections.models import Finding, Outing, Round
from organizations.models import Unit
from organizations.units import below

By = Callable[[str], Any]  # what is counted apart, by the path to the outing


class WentOut(NamedTuple):
    teams: int = 0
    people: int = 0
    units: int = 0
    hazards: int = 0
    rectified: int = 0


NOBODY = WentOut()


def sent_by(unit: Unit, first: date, end: date, user: Any) -> QuerySet[Outing]:
    """Outings of days in [first, end) by teams of the unit and of all that stand below it now, as
    far as `user` sees one of the visits that make them count."""
    days = {"day__gte": first, "day__lt": end}
    rows = Outing.objects.filter(below(unit.path, "unit__path"), **days)
    return rows.filter(Exists(visits(user).filter(outing=OuterRef("pk"))))


def visits(user: Any) -> QuerySet[Round]:
    """Finished, at another unit than the one that sent the team, and in sight of `user`."""
    seen = Round.objects.visible_to(user).filter(outing__isnull=False, finished_at__isnull=False)
    return seen.exclude(unit=F("outing__unit"))


def total(outings: QuerySet[Outing], user: Any) -> WentOut:
    return counted(outings, user, by=lambda path: Value(0)).get(0, NOBODY)


def by_month(outings: QuerySet[Outing], user: Any) -> dict[date, WentOut]:
    """By the first day of the month; a month in which nobody went out is not there."""
    return counted(outings, user, by=lambda path: TruncMonth(f"{path}day"))


def by_outing(outings: QuerySet[Outing], user: Any) -> dict[Any, WentOut]:
    """By the key of each; one that does not count, or not yet, is not there."""
    return counted(outings, user, by=lambda path: F(f"{path}pk"))


def counted(outings: QuerySet[Outing], user: Any, by: By) -> dict[Any, WentOut]:
    """In three statements, however many there are."""
    made = visits(user).filter(outing__in=outings.order_by().values("pk"))
    rows = Outing.objects.filter(pk__in=made.order_by().values("outing"))
    teams = grouped(rows, by(""), n=Count("pk"), people=Sum("people"))
    units = grouped(made, by("outing__"), n=Count("unit", distinct=True))
    found = grouped(
        Finding.objects.filter(round__in=made.order_by().values("pk")),
        by("round__outing__"),
        n=Count("pk", filter=is_one(IS_FOUND)),
        rectified=Count("pk", filter=is_one(IS_RECTIFIED)),
    )
    nothing = {"n": 0, "rectified": 0}
    return {
        key: WentOut(row["n"], row["people"], units[key]["n"], *found.get(key, nothing).values())
        for key, row in teams.items()
        if row["n"]  # without a key of its own nothing is a row as well
    }


def grouped(rows: QuerySet[Any], key: Any, **measures: Any) -> dict[Any, dict[str, int]]:
    keyed = rows.order_by().annotate(apart=key).values("apart").annotate(**measures)
    return {row.pop("apart"): row for row in keyed.order_by("apart")}


def is_one(rule: Q) -> Q:
    """Of a finding: is its hazard one of those?"""
    return Q(hazard__in=Hazard.objects.filter(rule).order_by().values("pk"))
