"""Activities have no page: a return's rows show them, to those who reach the unit today."""

import pytest

from activities.models import Activity
from organizations.services import move_unit
from tests.borders.reading import words_in
from tests.figures.lives import june
from tests.returns.outreach import PEOPLE, RECORDS, logged, outreach_desk

SECRET = "本校的一次晨会"
JULY = june(30).replace(month=7, day=1)


@pytest.fixture
def desk(cast):
    """The school's and its central school's returns, handed in; then the school moved away."""
    desk = outreach_desk(cast)
    desk.activity = logged(cast.officer, cast.school, name=SECRET)
    desk.mine = logged(cast["officer@central"], cast.units["central"], name="中心校的一次")
    desk.hand_in("school")
    desk.hand_in("central")
    return desk


def rows_of(client, desk, person, place: str, code: str = RECORDS):
    client.force_login(person)
    return client.get(f"/api/v1/returns/{desk.of(place).pk}/rows/?code={code}")


def test_above_the_unit_each_activity_behind_a_figure_is_shown(desk, cast, client):
    rows = rows_of(client, desk, cast["officer@central"], "central").json()["rows"]
    assert {row["id"] for row in rows} == {str(desk.activity.pk), str(desk.mine.pk)}


@pytest.mark.parametrize("code", [RECORDS, PEOPLE])
def test_an_activity_of_a_school_that_has_moved_away_is_counted_and_not_named(
    desk, cast, client, code
):
    move_unit(cast.school, under=cast.units["central_b"], since=JULY)
    answer = rows_of(client, desk, cast["officer@central"], "central", code)
    assert [row["id"] for row in answer.json()["rows"]] == [str(desk.mine.pk)]
    assert str(desk.activity.pk) not in words_in(answer) and SECRET not in words_in(answer)
    page = client.get(f"/returns/{desk.of('central').pk}/rows/{code}/")
    assert page.status_code == 200 and str(desk.activity.pk) not in words_in(page)


@pytest.mark.parametrize("name", ["officer@direct", "officer@school_2", "officer@school_b"])
def test_the_rows_of_a_return_out_of_reach_are_not_there(desk, cast, client, name):
    assert rows_of(client, desk, cast[name], "school").status_code == 404
    assert not Activity.objects.visible_to(cast[name]).exists()


def test_nobody_without_a_role_sees_an_activity_they_did_not_log(desk, cast):
    assert not Activity.objects.visible_to(cast.stranger).exists()
    assert set(Activity.objects.visible_to(cast.officer)) == {desk.activity}
