"""The list: filters, order, pages, and what it costs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hazards import services
from tests.api.conftest import codes

TODAY = timezone.localdate()


@pytest.fixture
def officer(cast, caller):
    return caller(cast.officer)


def test_the_list_costs_the_same_however_long_it_is(cast, officer, django_assert_num_queries):
    for _ in range(3):
        cast.rectified()
    # The token, the roles, the tops of the tree, the rows, the marks.
    with django_assert_num_queries(4):
        assert len(officer.get("hazards/", {"page_size": 100}).json()["results"]) == 3
    for _ in range(27):
        cast.assigned(cast.reported())
    with django_assert_num_queries(4):
        assert len(officer.get("hazards/", {"page_size": 100}).json()["results"]) == 30


def test_a_hazard_costs_the_same_whatever_belongs_to_it(cast, officer, django_assert_num_queries):
    here = f"hazards/{cast.reported().pk}/"
    with django_assert_num_queries(8):
        officer.get(here)
    hazard = cast.rectified()
    for _ in range(3):
        officer.post(f"hazards/{hazard.pk}/interim-controls/", {"measures": "围栏"})
        officer.post(f"hazards/{hazard.pk}/send-back/", {"reason": "不行"})
        cast.rectified(hazard)
    with django_assert_num_queries(8):
        officer.get(f"hazards/{hazard.pk}/")


def test_list_and_detail_say_the_same(cast, officer):
    closed = cast.closed()
    (row,) = officer.get("hazards/").json()["results"]
    detail = officer.get(f"hazards/{closed.pk}/").json()
    assert row.items() <= detail.items()
    assert set(detail) - set(row) == {
        "duplicate_of",
        "repeat_of",
        "photos",
        "extensions",
        "interim_controls",
        "supervision",
        "transfers",
        "moves",
    }


ORDERS = ["reported_at", "due_on", "found_on", "number"]


@pytest.mark.parametrize("order", [sign + name for name in ORDERS for sign in ("", "-")])
def test_pages_lose_and_repeat_nothing_in_any_order(cast, officer, order):
    """Many share a day, some have no deadline, and the pages are walked there and back."""
    made = [cast.reported(found_on=TODAY - timedelta(days=n // 3)) for n in range(9)]
    for n, hazard in enumerate(made[:5]):
        cast.assigned(hazard, due_on=TODAY + timedelta(days=n // 2))
    page = officer.get("hazards/", {"ordering": order, "page_size": 2}).json()
    forth, back = [page["results"]], []
    while page["next"]:
        page = officer.get(page["next"]).json()
        forth.append(page["results"])
    while page["previous"]:
        page = officer.get(page["previous"]).json()
        back.insert(0, page["results"])
    assert forth[:-1] == back
    rows = [row for results in forth for row in results]
    assert sorted(row["id"] for row in rows) == sorted(str(hazard.pk) for hazard in made)
    name = order.lstrip("-")
    values = [row[name] or "9999-12-31" for row in rows]
    assert values == sorted(values, reverse=order.startswith("-"))


def test_a_hazard_reported_between_two_pages_moves_nothing(cast, officer):
    made = [cast.reported() for _ in range(4)]
    first = officer.get("hazards/", {"page_size": 2}).json()
    cast.reported()
    second = officer.get(first["next"]).json()
    shown = [row["id"] for row in first["results"] + second["results"]]
    assert shown == [str(hazard.pk) for hazard in reversed(made)]
    assert second["next"] is None and second["previous"]


def test_pages_are_20_unless_asked_and_never_more_than_100(cast, officer):
    for _ in range(21):
        cast.reported()
    assert len(officer.get("hazards/").json()["results"]) == 20
    for size in ("100", "101", "9" * 5000):
        assert len(officer.get("hazards/", {"page_size": size}).json()["results"]) == 21
    for size in ("0", "-1", "x", "", "1.5", "٣"):
        assert codes(officer.get("hazards/", {"page_size": size})) == [("invalid", "page_size")]


def test_a_cursor_cannot_be_made_up_or_carried_to_another_order(cast, officer):
    for _ in range(3):
        cast.reported()
    for cursor in ("", "x", "cD0yMDIx", "a:b:c", "\x00", "é"):
        answer = officer.get("hazards/", {"cursor": cursor})
        assert answer.status_code == 400 and codes(answer) == [("invalid", "cursor")]
    following = officer.get("hazards/", {"page_size": 2}).json()["next"]
    answer = officer.get(following + "&ordering=number")
    assert codes(answer) == [("invalid", "cursor")]
    assert codes(officer.get("hazards/", {"ordering": "state"})) == [("invalid", "ordering")]


def test_each_filter_keeps_one_side_and_leaves_the_other(cast, caller):
    auditor = caller(cast.auditor)
    ours = cast.assigned(cast.major(found_on=TODAY), by=cast.auditor, due_on=TODAY)
    other = cast.reported(
        cast["inspector@school_b"],
        cast.units["school_b"],
        category=type(cast.fire).objects.get(code="gas"),
        source="tip",
        is_violation=True,
        found_on=TODAY - timedelta(days=5),
        place="锅炉房",
    )
    sides = {
        "state": ("assigned", "reported"),
        "severity": ("major", "general"),
        "source": ("self_check", "tip"),
        "category": (ours.category_id, other.category_id),
        "unit": (cast.units["central"].pk, cast.units["central_b"].pk),
        "is_violation": ("false", "true"),
        "due_soon": ("true", None),
        "search": (ours.number, "锅炉"),
        "found_from": (TODAY.isoformat(), None),
        "found_to": (None, TODAY.isoformat()),
        "found_through": (None, (TODAY - timedelta(days=1)).isoformat()),
        "due_from": (TODAY.isoformat(), None),  # nobody has said by when the other is put right
        "due_through": (TODAY.isoformat(), None),
        "due_to": ((TODAY + timedelta(days=1)).isoformat(), None),
    }
    for name, values in sides.items():
        for value, hazard in zip(values, (ours, other), strict=True):
            if value is not None:
                assert auditor.ids(**{name: value}) == [str(hazard.pk)], (name, value)
    assert len(auditor.ids(state=["assigned", "reported"])) == 2
    assert len(auditor.ids(state="open")) == 2 and auditor.ids(state="closed") == []


def test_overdue_and_mine_have_two_sides(cast, caller):
    repairer = caller(cast.responsible)
    mine, other = cast.assigned(), cast.reported()
    type(mine).objects.filter(pk=mine.pk).update(due_on=TODAY - timedelta(days=1))
    for name in ("overdue", "assigned_to_me"):
        assert repairer.ids(**{name: "true"}) == [str(mine.pk)]
        assert repairer.ids(**{name: "false"}) == [str(other.pk)]
    (row,) = repairer.get("hazards/", {"overdue": "true"}).json()["results"]
    assert row["is_overdue"] is True and row["days_left"] == -1


def test_the_deadline_asked_for_is_the_one_in_force_and_its_days_end_half_open(cast, officer):
    hazard = cast.assigned(due_on=TODAY + timedelta(days=3))
    until = TODAY + timedelta(days=9)
    services.request_extension(
        hazard, by=cast.responsible, until=until, reason="等材料", interim_measures="围栏"
    )
    services.grant(hazard.open_extension, by=cast.officer)
    day_after, here = (until + timedelta(days=1)).isoformat(), [str(hazard.pk)]
    until = until.isoformat()
    assert officer.ids(due_from=until, due_to=day_after) == officer.ids(due_through=until) == here
    assert officer.ids(due_to=until) == officer.ids(due_from=day_after) == []
    assert officer.ids(due_from=TODAY.isoformat(), due_to=(TODAY + timedelta(days=9))) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("state", "gone"),
        ("state", "\ud83d"),
        ("unit", "x"),
        ("unit", "9" * 40),
        ("unit", "-1"),
        ("category", "0"),
        ("severity", "dire"),
        ("source", "rumour"),
        ("overdue", "banana"),
        ("due_soon", "2"),
        ("assigned_to_me", "me"),
        ("is_violation", "perhaps"),
        ("found_from", "June"),
        ("found_to", "2021-02-30"),
        ("found_through", "0000-00-00"),
        ("due_from", "soon"),
        ("due_to", "2021-02-30"),
        ("due_through", "x"),
        ("search", "a\x00b"),
        ("search", "x" * 101),
    ],
)
def test_a_filter_value_that_means_nothing_is_refused(cast, officer, name, value):
    answer = officer.get("hazards/", {name: value.encode("utf-8", "replace")})
    assert answer.status_code == 400, answer.content
    assert {attr for _code, attr in codes(answer)} == {name}


@pytest.mark.parametrize(
    "name", ["found_from", "found_to", "found_through", "due_from", "due_to", "due_through"]
)
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_edges_of_the_calendar_are_days_like_others(cast, officer, name, day):
    assert officer.get("hazards/", {name: day}).status_code == 200


def test_a_unit_out_of_reach_is_answered_like_none(cast, officer):
    unseen = officer.get("hazards/", {"unit": cast.units["school_b"].pk})
    unknown = officer.get("hazards/", {"unit": 10**6})
    assert unseen.status_code == 400 and unseen.json() == unknown.json()


def test_wildcards_are_only_characters(cast, officer):
    cast.reported()
    assert officer.ids(search="%") == [] and officer.ids(search="_") == []


def test_who_holds_the_version_gets_no_second_copy(cast, officer):
    here = f"hazards/{cast.reported().pk}/"
    tag = officer.get(here)["ETag"]
    for held in (tag, f"W/{tag}", f'"x", {tag}', "*"):
        answer = officer.get(here, **{"If-None-Match": held})
        assert answer.status_code == 304 and not answer.content and answer["ETag"] == tag
    assert officer.get(here, **{"If-None-Match": '"2"'}).status_code == 200


def test_what_is_listed_for_supervision_can_be_asked_for(cast, caller):
    plain, listed = cast.major(), cast.major()
    told = {"level": "city", "document_number": "津安督〔2026〕3号", "deadline": cast.due_on}
    services.list_for_supervision(listed, by=cast.auditor, **told)
    auditor = caller(cast.auditor)
    assert auditor.ids(listed="true") == [str(listed.pk)]
    assert auditor.ids(listed="no") == [str(plain.pk)]
