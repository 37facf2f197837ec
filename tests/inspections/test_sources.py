"""Blanks counted from rounds: 查找身边隐患, and which units inspected; altered, they are found."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from inspections.models import Round
from inspections.services import amend, finish, start
from returns import shipped, verification
from tests.figures.lives import june, moment
from tests.inspections.planned import all_ok, gone_through, switched
from tests.inspections.tampering import key, past_the_triggers
from tests.returns.campaigning import Desk, campaign_of

HUNTS, INSPECTED = "hunts", "inspected"
YAML = """\
code: inspections
version: "1"
layout: table
title: 排查情况表
heads: [项目, 要求, 进展]
header: {unit: 填报单位, contact_name: 联系人, contact_phone: 电话, filled_on: 填报日期}
sections:
  - title: 排查
    rows:
      - activity: 排查
        requirements: [开展排查]
        prompt: 查找身边隐患{hunts}场次，排查单位{inspected}家
indicators:
  - {code: hunts, label: 场次, type: int, aggregation: sum, counted_in: 场次,
     source: inspections.hunts, meaning: 查找身边隐患}
  - {code: inspected, label: 单位, type: int, aggregation: sum, counted_in: 家,
     source: inspections.units_inspected, meaning: 排查过的单位}
"""


@pytest.fixture
def desk(cast):
    shipped.enter(YAML)
    return Desk(cast, campaign_of(cast.auditor, cast.units["bureau"], "inspections"))


TENTH = june(10)


def hunted(by, unit, day: date = TENTH, kind: str = "hunt") -> Round:
    one, _ = start(by=by, unit=unit, kind=kind, day=day, at=moment(day))
    return finish(one, by=by, at=moment(day))


@pytest.fixture
def rounds(desk, cast):
    """Two hunts and a patrol of the school, an open one, one of another month, a visit; the second
    school has only a patrol."""
    desk.first = hunted(cast.inspector, cast.school)
    desk.second = hunted(cast.officer, cast.school, june(30))
    hunted(cast.inspector, cast.school, june(30) + timedelta(days=30))
    hunted(cast.auditor, cast.units["school_b"], kind="visit")
    start(by=cast.inspector, unit=cast.school, kind="hunt", day=june(12), at=moment(june(12)))
    switched(cast.units["central"], "fire_daily", by=cast.auditor)
    gone_through(june(8), june(9))
    patrols = Round.objects.planned().filter(unit=cast.units["school_2"]).for_list()
    desk.patrol = patrols.order_by("opens_on")[0]
    finish(
        desk.patrol,
        by=cast["officer@school_2"],
        answers=all_ok(desk.patrol),
        at=moment(june(8)),
    )
    return desk


def figures(desk, place) -> list[int]:
    return [desk.value(place, code) for code in (HUNTS, INSPECTED)]


def test_finished_hunts_of_the_window_are_counted_and_a_unit_that_looked_is_one(rounds):
    assert figures(rounds, "school") == [2, 1]
    assert figures(rounds, "school_2") == [0, 1]
    assert figures(rounds, "school_b") == [0, 0]  # only the bureau looked there


def test_they_go_up_the_tree_and_show_their_rows(rounds, cast, client):
    for place in ("school", "school_2", "central"):
        rounds.hand_in(place)
    assert figures(rounds, "central") == [2, 2]
    client.force_login(cast["officer@central"])
    path = f"/api/v1/returns/{rounds.of('school').pk}/rows/?code={HUNTS}"
    rows = client.get(path).json()["rows"]
    assert [(row["kind"], row["id"], row["measure"]) for row in rows] == [
        ("round", str(rounds.first.pk), 1),
        ("round", str(rounds.second.pk), 1),
    ]


def test_a_round_finished_afterwards_changes_no_frozen_figure(rounds, cast):
    """Neither a hunt, nor the first round of a unit, begun before and finished after."""
    begun, _ = start(by=cast["officer@direct"], unit=cast.units["direct"], kind="extra", day=TENTH)
    for place in ("school", "direct"):
        rounds.hand_in(place)
    one, _ = start(by=cast.inspector, unit=cast.school, kind="hunt", day=june(11))
    finish(one, by=cast.inspector)
    finish(begun, by=cast["officer@direct"])
    assert figures(rounds, "direct") == [0, 0]
    assert figures(rounds, "school") == [2, 1]
    assert list(verification.faults()) == []


def test_a_round_amended_afterwards_changes_no_frozen_figure_and_altered_it_is_found(rounds, cast):
    rounds.hand_in("school")
    amend(rounds.first, by=cast.inspector, reason="漏记", note="另查了食堂")
    assert figures(rounds, "school") == [2, 1]
    assert list(verification.faults()) == []
    sql = "UPDATE inspections_round SET note = 'x' WHERE id = %s"
    past_the_triggers(sql, key(rounds.first))
    assert rounds.of("school").number in "".join(verification.faults())


@pytest.mark.parametrize("change", ["note = 'x'", "done_on = '2021-06-11'", "found = 2"])
def test_a_round_altered_behind_a_return_is_found_with_it(rounds, change):
    rounds.hand_in("school")
    past_the_triggers(f"UPDATE inspections_round SET {change} WHERE id = %s", key(rounds.first))
    with pytest.raises(CommandError) as refusal:
        call_command("verify_returns")
    assert rounds.of("school").number in str(refusal.value)
