"""审计日志: for whom it is there, what its filters find, and what it costs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit import log
from audit.kinds import Kind
from audit.models import Event
from organizations.models import Membership
from tests.base import plans


@pytest.fixture
def read(client, cast):
    """The log's page as the bureau's administrator gets it."""
    client.force_login(cast["administrator@bureau"])

    def read(**asked):
        return client.get("/audit/", asked)

    return read


def shown(page):
    return [event for event, _line in page.context["rows"]]


def test_it_is_there_for_administrators_and_auditors_alone(client, cast):
    Membership.objects.create(user=cast.viewer, unit=cast.school, role="auditor")
    may = (cast["administrator@bureau"], cast.auditor)
    for person in cast.everyone:
        client.force_login(person)
        for address in ("/audit/", "/audit/events.csv"):
            assert client.get(address).status_code == (200 if person in may else 404), person
        assert ('href="/audit/"' in client.get("/me/").content.decode()) is (person in may)


def test_it_says_who_when_from_where_what_and_with_which_result(read, client, cast, rf):
    request = rf.get("/hazards/ledger.csv?state=open", REMOTE_ADDR="10.8.8.8")
    request.user = cast.officer
    told = {"path": "/hazards/ledger.csv", "query": "state=open"}
    log.record(Kind.EXPORTED, request=request, details=told)
    html = read(kind="exported").content.decode()
    for words in (
        "导出",
        "officer@school",
        "10.8.8.8",
        "示范小学",
        "页面",
        "ledger.csv?state=open",
    ):
        assert words in html


def test_each_filter_finds_its_own_and_leaves_the_rest(read, cast, rf):
    def by(person, address, kind=Kind.EXPORTED):
        request = rf.get("/", REMOTE_ADDR=address)
        request.user = person
        return log.record(kind, request=request)

    one = by(cast.officer, "10.0.0.1")
    other = by(cast["officer@school_b"], "10.0.0.2", Kind.PRINTED)
    failed = log.record(Kind.LOGIN_FAILED, account="guessed")
    assert shown(read(kind="printed")) == [other]
    assert shown(read(person="officer@school")) == [one]
    assert shown(read(person="育才小学")) == [other]
    assert shown(read(person="guessed")) == [failed]
    assert shown(read(address="10.0.0.2")) == [other]
    assert shown(read(unit=cast.units["central"].pk)) == [one]
    assert shown(read(unit=cast.units["central_b"].pk, kind="exported")) == []


def test_the_days_are_the_districts_and_the_last_one_is_included(read, db):
    today = timezone.localdate()
    noon = timezone.localtime().replace(hour=12, minute=0, second=0)
    rows = [
        Event.objects.create(kind=Kind.SET_UP, door="command", at=noon - timedelta(days=days))
        for days in (0, 1, 2)
    ]
    day = (today - timedelta(days=1)).isoformat()
    assert shown(read(kind="set_up", since=day, until=day)) == [rows[1]]
    assert shown(read(kind="set_up", since=day)) == rows[:2]
    assert shown(read(kind="set_up", until=day)) == rows[1:]


@pytest.mark.parametrize("wrong", [{"address": "x"}, {"kind": "x"}, {"since": "x"}, {"unit": "0"}])
def test_a_filter_that_makes_no_sense_finds_nothing_and_says_so(read, wrong):
    page = read(**wrong)
    assert page.status_code == 200 and shown(page) == [] and page.context["form"].errors


@pytest.mark.parametrize("key", ["x", "-1", "9" * 30, "99999"])
def test_a_place_that_is_not_there_begins_at_the_newest(read, key):
    assert shown(read(before=key)) == list(Event.objects.newest_first())


def test_its_pages_hold_each_event_once_also_of_one_moment(read, client):
    at = timezone.now()
    for n in range(130):
        Event.objects.create(kind=Kind.SET_UP, door="command", at=at - timedelta(seconds=n // 40))
    seen, address = [], "/audit/?kind=set_up"
    while address:
        page = client.get(address)
        seen += [event.pk for event in shown(page)]
        further = page.context["further"]
        address = f"/audit/?kind=set_up&before={further}" if further else ""
    assert len(seen) == len(set(seen)) == 130


def test_it_costs_the_same_however_long_it_is(read, cast, rf, django_assert_max_num_queries):
    def more(n):
        for person in cast.everyone[:n]:
            request = rf.get("/")
            request.user = person
            log.record(Kind.EXPORTED, request=request)

    more(3)
    with django_assert_max_num_queries(26) as few:
        read()
    more(18)
    with django_assert_max_num_queries(26) as many:
        read()
    assert len(many.captured_queries) == len(few.captured_queries)


@pytest.mark.parametrize("asked", ["", "kind", "person", "address", "unit", "since"])
def test_no_filter_reads_the_whole_log(read, cast, asked, monkeypatch):
    monkeypatch.setattr(plans, "BIG", ("audit_event",))
    told = {
        "kind": "exported",
        "person": "officer@school",
        "address": "10.0.0.1",
        "unit": cast.school.pk,
        "since": timezone.localdate().isoformat(),
    }
    assert (
        plans.whole_tables_read(lambda: read(**{k: v for k, v in told.items() if k == asked})) == []
    )


def test_the_export_says_the_same_and_is_logged_itself(read, client, cast):
    log.record(Kind.LOGIN_FAILED, account="=cmd|x")
    answer = client.get("/audit/events.csv?kind=login_failed")
    text = b"".join(answer.streaming_content).decode()
    assert "登录失败" in text and "'=cmd|x" in text and text.count("\n") == 2
    event = Event.objects.get(kind=Kind.EXPORTED)
    assert event.about_kind == "audit" and event.details["query"] == "kind=login_failed"


@pytest.mark.parametrize("kind", Kind.values)
def test_every_kind_of_event_can_be_shown(read, cast, kind):
    changes = {"contact_changed": "phone", "unit_changed": "closed"}
    change = changes.get(kind, "role_given")
    details = {"change": change, "role": "officer", "whom": "x", "where": "y", "unit": "z"}
    details |= {"events": 3, "before": "2026-01-01"}
    log.record(Kind(kind), by=cast.officer, details=details)
    assert str(Kind(kind).label) in read(kind=kind).content.decode()
