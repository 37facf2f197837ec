"""The ledger as a workbook and as CSV: every row, true kinds, and no formula but ours (none)."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.utils import timezone, translation
from python_calamine import CalamineWorkbook

from hazards import services
from hazards.models import Hazard
from papers.ledger import files as ledger

BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for a formula
FORMULAS = ("=1+1", "+86 22", "-2", "@SUM(A1)", "\t=1")


def workbook(hazards) -> list[list]:
    file = io.BytesIO()
    for _done in ledger.write_xlsx(hazards, file):
        pass
    file.seek(0)
    with translation.override("zh-hans"):
        return CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()


def lines(hazards) -> list[list[str]]:
    text = "".join(ledger.csv_lines(hazards))
    assert text.startswith(ledger.BOM)
    return list(csv.reader(io.StringIO(text.removeprefix(ledger.BOM))))


def by_head(table: list[list]) -> list[dict]:
    return [dict(zip(table[0], row, strict=True)) for row in table[1:]]


@pytest.fixture
def three(cast):
    cast.reported(source="tip")
    cast.assigned(funds=20000)
    return cast.closed()


@pytest.fixture(autouse=True)
def in_chinese():
    with translation.override("zh-hans"):
        yield


def test_each_hazard_is_one_row_in_both(three):
    hazards = Hazard.objects.order_by("number")
    numbers = list(hazards.values_list("number", flat=True))
    assert [row["编号"] for row in by_head(workbook(hazards))] == numbers
    assert [row["编号"] for row in by_head(lines(hazards))] == numbers


def test_states_are_said_in_the_readers_words(three):
    states = {row["状态"] for row in by_head(workbook(Hazard.objects.all()))}
    assert states == {"已上报", "待整改", "已销号"}


def test_days_and_amounts_can_be_reckoned_with(three):
    row = by_head(workbook(Hazard.objects.filter(state="assigned")))[0]
    assert row["发现日期"] == timezone.localdate()
    assert isinstance(row["原定期限"], date)
    assert row["计划资金（元）"] == 20000.0


def test_a_moment_is_told_as_the_day_it_had_in_shanghai(cast, time_machine):
    time_machine.move_to("2026-06-18T17:30:00Z", tick=False)  # half past one in the morning there
    cast.reported()
    row = by_head(workbook(Hazard.objects.all()))[0]
    assert row["上报日期"] == date(2026, 6, 19)


@pytest.mark.parametrize("words", FORMULAS)
def test_what_somebody_wrote_never_becomes_a_formula(cast, words):
    cast.reported(description=f"{words} 灭火器压力不足", place=words.strip() or "楼道")
    hazards = Hazard.objects.all()
    told = by_head(workbook(hazards))[0]
    assert told["隐患描述"].strip() == f"{words} 灭火器压力不足".strip()
    for cell in lines(hazards)[1]:
        assert not cell.startswith(BEGINNINGS)


def test_what_is_shown_is_what_is_exported(three, cast):
    hazards = Hazard.objects.visible_to(cast.officer).filter(state="closed")
    assert len(workbook(hazards)) == len(lines(hazards)) == 2


def test_a_long_ledger_costs_as_many_queries_as_a_short_one(cast, django_assert_num_queries):
    for _ in range(4):
        cast.reported()
    with django_assert_num_queries(1):
        lines(Hazard.objects.all())


def test_what_stands_beside_the_state_has_columns_of_its_own(cast):
    hazard = cast.assigned()
    until = cast.due_on + timedelta(days=5)
    told = {"until": until, "reason": "等料", "interim_measures": "围挡"}
    services.request_extension(hazard, by=cast.responsible, **told)
    services.control(hazard, by=cast.officer, measures="拉警戒线")
    services.offer_transfer(hazard, by=cast.officer, unit=cast.units["school_b"], reason="归对方")
    cast.reported()
    first, second = by_head(workbook(Hazard.objects.order_by("number")))
    assert (first["原定期限"], first["整改期限"]) == (cast.due_on, cast.due_on)
    assert (first["申请延期至"], first["临时防范起"]) == (until, timezone.localdate())
    assert first["待接收单位"] == "育才小学"
    assert {second[head] for head in ("申请延期至", "临时防范起", "待接收单位")} == {""}
