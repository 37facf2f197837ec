"""The feed of changes: each act once, in one order, to whoever may see what it is about."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from activities.services import log
from changes import numbering
from changes.models import NumberedChange
from hazards import services
from organizations.models import Membership, Role
from organizations.services import move_unit
from tests.api.conftest import Caller
from tests.figures.lives import june
from tests.returns.campaigning import Desk, campaign_of


@pytest.fixture
def auditor(cast) -> Caller:
    return Caller(cast.auditor)


def end(caller: Caller) -> str:
    return caller.get("changes/", {"after": "latest"}).json()["next"]


def since(caller: Caller, cursor: str, **asked) -> list[dict]:
    return caller.get("changes/", {"after": cursor, **asked}).json()["results"]


def acts(changes: list[dict]) -> list[tuple]:
    return [(one["kind"], one["id"], one["version"], one["what"]) for one in changes]


def test_each_act_on_a_hazard_is_told_once_and_in_order(cast, auditor):
    cursor = end(auditor)
    hazard = cast.closed()
    told = since(auditor, cursor)
    assert acts(told) == [
        ("hazard", str(hazard.pk), version, what)
        for version, what in enumerate(("report", "assign", "rectify", "close"), start=1)
    ]
    assert (
        told[-1]["at"] == auditor.get(f"hazards/{hazard.pk}/history/").json()["results"][-1]["at"]
    )
    assert auditor.get(f"hazards/{hazard.pk}/").json()["version"] == told[-1]["version"]


def test_whoever_asks_with_next_gets_what_comes_and_nothing_again(cast, auditor):
    cursor, seen = end(auditor), []
    for _ in range(3):
        cast.assigned()
        while True:
            page = auditor.get("changes/", {"after": cursor, "page_size": 1}).json()
            cursor = page["next"]
            if not page["results"]:
                break
            seen += page["results"]
    assert [one["what"] for one in seen] == ["report", "assign"] * 3
    assert len({one["cursor"] for one in seen}) == 6
    assert auditor.get("changes/", {"after": cursor}).json() == {"results": [], "next": cursor}


def test_a_cursor_of_the_middle_leads_to_what_came_after_it(cast, auditor):
    cursor = end(auditor)
    cast.closed()
    told = since(auditor, cursor)
    assert since(auditor, told[1]["cursor"]) == told[2:]


def test_without_a_cursor_the_feed_is_told_from_its_beginning(cast, auditor):
    """The tree and its people come before what is done in it."""
    cast.reported()
    told = auditor.get("changes/").json()["results"]
    assert (told[0]["kind"], told[0]["what"]) == ("unit", "founded")
    assert told[-1]["what"] == "report"


def test_what_is_out_of_reach_is_not_told(cast):
    here, there = Caller(cast.officer), Caller(cast["officer@school_b"])
    mine, theirs = end(here), end(there)
    hazard = cast.reported(cast["inspector@school_b"], cast.units["school_b"])
    assert since(here, mine) == []
    assert [one["id"] for one in since(there, theirs)] == [str(hazard.pk)]


def test_what_somebody_does_not_reach_costs_them_no_empty_pages(cast):
    """`next` leads past it."""
    here = Caller(cast.officer)
    cursor = end(here)
    cast.reported(cast["inspector@school_b"], cast.units["school_b"])
    page = here.get("changes/", {"after": cursor}).json()
    assert page["results"] == [] and page["next"] != cursor


def test_somebody_without_a_role_is_told_nothing(cast):
    cast.closed()
    assert Caller(cast.stranger).get("changes/").json()["results"] == []


def test_a_stranger_is_not_let_in(client, db):
    assert client.get("/api/v1/changes/").status_code == 401


def test_units_that_are_founded_moved_renamed_and_closed_are_told(cast, auditor, client):
    cursor, unit = end(auditor), cast.units["school_b"]
    client.force_login(cast["administrator@bureau"])
    page = f"/admin/organizations/unit/{unit.pk}/change/"
    tables = ("placements-TOTAL", "placements-INITIAL", "other_names-TOTAL", "other_names-INITIAL")
    still = {f"{name}_FORMS": 0 for name in tables}
    told = {"name": "育才学校", "kind": unit.kind, "closed_on": "", **still}
    assert client.post(page, told).status_code == 302
    assert client.post(page, told | {"closed_on": "2021-03-01"}).status_code == 302
    move_unit(unit, under=cast.units["central"], since=june(1))
    of_unit = [("unit", unit.pk, None, what) for what in ("renamed", "closed", "moved")]
    assert acts(since(auditor, cursor)) == of_unit


def test_people_and_their_roles_are_told_where_they_are_in_reach(cast, auditor, client):
    cursor, there = end(auditor), Caller(cast["officer@school_b"])
    person = cast.viewer
    held = Membership.objects.get(user=person)
    client.force_login(cast["administrator@bureau"])
    told = {
        "username": person.username,
        "name": "换名者",
        "phone": "",
        "is_active": "on",
        "memberships-TOTAL_FORMS": 2,
        "memberships-INITIAL_FORMS": 1,
        "memberships-0-id": held.pk,
        "memberships-0-user": person.pk,
        "memberships-0-unit": held.unit_id,
        "memberships-0-role": held.role,
        "memberships-0-DELETE": "on",
        "memberships-1-user": person.pk,
        "memberships-1-unit": cast.units["school_b"].pk,
        "memberships-1-role": Role.VIEWER,
    }
    address = f"/admin/organizations/user/{person.pk}/change/"
    assert client.post(address, told).status_code == 302
    words = ("changed", "role_given", "role_taken")
    assert acts(since(auditor, cursor)) == [("person", person.pk, None, what) for what in words]
    here = since(Caller(cast.officer), cursor)
    assert [one["what"] for one in here] == ["role_taken", "gone"]
    assert [one["what"] for one in since(there, cursor)] == ["changed", "role_given"]


def test_a_return_is_told_from_when_it_is_asked_for(cast, auditor):
    cursor = end(auditor)
    desk = Desk(cast, campaign_of(cast.auditor, cast.units["bureau"]))
    asked = since(auditor, cursor)
    assert {(one["kind"], one["what"], one["version"]) for one in asked} == {("return", "open", 1)}
    assert {one["id"] for one in asked} == set(auditor.ids("returns/"))
    cursor = end(auditor)
    mine = desk.hand_in("school")
    told = since(auditor, cursor)
    assert acts(told)[-1] == ("return", str(mine.pk), mine.version, "submit")


def test_a_kind_of_record_is_told_because_it_has_a_history(cast, auditor):
    cursor = end(auditor)
    activity, _ = log(by=cast.officer, unit=cast.school, kind="drill", day=june(1))
    assert acts(since(auditor, cursor)) == [("activity", str(activity.pk), None, "log")]


@pytest.mark.parametrize("wrong", ["", "0", "4-xyz", "latest-1", "9" * 40, "١-" + "0" * 32, "%00"])
def test_what_is_no_cursor_is_refused_beside_its_parameter(auditor, wrong):
    answer = auditor.get(f"changes/?after={wrong}")
    if not wrong:  # an empty value says nothing
        assert answer.status_code == 200
        return
    assert answer.status_code == 400
    assert [one["attr"] for one in answer.json()["errors"]] == ["after"]


def test_a_cursor_of_another_ledger_says_to_begin_anew(cast, auditor):
    """Also one that lies ahead of what this ledger has told."""
    cast.reported()
    position, mark = end(auditor).split("-")
    ahead = int(position) + 1
    for cursor in (f"{position}-{uuid.uuid4().hex}", f"{ahead}-{mark}", f"0-{mark}"):
        answer = auditor.get("changes/", {"after": cursor})
        assert answer.status_code == 410, cursor
        (error,) = answer.json()["errors"]
        assert (error["code"], error["attr"]) == ("cursor_unknown", "after")


def test_after_an_older_backup_a_cursor_from_before_it_goes_on_and_a_later_one_does_not(
    cast, auditor
):
    """What was told after the backup is gone, and other acts take its places."""
    hazard = cast.reported()
    before = end(auditor)
    cast.assigned(hazard)
    after = end(auditor)
    NumberedChange.objects.filter(position__gt=int(before.split("-")[0])).delete()
    cast.assigned()
    cast.assigned()
    assert [one["what"] for one in since(auditor, before)] == ["report", "assign"] * 2
    assert auditor.get("changes/", {"after": after}).status_code == 410


@pytest.mark.parametrize("name", ["unit", "kind", "cursor", "updated_since"])
def test_a_parameter_there_is_not_is_refused_by_its_name(auditor, name):
    answer = auditor.get("changes/", {name: "1"})
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert (error["code"], error["attr"]) == ("unknown_parameter", name)


@pytest.mark.parametrize(("size", "told"), [("3", 3), ("100", 100), ("1000", 100), (None, 100)])
def test_a_page_holds_what_was_asked_for_and_never_more_than_a_hundred(auditor, cast, size, told):
    hazard = cast.reported()
    for n in range(120):
        services.control(hazard, by=cast.officer, measures=f"围挡{n}")
    asked = {"page_size": size} if size else {}
    assert len(auditor.get("changes/", asked).json()["results"]) == told
    assert auditor.get("changes/", {"page_size": "0"}).status_code == 400


@pytest.mark.parametrize("name", ["auditor@bureau", "officer@central", "officer@school"])
def test_three_changes_cost_as_many_statements_as_thirty(cast, name):
    caller, hazard = Caller(cast[name]), cast.reported()
    cursor = end(caller)
    counts = []
    for n in (3, 27):
        for each in range(n):
            services.control(hazard, by=cast.officer, measures=f"围挡{each}")
        end(caller)
        with CaptureQueriesContext(connection) as asked:
            told = since(caller, cursor)
        counts.append((len(told), len(asked)))
    assert [told for told, _ in counts] == [3, 30]
    # The token, the roles, what is noted, the end, the cursor, one's own reach, the changes.
    assert {asked for _, asked in counts} == {8}  # the roles twice: as of the answer's own moment


def test_what_happened_in_a_unit_that_moves_while_somebody_asks_is_told_all_the_same(
    cast, monkeypatch
):
    """Their roles had been read where the unit stood before."""
    viewer = Caller(cast["viewer@school"])
    cursor, hazard, number = end(viewer), cast.reported(), numbering.number

    def move_and_number(at_most: int) -> int:
        move_unit(cast.school, under=cast.units["central_b"], since=timezone.localdate())
        return number(at_most=at_most)

    monkeypatch.setattr(numbering, "number", move_and_number)
    told = since(viewer, cursor)
    assert ("hazard", str(hazard.pk), 1, "report") in acts(told)
