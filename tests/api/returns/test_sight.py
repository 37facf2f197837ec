"""One answer to "who sees what" for returns, and lists that ask no more for more rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.models import Unit
from organizations.services import found_unit
from returns import services
from returns.models.returns import Return
from tests.api.conftest import codes
from tests.api.returns.campaigning import handed_in, in_state, of, opened

PLACES = {"central", "central_b", "school", "school_2", "school_b", "school_b2", "direct"}
REACH = {
    "bureau": PLACES | {"bureau"},
    "central": {"central", "school", "school_2"},
    "central_b": {"central_b", "school_b", "school_b2"},
}
PATHS = ["", "history/", "rows/?code=launch_sessions", "table.docx", "packet.zip"]


@pytest.fixture
def campaign(cast):
    return opened(cast)


def test_list_detail_history_rows_and_papers_show_everyone_the_same_returns(cast, caller, campaign):
    handed_in(cast, campaign, "school")
    returns = {place: of(campaign, unit) for place, unit in cast.units.items()}
    people = {"stranger": cast.stranger, **cast.people}
    for name, user in people.items():
        somebody, place = caller(user), name.partition("@")[2]
        reached = {returns[p].pk for p in REACH.get(place, {place} & cast.units.keys())}
        listed = set(somebody.ids("returns/"))
        assert listed == {str(pk) for pk in reached}, name
    for name in ("stranger", "viewer@school", "officer@central", "administrator@bureau"):
        somebody = caller(people[name])
        listed = set(somebody.ids("returns/"))
        for path in PATHS:
            answers = {one: somebody.get(f"returns/{one.pk}/{path}") for one in returns.values()}
            seen = {str(one.pk) for one, said in answers.items() if said.status_code == 200}
            assert seen == listed, (name, path)


def test_a_campaign_and_the_forms_are_told_to_all_who_hold_a_post(cast, caller, campaign):
    for name in cast.people:
        somebody = caller(cast[name])
        assert somebody.ids("campaigns/") == [campaign.pk], name
        assert somebody.get(f"campaigns/{campaign.pk}/").status_code == 200, name
    stranger = caller(cast.stranger)
    assert stranger.ids("campaigns/") == []
    for path in ("", "coverage/"):
        assert stranger.get(f"campaigns/{campaign.pk}/{path}").status_code == 404


def test_the_list_is_of_a_campaign_a_unit_or_a_state(cast, caller, campaign):
    other = opened(cast, "monthly", title="月报")
    old = in_state(cast, campaign, "superseded")
    auditor = caller(cast.auditor)
    assert len(auditor.ids("returns/")) == 16
    assert len(auditor.ids("returns/", campaign=other.pk)) == 8
    mine = auditor.ids("returns/", campaign=campaign.pk, unit=cast.school.pk)
    assert mine == [str(of(campaign, cast.school).pk)]
    assert auditor.ids("returns/", state="superseded") == [str(old.pk)]
    central = cast.units["central"]
    (only,) = auditor.ids("returns/", campaign=other.pk, unit=central.pk)  # and none below
    assert only == str(of(other, central).pk)
    handed_in(cast, campaign, "direct")
    assert auditor.ids("returns/", state="submitted") == [
        str(of(campaign, cast.units["direct"]).pk)
    ]


def test_a_filter_that_names_nothing_in_sight_is_refused(cast, caller, campaign):
    officer = caller(cast.officer)
    asked = {"campaign": 10**30, "unit": cast.units["direct"].pk, "state": "lost"}
    for name, value in asked.items():
        answer = officer.get("returns/", {name: value})
        assert answer.status_code == 400 and codes(answer)[0][1] == name
    assert caller(cast.stranger).get("returns/", {"campaign": campaign.pk}).status_code == 400


def test_a_row_says_what_the_whole_return_says(cast, caller, campaign):
    one = handed_in(cast, campaign, "school")
    officer = caller(cast.officer)
    (row,) = officer.get("returns/").json()["results"]
    whole = officer.get(f"returns/{one.pk}/").json()
    assert row == {name: whole[name] for name in row}
    assert row["as_of"] and row["digest"] == one.handed_in.digest


def test_a_sum_is_stale_in_list_and_detail_once_a_child_has_changed(cast, caller, campaign):
    child = handed_in(cast, campaign, "school", slogans_banners_posted=2)
    above = handed_in(cast, campaign, "central")
    central = caller(cast["officer@central"])

    def stale():
        rows = central.get("returns/").json()["results"]
        told = [row["id"] for row in rows if row["stale"]]
        assert central.get(f"returns/{above.pk}/").json()["stale"] is (str(above.pk) in told)
        return told

    assert stale() == []
    services.return_(child, by=cast["officer@central"], reason="请核对")
    assert stale() == [str(above.pk)]
    told = central.get(f"returns/{above.pk}/").json()
    figure = told["values"]["slogans_banners_posted"]
    assert (figure["value"], figure["now"]) == (2, 0)


def queries(somebody, path):
    somebody.get(path)  # what is read once is read now
    with CaptureQueriesContext(connection) as seen:
        assert somebody.get(path).status_code == 200
    return len(seen)


def more_schools(cast, campaign):
    """Ten more schools with an officer, all of whom hand in."""
    for n in range(10):
        unit = found_unit(f"JZ1{n:02d}", f"第{n}学校", Unit.Kind.SCHOOL, cast.units["central"])
        cast.units[f"more_{n}"] = unit
        cast.people[f"officer@more_{n}"] = cast.person(f"officer@more_{n}", "officer", unit)
    services.include_new_units(campaign, by=cast.auditor)
    for n in range(10):
        handed_in(cast, campaign, f"more_{n}")


def test_lists_sums_and_coverage_ask_no_more_for_more_rows(cast, caller, campaign):
    handed_in(cast, campaign, "school")
    handed_in(cast, campaign, "school_2")
    central = caller(cast["officer@central"])
    above = of(campaign, cast.units["central"])
    handed_in(cast, campaign, "central")
    paths = [
        "returns/?page_size=100",
        f"returns/{above.pk}/",
        f"returns/{above.pk}/rows/?code=launch_sessions",
        f"returns/{above.pk}/rows/?code=hazards_investigated_rectified",
        f"campaigns/{campaign.pk}/coverage/",
        "campaigns/",
    ]
    few = {path: queries(central, path) for path in paths}
    assert len(central.ids("returns/")) == 3
    more_schools(cast, campaign)
    services.correct(
        services.accept(above, by=cast.auditor), by=cast["officer@central"], reason="补报"
    )
    fresh = handed_in(cast, campaign, "central")
    assert len(central.ids("returns/")) == 13
    now = [path.replace(str(above.pk), str(fresh.pk)) for path in paths]
    assert {path: queries(central, path) for path in now} == dict(
        zip(now, few.values(), strict=True)
    )


def test_the_pages_of_the_list_follow_each_other(cast, caller, campaign):
    auditor = caller(cast.auditor)
    by_number = sorted(str(one) for one in Return.objects.values_list("number", flat=True))
    page, numbers = auditor.get("returns/", {"page_size": 3}).json(), []
    while True:
        numbers += [row["number"] for row in page["results"]]
        if not page["next"]:
            break
        page = auditor.get(page["next"]).json()
    assert numbers == by_number and len(numbers) == 8


def test_the_rows_behind_a_sum_are_those_in_sight(cast, caller, campaign):
    """Whoever reaches a sum reaches what it is the sum of; the schools' own people do not."""
    cast.closed()
    handed_in(cast, campaign, "school")
    above = of(campaign, cast.units["central"])
    asked = {"code": "hazards_investigated_rectified"}
    told = caller(cast["viewer@central"]).get(f"returns/{above.pk}/rows/", asked).json()
    assert len(told["rows"]) == told["value"] == 1 and told["out_of_sight"] == 0
    assert set(told["rows"][0]) >= {"kind", "id", "number", "state", "day", "measure"}
    assert caller(cast.officer).get(f"returns/{above.pk}/rows/", asked).status_code == 404


@pytest.mark.parametrize("code", ["", "unheard_of", "\x00", "x" * 61])
def test_a_figure_the_form_does_not_have_is_refused(cast, caller, campaign, code):
    one = of(campaign, cast.school)
    answer = caller(cast.officer).get(f"returns/{one.pk}/rows/", {"code": code} if code else {})
    assert answer.status_code == 400 and codes(answer)[0][1] == "code"
