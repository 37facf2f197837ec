"""What leaves somebody's reach is told to them as gone, by its id alone; whoever's own reach has
changed begins anew."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.staff import postings
from accounts.staff.merging import merge_unit
from changes.models import NumberedChange
from hazards import services
from organizations import departures
from organizations.models import Membership, Role, Unit
from organizations.services import move_unit
from organizations.unit_life.closing import close_unit
from tests.api.changes.test_feed import acts, end, since
from tests.api.conftest import Caller
from tests.hazards.handing_over import accepted, offered

DAY = timedelta(days=1)


@pytest.fixture
def callers(cast):
    names = {"school": "viewer@school", "central": "officer@central", "bureau": "auditor@bureau"}
    names |= {"school_b": "officer@school_b", "central_b": "officer@central_b"}
    return {place: Caller(cast[name]) for place, name in names.items()}


def ends(callers) -> dict[str, str]:
    return {place: end(caller) for place, caller in callers.items()}


def told(callers, cursors, what="gone") -> dict[str, set]:
    """Who is told so, and of which ids."""
    found = {}
    for place, caller in callers.items():
        changes = [one for one in since(caller, cursors[place]) if one["what"] == what]
        if changes:
            found[place] = {(one["kind"], one["id"]) for one in changes}
    return found


def test_a_hazard_another_unit_took_over_is_gone_for_those_who_reach_it_no_more(cast, callers):
    offer = offered(cast)
    before = ends(callers)
    accepted(cast, offer)
    its = {("hazard", str(offer.hazard_id))}
    assert told(callers, before) == {"school": its, "central": its}
    taken_over = told(callers, before, "accept_transfer")
    assert taken_over == {place: its for place in ("bureau", "school_b", "central_b")}
    (line,) = since(callers["school"], before["school"])
    assert line["version"] is None and set(line) == {
        "cursor",
        "kind",
        "id",
        "version",
        "what",
        "at",
    }
    assert callers["school"].get(f"hazards/{offer.hazard_id}/").status_code == 404


def test_whoever_still_sees_it_is_not_told_that_it_is_gone(cast, callers):
    """Who found it does, and whoever reaches both units."""
    offer = offered(cast)
    finder, both = Caller(cast.inspector), Caller(cast["officer@central"])
    Membership.objects.create(user=both.user, unit=cast.units["school_b"], role=Role.VIEWER)
    before = end(finder), end(both)
    accepted(cast, offer)
    for caller, cursor in zip((finder, both), before, strict=True):
        assert [one["what"] for one in since(caller, cursor)] == ["accept_transfer"]


def test_a_hazard_that_comes_back_is_told_by_its_acts_alone(cast, callers):
    offer = offered(cast)
    before = ends(callers)
    hazard = accepted(cast, offer).hazard
    back = services.offer_transfer(
        hazard, by=cast["officer@school_b"], unit=cast.school, reason="查实属原单位"
    )
    accepted(cast, back, by=cast.officer, responsible=cast.responsible)
    assert "school" not in told(callers, before)


def test_what_a_merged_unit_passes_on_is_gone_where_its_successor_is_out_of_reach(cast, callers):
    hazard, before = cast.assigned(), ends(callers)
    told_by = {"on": timezone.localdate(), "by": cast["administrator@bureau"]}
    merge_unit(cast.school, into=cast.units["school_b"], **told_by)
    gone = told(callers | {"school": callers["central"]}, {**before, "school": before["central"]})
    assert ("hazard", str(hazard.pk)) in gone["central"]
    assert ("person", cast.responsible.pk) in gone["central"]
    assert set(gone) == {"central", "school"}


def test_a_unit_moved_away_is_gone_with_all_below_it_for_the_level_it_left(cast, callers):
    before = ends(callers)
    move_unit(cast.school, under=cast.units["central_b"], since=timezone.localdate())
    assert told(callers, before) == {"central": {("unit", cast.school.pk)}}
    assert ("unit", cast.school.pk) in told(callers, before, "moved")["central_b"]
    assert callers["central"].get(f"units/{cast.school.pk}/").status_code == 404


def test_somebody_whose_last_role_there_ended_is_gone_from_there(cast, callers):
    by, before = cast["administrator@bureau"], ends(callers)
    membership = Membership.objects.get(user=cast.inspector)
    Membership.objects.create(user=cast.responsible, unit=cast.units["school_2"], role=Role.VIEWER)
    postings.end_role(membership, last_day=timezone.localdate() - DAY, by=by)
    other = Membership.objects.get(user=cast.responsible, unit=cast.school)
    postings.end_role(other, last_day=timezone.localdate() - DAY, by=by)
    inspector, responsible = ("person", cast.inspector.pk), ("person", cast.responsible.pk)
    gone = told(callers, before)
    assert gone == {"school": {inspector, responsible}, "central": {inspector}}
    assert callers["central"].get(f"people/{cast.responsible.pk}/").status_code == 200
    assert callers["school"].get(f"people/{cast.responsible.pk}/").status_code == 404


def test_a_last_day_that_is_over_is_told_by_the_clock_and_so_is_a_first_day(cast, callers):
    by, today = cast["administrator@bureau"], timezone.localdate()
    postings.end_role(Membership.objects.get(user=cast.inspector), last_day=today, by=by)
    person = cast["inspector@school_b"]
    postings.give_role(person, unit=cast.school, role=Role.VIEWER, by=by, starts_on=today + DAY)
    before = ends(callers)
    with time_machine.travel(timezone.now() + DAY):
        for _ in range(2):
            departures.hand_over_what_lapsed()
            departures.note_what_began()
        words = acts(since(callers["school"], before["school"]))
        assert sorted((key, what) for _kind, key, _v, what in words) == sorted(
            [
                (cast.inspector.pk, "role_lapsed"),
                (cast.inspector.pk, "gone"),
                (person.pk, "role_begun"),
            ]
        )


def test_a_role_given_from_today_on_is_told_once(cast, callers):
    by, before = cast["administrator@bureau"], ends(callers)
    told_days = {"unit": cast.school, "role": Role.VIEWER, "starts_on": timezone.localdate()}
    postings.give_role(cast["inspector@school_b"], by=by, **told_days)
    departures.note_what_began()
    assert [one["what"] for one in since(callers["school"], before["school"])] == ["role_given"]


# --- One's own reach -----------------------------------------------------------------------


def refused(caller, cursor) -> str:
    answer = caller.get("changes/", {"after": cursor})
    return answer.json()["errors"][0]["code"] if answer.status_code == 410 else ""


@pytest.mark.parametrize("act", ["given", "ended", "dated"])
def test_whoever_s_own_roles_change_begins_anew(cast, act):
    person, by = cast["officer@school_2"], cast["administrator@bureau"]
    caller = Caller(person)
    before, mine = end(caller), Membership.objects.get(user=person)
    if act == "given":
        postings.give_role(person, unit=cast.school, role=Role.VIEWER, by=by)
    elif act == "ended":
        postings.end_role(mine, last_day=timezone.localdate() - DAY, by=by)
    else:
        postings.change_role(mine, by=by, ends_on=timezone.localdate() + DAY)
    assert refused(caller, before) == "reach_changed"
    assert refused(caller, end(caller)) == ""


def test_whose_unit_is_closed_begins_anew_and_so_whose_role_begins_at_midnight(cast):
    closed, later = Caller(cast["officer@school_b2"]), Caller(cast["officer@school_b"])
    by, today = cast["administrator@bureau"], timezone.localdate()
    told_days = {"unit": cast.school, "role": Role.VIEWER, "starts_on": today + DAY}
    postings.give_role(later.user, by=by, **told_days)
    cursors = end(closed), end(later)
    close_unit(cast.units["school_b2"], on=today, by=by)
    assert refused(closed, cursors[0]) == "reach_changed"
    assert refused(later, cursors[1]) == ""
    with time_machine.travel(timezone.now() + DAY):
        assert refused(later, cursors[1]) == "reach_changed"
        assert refused(later, end(later)) == ""


def test_what_left_before_somebody_came_is_not_told_to_them(cast):
    """Neither from the beginning nor with any cursor: they never were allowed to see it."""
    offer = offered(cast)
    caller = Caller(cast["officer@school_b2"])
    accepted(cast, offer)
    by = cast["administrator@bureau"]
    postings.give_role(caller.user, unit=cast.school, role=Role.VIEWER, by=by)
    everything = []
    cursor = ""
    while page := since(caller, cursor):
        everything, cursor = everything + page, page[-1]["cursor"]
    assert everything and all(one["what"] != "gone" for one in everything)
    assert str(offer.hazard_id) not in {one["id"] for one in everything}


def test_no_reader_of_the_whole_district_is_told_that_anything_is_gone(cast, callers):
    before = end(callers["bureau"])
    accepted(cast, offered(cast))
    move_unit(cast.units["direct"], under=cast.units["bureau"], since=timezone.localdate())
    move_unit(cast.school, under=cast.units["central_b"], since=timezone.localdate())
    assert all(one["what"] != "gone" for one in since(callers["bureau"], before))
    assert NumberedChange.objects.filter(what="gone").exists()
    assert Unit.objects.get(pk=cast.school.pk).parent == cast.units["central_b"]
