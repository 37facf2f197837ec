"""The audit log for a program."""

import pytest

from audit import log
from audit.kinds import Kind
from tests.api.conftest import codes


@pytest.fixture
def auditor(cast, caller):
    return caller(cast.auditor)


def found(caller, **asked):
    return [event["kind"] for event in caller.get("audit/", asked).json()["results"]]


def test_it_is_there_for_administrators_and_auditors_alone(cast, caller):
    may = (cast["administrator@bureau"], cast.auditor)
    for person in cast.everyone:
        status = caller(person).get("audit/").status_code
        assert status == (200 if person in may else 404), person
    assert caller().get("audit/").status_code == 401


def test_an_event_says_who_when_from_where_what_and_with_which_result(cast, auditor):
    log.record(
        Kind.RIGHTS_CHANGED,
        by=cast["administrator@bureau"],
        about=cast.officer,
        unit=cast.school,
        details={"change": "role_taken", "role": "officer", "whom": "a", "where": "示范小学"},
    )
    (event,) = auditor.get("audit/").json()["results"]
    assert event["by"]["id"] == cast["administrator@bureau"].pk
    assert (event["about_kind"], event["about"]) == ("user", str(cast.officer.pk))
    assert event["unit"]["code"] == "JZ012" and event["result"] == "done"
    assert event["summary"] == "收回 a：示范小学 安全负责人"
    assert event["door"] == "command" and event["address"] is None


def test_each_filter_finds_its_own(cast, auditor):
    log.record(Kind.EXPORTED, by=cast.officer)
    log.record(Kind.PRINTED, by=cast["officer@school_b"])
    log.record(Kind.LOGIN_FAILED, account="guessed")
    assert found(auditor) == ["login_failed", "printed", "exported"]
    assert found(auditor, kind="printed") == ["printed"]
    assert found(auditor, person="guessed") == ["login_failed"]
    assert found(auditor, unit=cast.units["central"].pk) == ["exported"]
    assert found(auditor, address="10.0.0.1") == []
    assert found(auditor, since="2020-01-01", before="2020-02-01") == []


@pytest.mark.parametrize(
    ("asked", "attr"),
    [
        ({"kind": "x"}, "kind"),
        ({"address": "x"}, "address"),
        ({"unit": "0"}, "unit"),
        ({"since": "x"}, "since"),
    ],
)
def test_a_filter_that_makes_no_sense_is_refused(auditor, asked, attr):
    answer = auditor.get("audit/", asked)
    assert answer.status_code == 400 and codes(answer)[0][1] == attr


def test_it_is_read_in_pages_and_costs_the_same(cast, auditor, django_assert_num_queries):
    for person in cast.everyone:
        log.record(Kind.EXPORTED, by=person)
    with django_assert_num_queries(3):  # token, roles, events
        page = auditor.get("audit/", {"page_size": 4}).json()
    with django_assert_num_queries(3):
        page = auditor.get("audit/", {"page_size": 20}).json()
    assert len(page["results"]) == 20 and "cursor=" in page["next"]
