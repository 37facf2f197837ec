"""Doing a round: kept while it is under way, finished once, by whom it is, and kept for good."""

import uuid
from datetime import date

import pytest
from django.db import transaction

from inspections.lines import answers_of, answers_so_far, lines_of
from inspections.models import Draft, Finding, Round, RoundEntry
from inspections.services import (
    add_line,
    attach,
    finish,
    keep_answers,
    start,
)
from organizations.models import Membership
from tests.inspections.planned import TUESDAY, all_ok, gone_through, on, switched
from workflow.errors import NotPermitted, NotPossible, SomethingMissing


@pytest.fixture
def patrol(cast):
    """Of the school, due on 1 June 2021; it is noon of that day."""
    switched(cast.units["bureau"], "fire_daily", by=cast.auditor)
    gone_through(TUESDAY, TUESDAY)
    with on(TUESDAY):
        yield Round.objects.for_list().get(unit=cast.school)


def lacks(refusal) -> list[str]:
    return [lack.code for lack in refusal.value.missing]


# --- Finishing -----------------------------------------------------------------------------


def test_finding_nothing_is_one_act_with_a_name(patrol, cast):
    done = finish(patrol, by=cast.inspector, answers=all_ok(patrol))
    assert (done.state, done.ok, done.found, done.is_late) == ("done", 6, 0, False)
    assert (done.finished_by, done.done_on, done.exceptions) == (cast.inspector, TUESDAY, None)
    entry = done.history.get()
    assert (entry.move, entry.before, entry.after) == ("finish", "due", "done")


def test_what_is_not_normal_is_kept_line_by_line(patrol, cast):
    hazard = cast.reported(by=cast.inspector)
    answers = all_ok(patrol) | {
        "exits": ("hazard", ""),
        "control_room": ("not_applicable", "没有控制室"),
        "wiring": ("ok", "新换的"),
    }
    done = finish(patrol, by=cast.inspector, answers=answers, found=[("exits", hazard)])
    assert (done.ok, done.not_applicable, done.found) == (4, 1, 1)
    assert done.exceptions == {
        "control_room": ["not_applicable", "没有控制室"],
        "exits": ["hazard", ""],
        "wiring": ["ok", "新换的"],
    }
    assert answers_of(done)["fire_doors"] == ["ok", ""]
    assert done.history.get().facts["findings"] == [["exits", str(hazard.pk)]]


def test_every_line_needs_its_answer_and_a_hazard_its_report(patrol, cast):
    with pytest.raises(SomethingMissing) as refusal:
        finish(patrol, by=cast.inspector, answers={"exits": ("hazard", "")})
    assert lacks(refusal) == ["lines", "hazard"]
    assert not RoundEntry.objects.exists()


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"nowhere": ("ok", "")}, "unknown_line"),
        ({"exits": ("perhaps", "")}, "result"),
        ({"exits": ("ok", "长" * 201)}, "result"),
    ],
)
def test_answers_nobody_asked_for_are_refused(patrol, cast, answers, code):
    for act in (finish, keep_answers):
        with pytest.raises(SomethingMissing) as refusal:
            act(patrol, by=cast.inspector, answers=all_ok(patrol) | answers)
        assert code in lacks(refusal)
    assert not Draft.objects.exists()


def test_finished_twice_is_finished_once(patrol, cast):
    finish(patrol, by=cast.inspector, answers=all_ok(patrol))
    with pytest.raises(NotPossible):
        finish(patrol, by=cast.officer, answers=all_ok(patrol))
    with pytest.raises(NotPossible):
        keep_answers(patrol, by=cast.officer, answers={})
    assert RoundEntry.objects.count() == 1


def test_who_may_finish_it(patrol, cast):
    may = {name for name, person in cast.people.items() if may_finish(patrol, person)}
    assert may == {"inspector@school", "officer@school"}


def may_finish(patrol, person) -> bool:
    try:
        with transaction.atomic():
            finish(patrol, by=person, answers=all_ok(patrol))
            transaction.set_rollback(True)
    except NotPermitted:
        return False
    return True


def test_whoever_is_in_its_post_may_finish_it_and_has_the_turn(patrol, cast):
    waits = lambda person: patrol in Round.objects.waiting_for(fresh(person))  # noqa: E731
    assert waits(cast.inspector) and waits(cast.officer) and not waits(cast.responsible)
    Membership.objects.filter(user=cast.responsible).update(post="safety_officer")
    assert waits(cast.responsible) and not waits(cast.inspector)
    finish(patrol, by=fresh(cast.responsible), answers=all_ok(patrol))
    assert not waits(cast.responsible)


def fresh(person):
    """As the next request reads them, with the roles as they are by then."""
    return type(person).objects.get(pk=person.pk)


# --- Late, and too late ----------------------------------------------------------------------


def test_on_the_eve_of_the_next_window_it_is_late_and_then_too_late(cast):
    switched(cast.units["bureau"], "fire_daily", by=cast.auditor)
    friday, sunday, monday = date(2021, 6, 4), date(2021, 6, 6), date(2021, 6, 7)
    gone_through(friday, friday)
    rounds = {one.unit: one for one in Round.objects.for_list()}
    first, second = rounds[cast.school], rounds[cast.units["school_2"]]
    with on(sunday):
        assert first.state == "missed" and first in Round.objects.in_state("missed")
        done = finish(first, by=cast.officer, answers=all_ok(first))
        assert done.is_late and done in Round.objects.in_state("late")
    with on(monday), pytest.raises(NotPossible):
        finish(second, by=cast["officer@school_2"], answers=all_ok(second))


def test_at_midnight_it_is_missed_without_anybody_doing_anything(patrol, cast):
    assert patrol in Round.objects.in_state("due")
    with on(date(2021, 6, 2)):
        assert patrol in Round.objects.in_state("missed")
        assert patrol not in Round.objects.in_state("due")


# --- Half done -------------------------------------------------------------------------------


def test_what_was_tapped_is_there_on_return(patrol, cast):
    keep_answers(patrol, by=cast.inspector, answers={"exits": ("ok", "")})
    keep_answers(patrol, by=cast.officer, answers={"wiring": ("not_applicable", "")})
    assert answers_so_far(patrol) == {"exits": ["ok", ""], "wiring": ["not_applicable", ""]}
    left = {key: said for key, said in all_ok(patrol).items() if key not in ("exits", "wiring")}
    done = finish(patrol, by=cast.inspector, answers=left)
    assert (done.ok, done.not_applicable) == (5, 1)
    assert not Draft.objects.exists()


def test_where_a_hazard_was_found_that_decides(patrol, cast):
    hazard = cast.reported(by=cast.inspector)
    attach(patrol, by=cast.inspector, hazard=hazard, line="exits")
    keep_answers(patrol, by=cast.inspector, answers={"exits": ("ok", "")})
    assert answers_so_far(patrol)["exits"][0] == "hazard"
    again = attach(patrol, by=cast.inspector, hazard=hazard, line="exits")
    assert again == Finding.objects.get()


def test_a_hazard_is_found_once_and_at_its_own_unit(patrol, cast):
    hazard = cast.reported(by=cast.inspector)
    attach(patrol, by=cast.inspector, hazard=hazard, line="exits")
    with pytest.raises(NotPossible):
        attach(patrol, by=cast.inspector, hazard=hazard, line="wiring")
    other = cast.reported(by=cast["officer@central"], unit=cast.units["school_2"])
    with pytest.raises(SomethingMissing):
        attach(patrol, by=cast.inspector, hazard=other, line="wiring")


def test_a_unit_asks_lines_of_its_own_from_the_next_day_on(cast):
    switched(cast.units["bureau"], "fire_daily", by=cast.auditor)
    with on(TUESDAY):
        told = {"text": "画室溶剂锁好", "category": cast.fire, "by": cast.officer}
        own = add_line(cast.school, "fire_daily", **told)
    gone_through(TUESDAY, date(2021, 6, 2))
    first, second = Round.objects.filter(unit=cast.school).order_by("opens_on").for_list()
    assert own.key not in [line.key for line in lines_of(first)]
    assert own.key in [line.key for line in lines_of(second)]


# --- Free rounds -------------------------------------------------------------------------------


def test_a_free_round_sent_twice_is_one_and_is_never_due(cast):
    told = {"by": cast.inspector, "unit": cast.school, "kind": "hunt", "id": uuid.uuid4()}
    first, is_new = start(**told)
    again, is_new_again = start(**told)
    assert (first.pk, is_new, is_new_again) == (again.pk, True, False)
    assert first.state == "open"
    assert first in Round.objects.waiting_for(cast.inspector)
    with pytest.raises(NotPossible):
        start(**{**told, "kind": "campaign"})
    done = finish(first, by=cast.inspector)
    assert (done.state, done.history.count()) == ("done", 2)


def test_only_who_began_a_free_round_finishes_it(cast):
    one, _ = start(by=cast.inspector, unit=cast.school, kind="hunt")
    with pytest.raises(NotPermitted):
        finish(one, by=cast.officer)


@pytest.mark.parametrize(
    ("told", "code"),
    [({"kind": "planned"}, "kind"), ({"day": date(2121, 1, 1)}, "day")],
)
def test_what_makes_no_free_round(cast, told, code):
    with pytest.raises(SomethingMissing) as refusal:
        start(**{"by": cast.inspector, "unit": cast.school, "kind": "hunt", **told})
    assert lacks(refusal) == [code]


def test_who_begins_free_rounds_of_a_school(cast):
    may = set()
    for name, person in cast.people.items():
        try:
            start(by=person, unit=cast.school, kind="hunt")
        except NotPermitted:
            continue
        may.add(name)
    assert may == {
        *("inspector@school", "officer@school", "inspector@central", "officer@central"),
        *("inspector@bureau", "auditor@bureau"),
    }
