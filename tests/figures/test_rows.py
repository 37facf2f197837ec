"""Rows by month, category, severity and source, and what all of it costs."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from figures.breakdown import BREAKDOWNS
from figures.statistics import figures
from hazards.models import Category
from hazards.tally.compaction import fold
from organizations.models import Unit
from organizations.services import found_unit
from tests.figures.lives import june


def test_rows_by_month_hold_every_month_of_the_period(lives):
    hazard = lives.closed(found=june(30), due=date(2021, 7, 10), on=date(2021, 7, 1))
    lives.reopened(hazard, on=date(2021, 9, 1), due=date(2021, 9, 9))
    rows = lives.asked(found_from=date(2021, 5, 15), found_to=date(2021, 8, 1), by="month")["rows"]
    assert [(row["key"], row["found"], row["closures"]) for row in rows] == [
        ("2021-05", 0, 0), ("2021-06", 1, 0), ("2021-07", 0, 1)
    ]  # fmt: skip
    rows = lives.asked(by="month")["rows"]
    assert [(row["key"], row["reopened"]) for row in rows] == [
        ("2021-06", 0), ("2021-07", 0), ("2021-08", 0), ("2021-09", 1)
    ]  # fmt: skip
    assert "rows" not in lives.asked()


def test_rows_by_month_of_nothing_at_all_are_none(lives):
    assert lives.asked(by="month")["rows"] == []


@pytest.mark.parametrize("by", ["category", "severity", "source"])
def test_rows_add_up_and_show_what_is_empty(lives, cast, by):
    lives.found(june(1), source="tip", category=Category.objects.get(code="gas"))
    cast.assigned(cast.major())
    answer = lives.asked(by=by)
    assert sum(row["found"] for row in answer["rows"]) == answer["found"] == 2
    assert len(answer["rows"]) == {"category": 19, "severity": 2, "source": 7}[by]


def test_a_retired_category_is_shown_only_where_it_was_used(lives):
    Category.objects.filter(code__in=["gas", "fire"]).update(retired_on=june(1))
    lives.found(june(2))
    codes = [row["code"] for row in lives.asked(by="category")["rows"]]
    assert "fire" in codes and "gas" not in codes


def queries(*args, **told) -> int:
    with CaptureQueriesContext(connection) as made:
        figures(*args, **told)
    return len(made)


def more_of_everything(cast, n: int) -> None:
    for number in range(n):
        code = f"JZ1{number:02d}"
        central = found_unit(code, code, Unit.Kind.CENTRAL_SCHOOL, cast.units["bureau"])
        school = found_unit(f"{code}1", code, Unit.Kind.SCHOOL, central)
        cast.reported(by=cast.auditor, unit=school)


@pytest.mark.parametrize("by", [None, *BREAKDOWNS])
@pytest.mark.parametrize("is_past", [False, True])
def test_thirty_of_everything_cost_as_many_queries_as_three(cast, by, is_past):
    more_of_everything(cast, 3)
    fold()
    told = {"by": by, "as_of": timezone.now() if is_past else None}
    queries(cast.auditor, **told)  # what is read once for each person is read
    few = queries(cast.auditor, **told)
    for number in range(3, 30):
        code = f"JZ1{number:02d}"
        found_unit(code, code, Unit.Kind.SCHOOL, cast.units["bureau"])
        cast.reported(by=cast.auditor, unit=cast.school)
    fold()
    told["as_of"] = timezone.now() if is_past else None
    assert queries(cast.auditor, **told) == few <= (30 if is_past else 24)
