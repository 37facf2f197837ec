"""Checklists as data: what ships, and a bad one refused with the line of each fault."""

import pytest
from django.core.exceptions import ValidationError

from hazards.models import Category, Clause
from inspections import shipped
from inspections.checklists.reading import read
from inspections.models import Checklist
from inspections.services import load
from records.nodes import FaultyTemplate
from workflow.errors import NotPermitted

GOOD = """code: gas_weekly
version: "1"
title: 燃气周查
cycle: weekly
post: canteen_manager
kinds: [school, kindergarten]
rule: 依据待录入
sections:
  - title: 燃气
    category: gas
    lines:
      - key: valves
        text: 阀门不漏气
      - key: alarm
        text: 报警器正常
        kinds: [school]
"""


def faults_of(source: str) -> list[tuple[int, str]]:
    with pytest.raises(FaultyTemplate) as refusal:
        read(source)
    return [(fault.line, fault.sentence) for fault in refusal.value.faults]


def test_a_good_list_is_read_whole():
    listed = read(GOOD)
    assert (listed.code, listed.cycle, listed.post) == ("gas_weekly", "weekly", "canteen_manager")
    assert [line.key for line in listed.lines_for("school")] == ["valves", "alarm"]
    assert [line.key for line in listed.lines_for("kindergarten")] == ["valves"]
    assert {line.category for line in listed.lines} == {"gas"}


@pytest.mark.parametrize(
    ("instead_of", "said", "line"),
    [
        ("cycle: weekly\n", "", 1),
        ("cycle: weekly", "cycle: sometimes", 4),
        ("post: canteen_manager", "post: cook", 5),
        ("[school, kindergarten]", "[academy]", 6),
        ("category: gas", "category: smoke", 10),
        ("key: alarm", "key: valves", 14),
        ("key: valves", "key: Own-1", 12),
        ("text: 阀门不漏气", "text: " + "长" * 121, 13),
        ('version: "1"', "version: 一", 2),
    ],
)
def test_a_bad_list_names_its_line(instead_of, said, line):
    assert line in [found for found, _sentence in faults_of(GOOD.replace(instead_of, said))]


def test_a_list_without_a_cycle_says_so():
    (fault,) = faults_of(GOOD.replace("cycle: weekly\n", ""))
    assert "cycle" in fault[1]


@pytest.mark.parametrize("source", ["", "- a", "code: [", "a: &a [*a]"])
def test_what_is_no_list_at_all_is_refused(source):
    assert faults_of(source)


def test_every_shipped_list_is_there_with_categories_and_clauses_there_are(db):
    lists = Checklist.objects.all()
    assert {one.code for one in lists} == {
        "fire_daily", "fire_monthly", "gate_daily", "canteen_daily", "canteen_weekly",
        "canteen_monthly", "facilities_monthly", "dormitory_daily", "laboratories_termly",
        "bus_trip", "bus_routes", "buildings_termly", "surroundings_monthly", "before_term",
        "before_holiday", "before_flood_season",
    }  # fmt: skip
    lines = [line for one in lists for line in one.listed.lines]
    assert {line.category for line in lines} <= set(Category.objects.values_list("code", flat=True))
    clauses = set(Clause.objects.current().values_list("code", flat=True))
    assert {line.clause for line in lines if line.clause} <= clauses
    assert len(Checklist.objects.get(code="fire_monthly").listed.lines) == 20


def test_loading_twice_is_harmless(db):
    assert shipped.load() == 0


def test_the_bureau_loads_another_version_that_holds_from_tomorrow(cast):
    one = load(GOOD, by=cast.auditor)
    again = GOOD.replace('version: "1"', 'version: "2"')
    second = load(again, by=cast["administrator@bureau"])
    assert (one.code, one.loaded_by) == ("gas_weekly", cast.auditor)
    with pytest.raises(ValidationError):
        load(again, by=cast.auditor)
    in_force = Checklist.objects.in_force(second.since)
    assert in_force["gas_weekly"] == second


def test_nobody_below_the_bureau_loads_lists(cast):
    loading = []
    for name, person in cast.people.items():
        try:
            load(GOOD, by=person)
        except NotPermitted:
            continue
        except ValidationError:  # somebody before had loaded it
            pass
        loading.append(name)
    assert set(loading) == {"auditor@bureau", "administrator@bureau"}
