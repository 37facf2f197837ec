"""A finished round says what was really so: with a reason, by whom it is, and nothing is lost."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from inspections import coverage
from inspections.history.amendments import amendments_of
from inspections.lines import answers_of
from inspections.models import Finding, Round, RoundEntry
from inspections.services import amend, finish, go_out, record_refusal, sign, start
from notifications.models import Notification
from papers.inspections.record import inspection_record, record_of
from tests.inspections.planned import TUESDAY, all_ok, gone_through, on, switched
from tests.inspections.tampering import key, past_the_triggers
from workflow.errors import NotPermitted, NotPossible, SomethingMissing


@pytest.fixture
def patrol(cast):
    """Of the school, finished with nothing found on 1 June 2021; it is noon of that day."""
    switched(cast.units["bureau"], "fire_daily", by=cast.auditor)
    gone_through(TUESDAY, TUESDAY)
    with on(TUESDAY):
        one = Round.objects.for_list().get(unit=cast.school)
        yield finish(one, by=cast.inspector, answers=all_ok(one), note="正常")


def lacks(refusal) -> list[str]:
    return [lack.code for lack in refusal.value.missing]


def changes(one: Round) -> list[tuple[str, str, str]]:
    (last,) = amendments_of(one)[-1:]
    return [(each.line or each.name, each.before, each.after) for each in last.changes]


def test_an_answer_a_place_the_inspectors_and_the_note_are_amended_with_a_reason(patrol, cast):
    told = {"answers": {"control_room": ("not_applicable", "")}, "note": "补记"}
    told |= {"whereabouts": "教学楼、食堂", "inspectors": "保安甲，保安乙"}
    done = amend(patrol, by=cast.inspector, reason="学校没有控制室", **told)
    assert (done.ok, done.not_applicable, done.note) == (5, 1, "补记")
    assert (done.whereabouts, done.inspectors) == ("教学楼、食堂", "保安甲、保安乙")
    assert (done.finished_by, done.done_on, done.state) == (cast.inspector, TUESDAY, "done")
    assert changes(done) == [
        ("control_room", "正常", "不适用"),
        ("whereabouts", "", "教学楼、食堂"),
        ("inspectors", str(cast.inspector), "保安甲、保安乙"),
        ("note", "正常", "补记"),
    ]
    call_command("verify_rounds")


def test_what_was_said_first_stays_in_the_chain(patrol, cast):
    amend(patrol, by=cast.inspector, reason="补记", note="一")
    amend(patrol, by=cast.officer, reason="再补", note="二")
    entries = list(patrol.history.all())
    assert [entry.move for entry in entries] == ["finish", "amend", "amend"]
    assert [entry.facts["note"] for entry in entries] == ["正常", "一", "二"]
    assert [entry.note for entry in entries] == ["", "补记", "再补"]
    assert entries[2].previous_digest == entries[1].digest
    assert len(amendments_of(Round.objects.get(pk=patrol.pk))) == 2
    call_command("verify_rounds")


def test_a_hazard_that_was_overlooked_is_found_afterwards_and_counted(patrol, cast):
    hazard = cast.reported(by=cast.inspector)
    month = TUESDAY.replace(day=1)
    before = coverage.cells(cast.school, month, coverage.month_after(month))
    assert before["fire_daily", month]["nothing_found"] == 1
    answers = {"exits": ("hazard", "")}
    done = amend(
        patrol, by=cast.inspector, reason="漏记", answers=answers, found=[("exits", hazard)]
    )
    assert (done.ok, done.found, answers_of(done)["exits"]) == (5, 1, ["hazard", ""])
    after = coverage.cells(cast.school, month, coverage.month_after(month))["fire_daily", month]
    assert (after["done"], after["nothing_found"], after["hazards"]) == (1, 0, 1)
    call_command("check_coverage")
    call_command("verify_rounds")


def test_what_was_found_stays_found(patrol, cast):
    hazard, answers = cast.reported(by=cast.inspector), {"exits": ("hazard", "")}
    found = [("exits", hazard)]
    done = amend(patrol, by=cast.inspector, reason="漏记", answers=answers, found=found)
    with pytest.raises(SomethingMissing) as refusal:
        amend(done, by=cast.inspector, reason="误记", answers={"exits": ("ok", "")})
    assert lacks(refusal) == ["hazard_stays"]
    assert Finding.objects.get().hazard == hazard


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"reason": " ", "note": "另"}, "reason"),
        ({"reason": "长" * 501, "note": "另"}, "reason"),
        ({"note": "长" * 501}, "note"),
        ({"whereabouts": "长" * 121}, "whereabouts"),
        ({"inspectors": "长" * 201}, "inspectors"),
        ({"answers": {"nowhere": ("ok", "")}}, "unknown_line"),
        ({"answers": {"exits": ("hazard", "")}}, "hazard"),
        ({}, "change"),
        ({"answers": {"exits": ("ok", "")}, "note": "正常"}, "change"),
    ],
)
def test_what_makes_no_amendment(patrol, cast, told, code):
    with pytest.raises(SomethingMissing) as refusal:
        amend(patrol, by=cast.inspector, **{"reason": "记错", **told})
    assert lacks(refusal) == [code]
    assert RoundEntry.objects.count() == 1


def test_a_hazard_refused_with_the_rest_is_not_attached(patrol, cast):
    hazard = cast.reported(by=cast.inspector)
    told = {"answers": {"exits": ("hazard", "")}, "found": [("exits", hazard)]}
    with pytest.raises(SomethingMissing):
        amend(patrol, by=cast.inspector, reason="", **told)
    assert not Finding.objects.exists()


def test_only_a_finished_round_is_amended(cast):
    one, _ = start(by=cast.inspector, unit=cast.school, kind="hunt")
    with pytest.raises(NotPossible):
        amend(one, by=cast.inspector, reason="记错", note="另")


def may_amend(cast, one: Round) -> set[str]:
    may = set()
    for name, person in cast.people.items():
        try:
            with transaction.atomic():
                amend(one, by=person, reason="记错", note=f"由{name}")
                transaction.set_rollback(True)
        except NotPermitted:
            continue
        may.add(name)
    return may


def test_who_finishes_it_or_directs_above_amends_it(patrol, cast):
    assert may_amend(cast, patrol) == {
        *("inspector@school", "officer@school", "officer@central", "auditor@bureau"),
    }


def test_the_record_of_a_visit_is_not_amended_by_who_was_visited(cast):
    by = cast["inspector@bureau"]
    outing = go_out(by=by, units=[cast.school], title="开学检查")
    visit = finish(outing.visits.get(), by=by)
    assert may_amend(cast, visit) == {"inspector@bureau", "auditor@bureau"}


def test_the_unit_that_may_have_signed_is_told(cast):
    visit, _ = start(by=cast.auditor, unit=cast.school, kind="visit")
    finish(visit, by=cast.auditor)
    sign(visit, by=cast.officer)
    amend(visit, by=cast.auditor, reason="写错地点", whereabouts="南校区")
    told = Notification.objects.get(kind="round_amended")
    assert told.recipient == cast.officer and "写错地点" in told.sentence
    call_command("verify_rounds")


def test_a_refusal_to_sign_stays_what_it_was(cast):
    visit, _ = start(by=cast.auditor, unit=cast.school, kind="visit")
    finish(visit, by=cast.auditor)
    amend(visit, by=cast.auditor, reason="写错地点", whereabouts="南校区")
    record_refusal(visit, by=cast.auditor, reason="不认可")
    call_command("verify_rounds")


def test_a_record_issued_before_stays_and_the_next_one_says_it_was_amended(patrol, cast):
    first = inspection_record(patrol, by=cast.inspector)
    said = first.document
    done = amend(patrol, by=cast.inspector, reason="写错地点", whereabouts="南校区")
    first.refresh_from_db()
    assert first.document == said and record_of(done) == first
    second = inspection_record(Round.objects.get(pk=done.pk), by=cast.inspector)
    assert second.number != first.number
    assert "写错地点" in second.document and "南校区" in second.document


@pytest.mark.parametrize(
    "change",
    ["note = 'x'", "amended = 1", "amended = 3, note = 'x'", "amended = NULL",
     "amended = 2, finished_by_id = NULL", "amended = 2, done_on = '2021-06-03'"],
)  # fmt: skip
def test_the_database_lets_a_finished_round_change_by_one_more_amendment_alone(
    patrol, cast, change
):
    amend(patrol, by=cast.inspector, reason="补记", note="一")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE inspections_round SET {change}")


@pytest.mark.parametrize(
    "change",
    ["note = 'x'", "amended = NULL", "amended = 2", "whereabouts = NULL", "inspectors = 'x'",
     "finished_by_id = (SELECT MAX(id) FROM organizations_user)"],
)  # fmt: skip
def test_an_amended_round_altered_past_the_triggers_is_named(patrol, cast, change):
    amend(patrol, by=cast.inspector, reason="写错地点", whereabouts="南校区")
    past_the_triggers(f"UPDATE inspections_round SET {change} WHERE id = %s", key(patrol))
    with pytest.raises(CommandError) as refusal:
        call_command("verify_rounds")
    assert str(patrol.pk) in str(refusal.value)
