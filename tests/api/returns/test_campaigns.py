"""Campaigns over the API: opened, listed, followed, reminded of, and carried away as one file."""

import uuid
from datetime import timedelta

import pytest

from jobs import queue
from jobs.models import Job
from notifications.models import Notification
from organizations.models import Unit
from organizations.services import found_unit
from returns import services
from returns.models.campaigns import Campaign
from returns.models.form_templates import FormTemplate
from returns.models.returns import Return
from tests.api.conftest import codes
from tests.api.returns.campaigning import DAY, handed_in, of, opened, opening
from tests.base import working

OTHERS = ["administrator@bureau", "inspector@bureau", "officer@central", "officer@school"]


@pytest.fixture
def auditor(cast, caller):
    return caller(cast.auditor)


@pytest.fixture
def campaign(cast):
    return opened(cast)


def body(**given):
    days = {name: str(value) for name, value in opening().items()}
    return {**days, "template": "safety-month", **given}


def test_an_auditor_opens_a_campaign_for_every_unit_below_their_own(cast, auditor):
    answer = auditor.post("campaigns/", body(photos_wanted=5))
    assert answer.status_code == 201
    told = answer.json()
    assert told["unit"]["id"] == cast.units["bureau"].pk and told["photos_wanted"] == 5
    assert told["template"]["code"] == "safety-month" and told["is_over"] is False
    assert answer["Location"].endswith(f"campaigns/{told['id']}/")
    assert auditor.get(f"campaigns/{told['id']}/").json() == told
    assert auditor.get("campaigns/").json()["results"] == [told]
    assert Return.objects.filter(campaign=told["id"]).count() == 8
    assert Notification.objects.filter(kind="open", recipient=cast.officer).exists()


def test_a_form_is_named_by_its_id_or_by_its_code(cast, auditor):
    monthly = FormTemplate.objects.get(code="monthly", retired_on=None)
    assert auditor.post("campaigns/", body(template=monthly.pk)).json()["template"] == {
        "id": monthly.pk,
        "code": "monthly",
        "version": monthly.version,
        "title": monthly.title,
    }
    FormTemplate.objects.filter(pk=monthly.pk).update(retired_on="2021-01-01")
    for retired in (monthly.pk, "monthly", 0, 10**30, "unheard-of"):
        answer = auditor.post("campaigns/", body(template=retired))
        assert answer.status_code == 400 and codes(answer) == [("does_not_exist", "template")]


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_opens_a_campaign(cast, caller, name):
    for given in ({}, {"unit": cast.school.pk}):
        answer = caller(cast[name]).post("campaigns/", body(**given))
        refusal = {(403, "not_permitted"), (400, "does_not_exist")}
        assert (answer.status_code, codes(answer)[0][0]) in refusal
    assert caller(cast.stranger).post("campaigns/", body()).status_code == 403
    assert caller().post("campaigns/", body()).status_code == 401
    assert not Campaign.objects.exists()


def test_an_auditor_opens_none_for_a_unit_that_is_not_theirs(cast, auditor):
    answer = auditor.post("campaigns/", body(unit=cast.units["central"].pk))
    assert answer.status_code == 403 and not Campaign.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "长" * 121},
        {"title": "a\x0bb"},
        {"template": None},
        {"template": [1]},
        {"template": "\x00"},
        {"activity_through": str(opening()["activity_from"] - DAY)},
        {"hazards_through": str(opening()["hazards_from"] - DAY)},
        {"due_on": "soon"},
        {"due_on": "9999-12-31"},
        {"photos_wanted": -1},
        {"photos_wanted": 13},
        {"unit": 10**30},
    ],
)
def test_a_campaign_of_a_wrong_shape_is_refused_at_its_place(auditor, wrong):
    answer = auditor.post("campaigns/", body(**wrong))
    assert answer.status_code == 400
    assert [attr for _code, attr in codes(answer)] == list(wrong)
    assert not Campaign.objects.exists()


def test_a_campaign_says_everything_it_needs(auditor):
    answer = auditor.post("campaigns/", {})
    assert {attr for _code, attr in codes(answer)} == {*opening(), "template"}


def test_the_same_opening_under_one_key_is_one_campaign(auditor):
    first = auditor.post("campaigns/", body(), Idempotency_Key="a")
    again = auditor.post("campaigns/", body(), Idempotency_Key="a")
    assert first.json() == again.json() and Campaign.objects.count() == 1


def test_coverage_is_of_the_units_in_reach(cast, caller, campaign, auditor):
    handed_in(cast, campaign, "school")
    services.nil(of(campaign, cast.units["direct"]), by=cast["officer@direct"])
    path = f"campaigns/{campaign.pk}/coverage/"
    told = auditor.get(path).json()
    counts = {name: told[name] for name in ("expected", "submitted", "accepted", "nil", "late")}
    assert counts == {"expected": 7, "submitted": 2, "accepted": 0, "nil": 1, "late": 0}
    assert len(told["missing"]) == 5 and set(told["missing"][0]) == {"id", "code", "name"}
    central = caller(cast["viewer@central"]).get(path).json()
    assert (central["expected"], central["submitted"]) == (3, 1)
    assert [unit["code"] for unit in central["missing"]] == ["JZ001", "JZ013"]
    assert caller(cast.officer).get(path).json()["expected"] == 1


def test_those_who_are_missing_are_reminded(cast, caller, campaign, auditor):
    handed_in(cast, campaign, "school")
    path = f"campaigns/{campaign.pk}/remind/"
    assert auditor.post(path).json() == {"told": 6}
    school, direct = cast.school.pk, cast.units["direct"].pk
    assert auditor.post(path, {"units": [school, direct]}).json() == {"told": 1}
    central = caller(cast["officer@central"])
    assert central.post(path).json() == {"told": 1}  # the second school; not themselves
    reminded = Notification.objects.filter(kind="remind", recipient=cast["officer@direct"])
    assert reminded.count() == 2
    assert central.post(path, {"units": [direct]}).status_code == 400
    for name in ("viewer@bureau", "inspector@school"):
        assert caller(cast[name]).post(path).status_code == 403
    assert caller(cast.stranger).post(path).status_code == 404


@pytest.mark.parametrize("units", ["all", [], ["x"], [0], [10**30], [[1]], {"a": 1}, [None]])
def test_units_to_remind_are_named_by_their_ids(campaign, auditor, units):
    answer = auditor.post(f"campaigns/{campaign.pk}/remind/", {"units": units})
    assert answer.status_code == 400 and codes(answer)[0][1].startswith("units")


def test_a_unit_founded_meanwhile_is_asked_as_well(cast, caller, campaign, auditor):
    path = f"campaigns/{campaign.pk}/include-new-units/"
    assert auditor.post(path).json() == {"included": 0}
    found_unit("JZ016", "新建小学", Unit.Kind.SCHOOL, cast.units["central"])
    assert caller(cast["officer@central"]).post(path).status_code == 403
    assert auditor.post(path).json() == {"included": 1}
    assert len(auditor.ids("returns/")) == 9


def test_a_late_return_says_so(cast, caller, auditor):
    late = opened(cast, due_on=opening()["activity_from"] + timedelta(days=1))
    one = handed_in(cast, late, "school")
    assert auditor.get(f"returns/{one.pk}/").json()["is_late"] is True
    assert auditor.get(f"campaigns/{late.pk}/coverage/").json()["late"] == 1
    assert auditor.get(f"campaigns/{late.pk}/").json()["is_over"] is True


@pytest.mark.parametrize("name", OTHERS)
def test_only_an_auditor_of_its_unit_carries_a_campaign_away(cast, caller, campaign, name):
    answer = caller(cast[name]).post(f"campaigns/{campaign.pk}/packet/")
    assert answer.status_code == 403 and codes(answer) == [("not_permitted", None)]
    assert not Job.objects.exists()


def test_a_job_is_its_owners_and_its_file_is_there_once_it_is_finished(
    cast, caller, campaign, auditor
):
    handed_in(cast, campaign, "school")
    started = auditor.post(f"campaigns/{campaign.pk}/packet/", Idempotency_Key="a")
    again = auditor.post(f"campaigns/{campaign.pk}/packet/", Idempotency_Key="a")
    assert started.status_code == again.status_code == 202 and started.json() == again.json()
    path = f"jobs/{started.json()['job']}/"
    assert auditor.get(path).json() == {
        "id": started.json()["job"],
        "state": "waiting",
        "progress": 0,
        "result": None,
    }
    assert auditor.get(path + "file/").status_code == 404
    working.run(started.json()["job"])
    told = auditor.get(path).json()
    assert (told["state"], told["progress"]) == ("finished", 100)
    assert told["result"].endswith(path + "file/")
    file = auditor.get(told["result"], Accept="application/zip")
    assert file.status_code == 200 and b"".join(file).startswith(b"PK")
    assert file["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    for somebody in (caller(cast["administrator@bureau"]), caller(cast.officer)):
        for place in (path, path + "file/"):
            assert somebody.get(place).status_code == 404
    assert caller().get(path).status_code == 401
    assert auditor.get(f"jobs/{uuid.uuid4()}/").status_code == 404


def test_a_long_title_makes_a_name_a_file_can_have(cast, auditor):
    campaign = opened(cast, title="长" * 120)
    started = auditor.post(f"campaigns/{campaign.pk}/packet/")
    assert started.status_code == 202
    name = Job.objects.get(pk=started.json()["job"]).file_name
    assert name.startswith(campaign.number) and name.endswith(".zip") and len(name) <= 120


def test_progress_says_how_many_steps_are_behind(cast, auditor):
    job = queue.start("packet", 1, by=cast.auditor, file_name="a.zip")
    job.phase = Job.Phase.RUNNING
    job.save()
    job.advance(1, 3)
    told = auditor.get(f"jobs/{job.pk}/").json()
    assert (told["state"], told["progress"], told["result"]) == ("running", 33, None)


def test_the_forms_are_told_with_their_indicators(cast, caller):
    known = caller(cast.viewer).get("forms/").json()["results"]
    forms = [form for form in known if form["retired_on"] is None]
    assert [(form["code"], len(form["indicators"])) for form in forms] == [
        ("monthly", 12),
        ("safety-month", 37),
    ]
    sessions = next(one for one in forms[1]["indicators"] if one["code"] == "launch_sessions")
    assert sessions == {
        "code": "launch_sessions",
        "label": "启动仪式场次",
        "type": "int",
        "counted_in": "场次",
        "aggregation": "sum",
        "source": "typed",
        "meaning": "活动期内举办启动仪式的场次",
        "checks": [{"kind": "together_with", "other": "launch_forms", "level": "block"}],
    }


def test_a_letter_names_the_return_or_the_hazard_it_is_about(cast, caller, campaign):
    hazard = cast.reported()
    one = of(campaign, cast.school)
    news = caller(cast.officer).get("notifications/").json()["results"]
    told = {row["subject"]: row for row in news}
    assert told["return"]["about"] == told["return"]["return"] == str(one.pk)
    assert told["return"]["hazard"] is None and campaign.title in told["return"]["sentence"]
    assert told["hazard"]["about"] == told["hazard"]["hazard"] == str(hazard.pk)
    assert told["hazard"]["return"] is None
