"""Which hazard a row is: a running number is no identity, a number given for good helps."""

import uuid
from datetime import date

import pytest

from hazards import services as hazards
from hazards.models import Category, Hazard
from hazards.services import Origin
from imports import services
from imports.loading import Outcome
from imports.rows import identity
from imports.rows.identity import is_running
from organizations.models import Unit
from tests.imports.ledgers import faults, several

HEADS = ["编号", "检查日期", "隐患部位", "存在问题", "隐患类别"]


def year(n: int, first: int = 1) -> list[list]:
    return [
        [first + k, f"{n}-03-0{k + 1}", f"教学楼{k + 1}层", f"{n}年的问题{k + 1}", "消防"]
        for k in range(3)
    ]


def taken(cast, lines, by=None):
    return services.take_in(several({"台账": [HEADS, *lines]}), by=by or cast.officer)


def load(cast, lines) -> Outcome:
    return services.commit(taken(cast, lines), by=cast.officer)


@pytest.mark.parametrize("number", ["1", "07", "(3)", "12.", "第12号", "③", "3-1", "No.5", "十二"])
def test_what_only_counts_rows_is_a_running_number(number):
    assert is_running(number)


@pytest.mark.parametrize("number", ["2021-JZ012-0007", "A-1", "20210007", "2021-3", "JZ012"])
def test_a_number_with_a_year_or_letters_was_given_for_good(number):
    assert not is_running(number)


def test_next_years_rows_of_the_same_numbers_are_new(cast):
    assert load(cast, year(2023)) == Outcome(3, 0, 0)
    assert load(cast, year(2024)) == Outcome(3, 0, 0)
    for again in (year(2023), year(2024)):
        assert taken(cast, again).counts()["already_here"] == 3


def test_the_same_row_under_another_running_number_is_found_as_the_same(cast):
    load(cast, year(2023))
    one = taken(cast, year(2023, first=41))
    assert (one.counts()["good"], one.counts()["already_here"]) == (0, 3)


def test_a_number_that_begins_again_each_month_makes_no_two_rows_one(cast):
    march = [[n, "2022-03-05", f"教学楼{n}层", f"3月的问题{n}", "消防"] for n in (1, 2)]
    april = [[n, "2022-04-05", f"教学楼{n}层", f"4月的问题{n}", "消防"] for n in (1, 2)]
    assert faults(taken(cast, [*march, *april])) == []
    assert load(cast, [*march, *april]) == Outcome(4, 0, 0)


def test_two_rows_of_the_same_words_are_two_where_each_has_a_number_for_good(cast):
    same = ["2021-06-05", "一层", "灭火器过期", "消防"]
    one = taken(cast, [["2021-JZ012-0007", *same], ["2021-JZ012-0008", *same]])
    assert faults(one) == [] and services.commit(one, by=cast.officer).loaded == 2


def test_a_number_for_good_finds_its_row_though_the_words_were_mended(cast):
    row = ["2021-JZ012-0007", "2021-06-05", "一层", "灭火器过期", "消防"]
    load(cast, [row])
    mended = [*row[:3], "灭火器过期两具", row[4]]
    assert taken(cast, [mended]).counts()["already_here"] == 1
    assert taken(cast, [[row[0], "2022-06-05", *row[2:]]]).counts()["good"] == 1


@pytest.fixture
def loaded_before(cast):
    """A row as it was brought in when the number alone, a running one too, was its key."""

    def bring_in(number: str, **other) -> Hazard:
        told = {"place": "教学楼1层", "description": "2023年的问题1", "category": cast.fire}
        told |= {"unit": cast.school, "former_number": number, **other}
        told |= {"id": identity.former_key(told), "found_on": date(2023, 3, 1)}
        origin = Origin("旧台账.xlsx", "0" * 64, 2, {})
        return hazards.bring_in(by=cast.officer, origin=origin, **told)[0]

    return bring_in


def test_rows_loaded_under_their_running_numbers_are_known_again(cast, loaded_before):
    known = loaded_before("1")
    one = taken(cast, year(2023))
    assert (one.counts()["good"], one.counts()["already_here"]) == (2, 1)
    assert one.rows.get(phase="already_here").hazard == known.pk
    assert taken(cast, year(2024)).counts()["good"] == 3


def test_rows_loaded_under_their_numbers_for_good_are_known_again(cast, loaded_before):
    known = loaded_before("A-1")
    row = ["A-1", "2023-03-01", "教学楼1层", "另写的话", "消防"]
    assert taken(cast, [row]).rows.get().hazard == known.pk


def test_the_keys_of_an_upgraded_ledger_stay_what_they_were():
    """Written down by hand: those with a number, and those without."""
    unit, kind = Unit(pk=4), Category(pk=1)
    numbered = {"unit": unit, "former_number": "A-1"}
    assert identity.former_key(numbered) == uuid.UUID("38002085-9e70-580c-8277-d24e5d2af0b5")
    told = {"number": "", "unit": unit, "category": kind, "place": "一层", "description": "堆物"}
    told["found_on"] = date(2021, 6, 5)
    assert identity.key_of(told) == uuid.UUID("b7f10387-a07e-5d86-8225-fad0163df883")
