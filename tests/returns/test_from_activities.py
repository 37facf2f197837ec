"""The second edition from records: windows, midnight, units that move, sums, photos, tampering."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from activities import services as activities
from activities.models import Activity
from hazards.models import Photo
from organizations.services import move_unit
from returns import services, verification
from tests.activities.tampering import key, past_the_triggers
from tests.base import forms
from tests.base.strength import tried_on
from tests.figures.lives import june, moment
from tests.returns.campaigning import Desk, campaign_of
from tests.returns.test_random_returns import taken_back
from workflow.errors import SomethingMissing

TENTH = june(10)
CLASSES, ATTENDANCE = "online_class_sessions", "online_class_attendance"


@pytest.fixture
def desk(cast):
    forms.put_in_use(forms.SECOND)
    return Desk(cast, campaign_of(cast.auditor, cast.units["bureau"]))


def logged(cast, day: date = TENTH, place: str = "school", **told) -> Activity:
    by = {"school": cast.officer}.get(place) or cast[f"officer@{place}"]
    usual = {"by": by, "unit": cast.units[place], "kind": "online_class", "people": 40}
    usual |= {"day": day, "at": moment(day, time(23, 50)), "is_confirmed": True}
    return activities.log(**{**usual, **told})[0]


def test_the_first_and_the_last_day_count_and_the_days_beside_do_not(desk, cast):
    for day in (june(1), june(30), june(1) - timedelta(1), june(30) + timedelta(1)):
        logged(cast, day)
    assert (desk.value("school", CLASSES), desk.value("school", ATTENDANCE)) == (2, 80)


def test_a_day_is_a_day_in_china_whatever_the_clock_in_utc_says(desk, cast):
    """Half an hour after midnight of 1 July there it is still 30 June in UTC, and the other way."""
    late = datetime(2021, 6, 30, 16, 30, tzinfo=UTC)
    logged(cast, june(30) + timedelta(1), at=late)
    early = datetime(2021, 5, 31, 16, 30, tzinfo=UTC)  # 1 June, half past midnight
    logged(cast, june(1), at=early)
    with pytest.raises(SomethingMissing):  # of a day that has not come there
        logged(cast, june(30) + timedelta(1), at=datetime(2021, 6, 30, 15, 30, tzinfo=UTC))
    assert desk.value("school", CLASSES) == 1


def test_one_record_counts_in_every_campaign_whose_window_holds_its_day(desk, cast):
    logged(cast, june(10)), logged(cast, june(25))
    days = {"activity_from": june(20), "activity_through": june(30)}
    other = Desk(cast, campaign_of(cast.auditor, cast.units["bureau"], title="下旬", **days))
    assert [one.value("school", CLASSES) for one in (desk, other)] == [2, 1]


def test_a_correction_that_moves_a_record_moves_its_figure(desk, cast):
    one = logged(cast, june(10))
    activities.supersede(one, by=cast.officer, reason="日期写错", day=june(30) + timedelta(3))
    assert desk.value("school", CLASSES) == 0
    kind = logged(cast, june(11))
    activities.supersede(kind, by=cast.officer, reason="类别选错", kind="drill")
    assert desk.value("school", CLASSES) == 0


def test_a_unit_that_moves_takes_its_records_along_and_counts_once(desk, cast):
    logged(cast)
    desk.hand_in("school", 0)
    move_unit(cast.school, under=cast.units["central_b"], since=june(30))
    assert desk.value("central", CLASSES) == 1  # handed in to it before
    desk.send_back("school")
    assert desk.value("central", CLASSES) == 0
    desk.submit("school")
    assert desk.value("central_b", CLASSES) == 1 and desk.value("central", CLASSES) == 0
    assert desk.value("school", CLASSES) == 1


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["school", "school_2", "central"]),
        st.integers(-3, 33),  # days from 1 June
        st.integers(1, 3),
        st.integers(1, 500),
        st.booleans(),  # is it corrected afterwards?
    ),
    max_size=12,
)


@tried_on(30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(ACTS)
def test_each_record_counts_once_and_a_parent_is_its_own_and_its_children(desk, cast, acts):
    with taken_back():
        told = lived(cast, acts)
        assert {place: figures(desk, place) for place in told} == told
        for place in ("school", "school_2", "central"):
            desk.hand_in(place, 0)
        sums = [desk.value("central", code) for code in (CLASSES, ATTENDANCE)]
        assert sums == [sum(one) for one in zip(*told.values(), strict=True)]
        assert list(verification.faults()) == []


def lived(cast, acts) -> dict[str, list[int]]:
    """Log them all; what each unit's own records of June add up to."""
    told: dict[str, list[int]] = {"school": [0, 0], "school_2": [0, 0], "central": [0, 0]}
    for place, ago, sessions, people, is_wrong in acts:
        day = june(1) + timedelta(ago)
        by = cast.officer if place == "school" else cast[f"officer@{place}"]
        one = logged(cast, day, place, sessions=sessions, people=people, by=by)
        if is_wrong:
            more = {"people": people + 1, "is_confirmed": True, "at": one.reported_at}
            activities.supersede(one, by=by, reason="数错了", **more)
        if june(1) <= day <= june(30):
            told[place][0] += sessions
            told[place][1] += people + is_wrong
    return told


def figures(desk, place: str) -> list[int]:
    return [desk.sheet(place).own[code] for code in (CLASSES, ATTENDANCE)]


def test_three_levels_add_up(desk, cast):
    logged(cast, people=10), logged(cast, place="school_2", people=20)
    logged(cast, place="central", people=5), logged(cast, place="direct", people=7)
    for place in ("school", "school_2", "central", "direct"):
        desk.hand_in(place, 0)
    assert [desk.value(place, ATTENDANCE) for place in ("school", "school_2")] == [10, 20]
    assert desk.value("central", ATTENDANCE) == 35
    desk.submit("bureau")
    assert desk.value("bureau", ATTENDANCE) == 42
    assert list(verification.faults()) == []


# --- Photos, and tampering -----------------------------------------------------------------


def test_a_photo_of_an_activity_of_these_days_goes_with_the_return(desk, cast):
    photo = cast.photo(cast.inspector)
    logged(cast, by=cast.inspector, photos=[photo])
    services.choose_photos(desk.of("school"), by=cast.officer, photos=[photo])
    assert [row.photo_id for row in desk.of("school").photos.all()] == [photo]
    late = cast.photo(cast.inspector)
    logged(cast, june(30) + timedelta(5), by=cast.inspector, photos=[late])
    foreign = cast.photo(cast["officer@school_2"])
    logged(cast, place="school_2", photos=[foreign])
    for other in (late, foreign):
        with pytest.raises(SomethingMissing):
            services.choose_photos(desk.of("school"), by=cast.officer, photos=[other])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE activities_activity SET people = 400 WHERE id = %s",
        "UPDATE activities_activity SET kind = 'drill' WHERE id = %s",
        "DELETE FROM activities_activityphoto WHERE of_id = %s",
    ],
)
def test_an_activity_altered_behind_a_frozen_return_is_found(desk, cast, statement):
    one = logged(cast, photos=[cast.photo(cast.officer)])
    desk.hand_in("school", 0)
    assert list(verification.faults()) == []
    past_the_triggers(statement, key(one))
    assert any(desk.of("school").number in fault for fault in verification.faults())


def test_the_picture_of_an_activity_exchanged_behind_a_frozen_return_is_found(desk, cast):
    logged(cast, photos=[cast.photo(cast.officer)])
    desk.hand_in("school", 0)
    Photo.objects.update(sha256="0" * 64)
    assert any(desk.of("school").number in fault for fault in verification.faults())
