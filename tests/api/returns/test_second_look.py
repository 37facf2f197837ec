"""A second look over the API: earlier periods, outliers, and starred figures."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.api.conftest import codes
from tests.api.returns.campaigning import handed_in, of, opened

CODE = "media_reports"
COMMENT = "区级观摩活动，<b>人数</b>属实"


@pytest.fixture
def officer(cast, caller):
    return caller(cast.officer)


@pytest.fixture
def one(cast):
    return of(opened(cast), cast.school)


@pytest.fixture
def here(one):
    return f"returns/{one.pk}/"


def said_before(cast, figures) -> None:
    """So many campaigns ago each."""
    for ago, figure in enumerate(reversed(figures), 1):
        due_on = timezone.localdate() - timedelta(30 * ago)
        campaign = opened(cast, title=f"{ago}期前", due_on=due_on)
        handed_in(cast, campaign, "school", **{CODE: figure})


def test_a_return_tells_the_periods_before_it_the_oldest_first(cast, here, officer):
    said_before(cast, [9, 12, 11, 10, 14])
    told = officer.get(here).json()["earlier"]
    assert [period["values"][CODE] for period in told] == [12, 11, 10, 14]
    assert [period["title"] for period in told] == ["4期前", "3期前", "2期前", "1期前"]
    assert officer.get(f"returns/{told[0]['return']}/").json()["values"][CODE]["value"] == 12


def test_what_lies_far_from_them_is_told_with_the_rule_and_its_figures(cast, here, officer):
    said_before(cast, [12, 11, 10, 14])
    assert officer.get(here).json()["outliers"] == {}
    told = officer.patch(here, {"values": {CODE: 400}}).json()
    outlier = told["outliers"][CODE]
    assert outlier.pop("detail") in [check["detail"] for check in told["checks"]]
    assert outlier == {
        "against": "earlier",
        "n": 4,
        "median": 11.5,
        "spread": 1.0,
        "measure": "median_absolute_deviation",
        "score": pytest.approx(0.6745 * 388.5),
        "threshold": 3.5,
    }
    assert ("outlier", "warn") in [(check["code"], check["level"]) for check in told["checks"]]


def test_it_blocks_nothing(cast, caller):
    said_before(cast, [12, 11, 10, 14])
    one = handed_in(cast, opened(cast), "school", **{CODE: 400})
    reviewer = caller(cast["officer@central"])
    assert CODE in reviewer.get(f"returns/{one.pk}/").json()["outliers"]
    assert reviewer.post(f"returns/{one.pk}/accept/", {}).status_code == 200


def test_a_figure_is_starred_and_more_is_said_beside_it(cast, here, officer):
    told = officer.post(f"{here}star/", {"code": CODE}).json()["stars"]
    assert told[CODE][0]["comment"] == ""
    told = officer.post(f"{here}star/", {"code": CODE, "comment": COMMENT}).json()["stars"]
    assert [said["comment"] for said in told[CODE]] == ["", COMMENT]
    assert told[CODE][1]["by"] == {"id": cast.officer.pk, "name": str(cast.officer)}
    history = officer.get(f"{here}history/").json()["results"]
    assert [(line["move"], line["note"]) for line in history] == [("star", ""), ("star", COMMENT)]
    assert officer.post(f"{here}unstar/", {"code": CODE}).json()["stars"] == {}


def test_each_refusal_has_its_status_and_its_code(cast, caller, here, officer):
    outsider, viewer = caller(cast["officer@school_b"]), caller(cast.viewer)
    asked = {"code": CODE, "comment": COMMENT}
    assert outsider.post(f"{here}star/", asked).status_code == 404
    assert viewer.post(f"{here}star/", asked).status_code == 403
    unknown = officer.post(f"{here}star/", {"code": "unheard_of"})
    assert (unknown.status_code, codes(unknown)) == (400, [("unknown_indicator", "code")])
    long = officer.post(f"{here}star/", {"code": CODE, "comment": "长" * 2001})
    assert (long.status_code, codes(long)) == (400, [("max_length", "comment")])
    missing = officer.post(f"{here}unstar/", {"code": CODE})
    assert (missing.status_code, codes(missing)) == (422, [("code", None)])
    stale = officer.post(f"{here}star/", asked, **{"If-Match": '"9"'})
    assert stale.status_code == 412
    assert officer.get(here).json()["stars"] == {}


def test_once_it_is_accepted_nobody_stars_it(cast, caller):
    one = handed_in(cast, opened(cast), "school")
    reviewer = caller(cast["officer@central"])
    reviewer.post(f"returns/{one.pk}/accept/", {})
    answer = reviewer.post(f"returns/{one.pk}/star/", {"code": CODE})
    assert answer.status_code == 409 and answer.json()["state"] == "accepted"


def test_the_row_behind_a_sum_says_what_was_said_below(cast, caller, officer):
    campaign = opened(cast)
    one = of(campaign, cast.school)
    officer.post(f"returns/{one.pk}/star/", {"code": CODE, "comment": COMMENT})
    handed_in(cast, campaign, "school", **{CODE: 7})
    central = handed_in(cast, campaign, "central")
    above = caller(cast.auditor)
    told = above.get(f"returns/{central.pk}/rows/?code={CODE}").json()["children"]
    assert [[said["comment"] for said in child["stars"]] for child in told] == [[COMMENT]]


def test_a_return_costs_the_same_however_many_periods_and_stars(cast, here, officer):
    said_before(cast, [1])
    officer.post(f"{here}star/", {"code": CODE})

    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert officer.get(here).status_code == 200
        return len(asked)

    few = cost()
    said_before(cast, [1, 2, 3])
    for code in ("launch_sessions", "psa_items_produced", "tips_received"):
        officer.post(f"{here}star/", {"code": code, "comment": COMMENT})
    assert cost() == few
