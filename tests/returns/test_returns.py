"""A unit's return: there when a campaign opens, and filled from the ledger."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from hazards import services as hazard_services
from returns import services
from returns.models import Return
from tests.figures.lives import june, moment
from tests.returns.campaigning import campaign_of

RECTIFIED = "hazards_investigated_rectified"
VIOLATIONS, TIPS = "violations_investigated", "hazards_raised_by_tips"
LAST_MOMENT = time(23, 59, 59, 999000)


# --- Made when a campaign opens ------------------------------------------------------------


def test_every_unit_has_its_return_when_a_campaign_opens(desk, cast):
    rows = Return.objects.filter(campaign=desk.campaign)
    assert {one.unit for one in rows} == set(cast.units.values())
    assert {one.number for one in rows} == {f"2021-01-{u.code}" for u in cast.units.values()}
    assert {(one.state, one.revision, one.version) for one in rows} == {("draft", 1, 1)}


def test_a_closed_unit_is_not_asked_and_a_new_one_can_be(cast):
    cast.units["direct"].closed_on = june(1)
    cast.units["direct"].save()
    campaign = campaign_of(cast.auditor, cast.units["bureau"])
    assert not campaign.returns.filter(unit=cast.units["direct"]).exists()
    cast.units["direct"].closed_on = None
    cast.units["direct"].save()
    assert services.include_new_units(campaign, by=cast.auditor) == 1
    assert services.include_new_units(campaign, by=cast.auditor) == 0
    assert campaign.returns.get(unit=cast.units["direct"]).state == "draft"


def test_campaigns_are_numbered_within_their_year(desk, monthly, cast):
    third = campaign_of(cast.auditor, cast.units["bureau"], at=moment(date(2022, 1, 1), time(0)))
    numbers = [desk.campaign.number, monthly.campaign.number, third.number]
    assert numbers == ["2021-01", "2021-02", "2022-01"]


@pytest.mark.parametrize("window", ["activity", "hazards"])
def test_a_window_that_ends_before_it_begins_is_refused(cast, window):
    told = {f"{window}_from": june(9), f"{window}_through": june(8)}
    with pytest.raises(ValidationError) as refusal:
        campaign_of(cast.auditor, cast.units["bureau"], **told)
    assert set(refusal.value.message_dict) == {f"{window}_through"}
    assert not Return.objects.exists()


def test_a_window_may_be_a_single_day(cast):
    told = {"hazards_from": june(9), "hazards_through": june(9)}
    assert campaign_of(cast.auditor, cast.units["bureau"], **told).hazards_to == june(10)


# --- Filled from the ledger ----------------------------------------------------------------


def counted(desk, place="school"):
    values = desk.sheet(place).values
    return [values[code] for code in (RECTIFIED, VIOLATIONS, TIPS)]


def test_a_days_first_and_last_moment_in_shanghai_belong_to_the_window(desk, cast):
    edges = [
        (june(4), LAST_MOMENT),
        (june(5), time(0)),
        (date(2021, 7, 5), LAST_MOMENT),
        (date(2021, 7, 6), time(0)),
    ]
    inside = []
    for day, at in edges:
        hazard = cast.reported(at=moment(day, at), source="tip", is_violation=True)
        inside.append(desk.value("school", TIPS))
        assert hazard.found_on == day
    assert inside == [0, 1, 2, 2]
    assert counted(desk) == [0, 2, 2]


def test_only_the_units_own_hazards_are_counted_and_none_that_was_dismissed(desk, lives, cast):
    lives.rectified(june(10), june(20), june(11), source="tip")
    lives.found(june(10), unit=cast.units["school_2"], by=cast.auditor, source="tip")
    lives.found(june(10), unit=cast.units["central"], by=cast.auditor, source="tip")
    hazard = lives.found(june(10), source="tip", is_violation=True)
    assert counted(desk) == [1, 1, 2]
    cast.dismissed(hazard)
    assert counted(desk) == [1, 0, 1]
    assert counted(desk, "central") == [0, 0, 1]
    assert counted(desk, "school_b") == [0, 0, 0]


def test_a_major_hazard_is_not_rectified_before_it_is_closed(desk, lives, cast):
    lives.rectified(june(10), june(20), june(11))
    major = cast.rectified(cast.assigned(cast.major(at=moment(june(10)))))
    assert counted(desk)[0] == 1
    hazard_services.close(major, by=cast.auditor, photos=[cast.photo(cast.auditor)])
    assert counted(desk)[0] == 2


def test_found_rectified_closed_and_open_stand_beside_the_count(desk, lives):
    lives.found(june(6))
    lives.assigned(june(6), june(20))
    lives.rectified(june(6), june(20), june(7))
    lives.closed(june(6), june(20), june(7))
    assert desk.sheet("school").document["beside"] == {
        "hazards.found": 4, "hazards.rectified": 2, "hazards.closed": 1, "hazards.open": 3,
    }  # fmt: skip


def test_a_draft_says_of_which_moment_its_figures_are(desk):
    before = timezone.now()
    assert before <= desk.sheet("school").as_of <= timezone.now()


def test_a_return_for_the_past_counts_what_had_happened_by_then(desk, lives):
    lives.rectified(june(10), june(20), june(15))
    one = desk.hand_in("school", at=moment(june(14)))
    assert desk.sheet("school").as_of == moment(june(14)) == one.submitted_at
    assert counted(desk)[0] == 0


def test_the_monthly_form_counts_general_and_major_listings_and_money(monthly, lives, cast):
    hazard = lives.assigned(june(6), june(20))
    cast.rectified(hazard, funds_spent="18600.05")
    lives.found(june(6))
    lives.found(june(6))
    major = cast.assigned(cast.major(at=moment(june(7))))
    cast.major(at=moment(june(7)))
    told = {"document_number": "津教安〔2021〕1号", "deadline": timezone.localdate()}
    hazard_services.list_for_supervision(major, by=cast.auditor, level="province", **told)
    assert monthly.sheet("school").values == {
        "units_inspected": 0, "general_found": 3, "general_rectified": 1, "general_rate": "33.3",
        "major_found": 2, "major_closed": 0, "major_rate": "0", "major_planned": 1,
        "major_five_in_place": 1, "major_listed": 1, "major_listed_by_province": 1,
        "funds": "1.860005",
    }  # fmt: skip
    nothing = monthly.sheet("school_b").values
    assert (nothing["units_inspected"], nothing["general_rate"], nothing["funds"]) == (0, None, "0")


def test_a_draft_follows_the_ledger_until_it_is_handed_in(desk, lives):
    assert desk.value("school", TIPS) == 0
    lives.found(june(10), source="tip")
    assert desk.value("school", TIPS) == 1
    desk.hand_in("school", at=timezone.now() + timedelta(seconds=1))
    lives.found(june(10), source="tip")
    assert desk.value("school", TIPS) == 1
