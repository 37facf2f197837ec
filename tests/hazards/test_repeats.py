"""The same unit, category and place within 90 days of a closure: here again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from figures.statistics import figures
from hazards.services.repeats import earlier_closure


@pytest.fixture
def closed(cast, time_machine):
    """Closed on 1 March 2026."""
    time_machine.move_to("2026-03-01T02:00:00Z", tick=False)
    return cast.closed()


def later(time_machine, days: int) -> None:
    time_machine.move_to(timezone.now() + timedelta(days=days, minutes=5), tick=False)


@pytest.mark.parametrize(("days", "is_repeat"), [(0, True), (23, True), (90, True), (91, False)])
def test_found_again_within_ninety_days_it_is_a_repeat(cast, closed, time_machine, days, is_repeat):
    later(time_machine, days)
    again = cast.reported()
    earlier = earlier_closure(again, cast.officer)
    assert (earlier and (earlier.hazard, earlier.days)) == ((closed, days) if is_repeat else None)
    assert figures(cast.auditor)["repeat"] == int(is_repeat)


def test_another_place_category_or_unit_is_not_the_same_danger(cast, closed, time_machine):
    later(time_machine, 5)
    other = cast.fire.__class__.objects.exclude(pk=cast.fire.pk).filter(photo_required=True)[0]
    for told in (
        {"place": "操场"},
        {"category": other},
        {"by": cast["officer@central"], "unit": cast.units["school_2"]},
    ):
        assert earlier_closure(cast.reported(**told), cast.auditor) is None
    assert figures(cast.auditor)["repeat"] == 0


def test_what_is_still_open_was_not_struck_off_before(cast, closed, time_machine):
    later(time_machine, 1)
    cast.rectified()
    again = cast.reported()
    assert earlier_closure(again, cast.officer).hazard == closed


def test_the_last_closure_counts_and_one_after_the_report_does_not(cast, closed, time_machine):
    later(time_machine, 10)
    second = cast.closed()
    later(time_machine, 2)
    again = cast.reported()
    later(time_machine, 1)
    cast.closed()
    earlier = earlier_closure(again, cast.officer)
    assert (earlier.hazard, earlier.days) == (second, 2)


def test_a_closure_out_of_sight_is_not_named(cast, closed, time_machine):
    later(time_machine, 3)
    again = cast.reported(by=cast["inspector@central"])
    assert earlier_closure(again, cast.stranger) is None
    assert earlier_closure(again, cast.officer).hazard == closed


def test_the_page_and_the_call_say_it(cast, closed, time_machine, client):
    later(time_machine, 23)
    again = cast.reported()
    client.force_login(cast.officer)
    page = client.get(f"/hazards/{again.pk}/").content.decode()
    assert "又出现了，距上次销号23天" in page and f"/hazards/{closed.pk}/" in page
    told = client.get(f"/api/v1/hazards/{again.pk}/").json()["repeat_of"]
    assert told == {
        "id": str(closed.pk),
        "number": closed.number,
        "closed_on": "2026-03-01",
        "days": 23,
    }
    assert client.get(f"/api/v1/hazards/{closed.pk}/").json()["repeat_of"] is None
