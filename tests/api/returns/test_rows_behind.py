"""The rows behind a figure, whatever kind of record they are."""

import pytest

from tests.api.returns.campaigning import of
from tests.figures.lives import june, moment
from tests.returns.outreach import NAMES, PEOPLE, TIPS, logged, outreach_desk


@pytest.fixture
def desk(cast):
    return outreach_desk(cast)


def rows(caller, desk, code, place="school"):
    one = of(desk.campaign, desk.cast.units[place])
    return caller(desk.filler(place)).get(f"returns/{one.pk}/rows/", {"code": code}).json()


def test_each_row_names_its_kind_its_day_and_what_it_adds(cast, caller, desk):
    activity = logged(cast.officer, cast.school, people=40)
    told = rows(caller, desk, PEOPLE)
    assert told["rows"] == [
        {
            "kind": "activity", "id": str(activity.pk), "number": None, "title": "启动仪式 晨会",
            "day": "2021-06-10", "state": None, "measure": 40,
            "url": f"/api/v1/activities/{activity.pk}/",
        }
    ]  # fmt: skip
    assert (told["value"], told["beside"], told["out_of_sight"]) == (40, {}, 0)
    assert rows(caller, desk, NAMES)["rows"][0]["measure"] == "晨会"


def test_a_hazard_says_what_it_said_and_where_it_is(cast, caller, desk):
    hazard = cast.reported(source="tip", found_on=desk.campaign.hazards_from)
    (row,) = rows(caller, desk, TIPS)["rows"]
    assert (row["kind"], row["id"], row["number"], row["state"], row["measure"]) == (
        "hazard", str(hazard.pk), hazard.number, "reported", 1,
    )  # fmt: skip
    assert row["url"] == f"/api/v1/hazards/{hazard.pk}/"
    assert row["day"] == desk.campaign.hazards_from.isoformat()


def test_a_sum_of_money_says_what_each_row_cost(cast, caller, lives, monthly):
    hazard = lives.assigned(june(10), june(20))
    cast.rectified(hazard, funds_spent=12_500, at=moment(june(12)))
    one = of(monthly.campaign, cast.school)
    told = caller(cast.officer).get(f"returns/{one.pk}/rows/", {"code": "funds"}).json()
    assert [row["measure"] for row in told["rows"]] == [told["value"]] == ["1.25"]
    assert told["rows"][0]["number"] == hazard.number
