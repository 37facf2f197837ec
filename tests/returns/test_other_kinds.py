"""Blanks counted from another kind of record than hazards: from the rows to the proof."""

import json

import pytest
from django.core.management import CommandError, call_command

from activities import services
from returns import verification
from returns.table.drilldown import behind
from tests.activities.tampering import key, past_the_triggers
from tests.figures.lives import june, moment
from tests.returns.outreach import DIFFERENT, NAMES, PEOPLE, RECORDS, TIPS, logged, outreach_desk


@pytest.fixture
def desk(cast):
    return outreach_desk(cast)


@pytest.fixture
def three(desk, cast, lives):
    """Two launches of the school and one of its central school, a tip, and all that counts not."""
    desk.first = logged(cast.officer, cast.school)
    desk.second = logged(cast.inspector, cast.school, june(30), name="讲座", people=15)
    desk.third = logged(cast["officer@central"], cast.units["central"], june(1), people=100)
    logged(cast.officer, cast.school, june(20), kind="online_class")
    logged(cast.officer, cast.school, june(12), people=0)
    for day in (june(1).replace(month=5, day=31), june(1).replace(month=7)):
        logged(cast.officer, cast.school, day)
    desk.tip = lives.found(june(10), source="tip")
    return desk


def figures(desk, place):
    return [desk.value(place, code) for code in (RECORDS, PEOPLE, NAMES, DIFFERENT, TIPS)]


def document(desk, place="school"):
    return json.loads(desk.of(place).submission.document)


def faults() -> list[str]:
    return list(verification.faults())


def test_records_of_a_kind_and_window_are_counted_summed_joined_and_told_apart(three):
    assert figures(three, "school") == [3, 55, "晨会、讲座", 2, 1]


def test_a_unit_without_any_has_0_and_no_words(desk):
    assert figures(desk, "direct") == [0, 0, None, 0, 0]


def test_the_figures_go_up_the_tree(three):
    three.hand_in("school")
    three.hand_in("central")
    assert figures(three, "central") == [4, 155, "晨会、讲座", 3, 1]
    three.submit("bureau")
    assert figures(three, "bureau") == [4, 155, "晨会、讲座", 3, 1]
    assert faults() == []


def test_a_corrected_record_counts_no_more_and_stays_among_the_rows(three, cast):
    told = {"by": cast.officer, "reason": "数错了", "at": moment(june(13))}
    new, _ = services.supersede(three.first, people=44, **told)
    three.hand_in("school")
    assert figures(three, "school")[:2] == [3, 59]
    rows = {row["id"] for row in document(three)["rows"]}
    assert {str(three.first.pk), str(new.pk)} <= rows
    assert str(three.first.pk) not in document(three)["behind"][PEOPLE]
    assert faults() == []


def test_a_past_moment_is_told_by_the_history(three, cast):
    told = {"by": cast.officer, "reason": "数错了", "at": moment(june(13))}
    services.supersede(three.first, people=44, **told)
    three.hand_in("school", at=moment(june(11)))
    assert figures(three, "school")[:3] == [1, 40, "晨会"]
    there = {row["id"] for row in document(three)["rows"]}
    assert {str(three.tip.pk), str(three.first.pk)} <= there
    assert str(three.second.pk) not in there
    assert faults() == []


def test_the_rows_are_frozen_with_their_kind_day_and_entry(three):
    three.hand_in("school")
    told = document(three)
    hazard, first = told["rows"][:2]
    assert set(hazard) == {"id", "number", "entry"}
    assert first == {
        "kind": "activity", "id": str(three.first.pk), "day": "2021-06-10",
        "entry": three.first.history.get().digest,
    }  # fmt: skip
    assert told["behind"][RECORDS][0] == str(three.first.pk)
    assert told["campaign"]["activities"] == ["2021-06-01", "2021-06-30"]
    assert told["campaign"]["hazards"] == ["2021-06-05", "2021-07-05"]


def test_what_is_logged_and_corrected_afterwards_is_shown_beside_it_and_no_fault(three, cast):
    three.hand_in("school")
    services.supersede(three.first, by=cast.officer, reason="数错了", people=41)
    logged(cast.officer, cast.school, at=None)
    figure = three.opened("school").figures[PEOPLE]
    assert (figure.value, figure.now) == (55, 96)
    assert faults() == []


def test_behind_a_figure_stand_its_rows_with_what_each_adds(three, cast):
    three.hand_in("school"), three.hand_in("central")
    services.supersede(three.first, by=cast.officer, reason="数错了", people=41)
    depth = behind(three.opened("central"), PEOPLE)
    rows = [(row.kind.name, row.record.title, row.measure) for row in depth.rows]
    assert [measure for *_, measure in rows] == [100, 40, 0, 15]
    assert {kind for kind, *_ in rows} == {"activity"}
    assert depth.rows[1].record.state == "superseded"
    assert (depth.out_of_sight, depth.beside) == (0, {})
    assert [row.measure for row in behind(three.opened("central"), RECORDS).rows] == [1] * 4
    names = [row.measure for row in behind(three.opened("central"), NAMES).rows]
    assert names == ["晨会", "晨会", "晨会", "讲座"]


def test_rows_out_of_sight_are_counted_and_not_shown(three, cast):
    three.hand_in("school"), three.hand_in("central")
    depth = behind(three.opened("central", by=cast.officer), PEOPLE)
    assert [row.measure for row in depth.rows] == [40, 0, 15]
    assert depth.out_of_sight == 1


# --- Tampering -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE activities_activity SET people = 400 WHERE id = %s",
        "UPDATE activities_activity SET kind = 'outreach' WHERE id = %s",
        "UPDATE activities_activity SET day = '2021-05-10' WHERE id = %s",
        "UPDATE activities_activity SET sessions = 7 WHERE id = %s",
        "UPDATE activities_activityentry SET after = 'superseded' WHERE activity_id = %s",
        "UPDATE activities_activityentry SET digest = 'x' WHERE activity_id = %s",
        "UPDATE activities_activityentry SET note = 'x' WHERE activity_id = %s",
        "DELETE FROM activities_activityentry WHERE activity_id = %s",
    ],
)
def test_one_altered_activity_behind_a_figure_is_found(three, statement):
    three.hand_in("school")
    assert faults() == []
    past_the_triggers(statement, key(three.first))
    assert any(three.of("school").number in fault for fault in faults())
    with pytest.raises(CommandError, match=three.of("school").number):
        call_command("verify_returns")


def test_an_activity_that_was_taken_out_is_found(three):
    three.hand_in("school")
    for table, column in (("activityentry", "activity_id"), ("activity", "id")):
        past_the_triggers(f"DELETE FROM activities_{table} WHERE {column} = %s", key(three.first))
    assert any(PEOPLE in fault for fault in faults())


def test_an_activity_moved_into_the_window_is_found_as_left_out(three, cast):
    early = logged(cast.officer, cast.school, june(1).replace(month=5, day=20), name="早")
    three.hand_in("school")
    past_the_triggers("UPDATE activities_activity SET day = '2021-06-02' WHERE id = %s", key(early))
    assert any("早" in fault for fault in faults())
