"""台账 as a page: filters, views, order, pages, and what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hazards import services
from organizations.models import Membership
from web.ledger.views import PAGE

LEDGER = "/hazards/"


@pytest.fixture
def ledger(client, cast):
    def page_of(person, query="", **headers):
        client.force_login(person)
        return client.get(f"{LEDGER}?{query}", headers=headers)

    return page_of


def numbers(answer):
    return [row.hazard.number for row in answer.context["rows"]]


def test_an_outsider_sees_nothing(ledger, cast):
    hazard = cast.reported()
    for person in (cast["officer@school_b"], cast.stranger):
        page = ledger(person)
        assert hazard.number not in page.content.decode()
        assert {question.count for question, _ in page.context["views"]} == {0}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", 3),
        ("state=open", 2),
        ("state=closed", 1),
        ("state=reported&state=closed", 2),
        ("severity=major", 0),
        ("overdue=true", 0),
        ("search=课桌", 3),
        ("search=操场", 0),
        ("waiting=review", 1),
        ("waiting=assign", 1),
        ("found_from=2001-01-01&found_through=2001-12-31", 0),
        ("due_from=2001-01-01", 2),  # of what is reported only, nobody has said by when
        ("due_from=2001-01-01&due_through=2001-12-31", 0),
    ],
)
def test_a_filter_in_the_address_is_obeyed(ledger, cast, query, expected):
    cast.reported(), cast.rectified(), cast.closed()
    assert len(numbers(ledger(cast.officer, query))) == expected


def test_a_whole_number_finds_its_hazard_and_not_those_that_speak_of_it(ledger, cast):
    hazard = cast.reported()
    speaks = cast.reported(description=f"与{hazard.number}同一处")
    assert numbers(ledger(cast.officer, f"search={hazard.number}")) == [hazard.number]
    assert numbers(ledger(cast.officer, f"search={hazard.number[:-1]}")) == [
        *(speaks.number, hazard.number)
    ]


def test_letters_are_found_whatever_their_case(ledger, cast):
    hazard = cast.reported(description="LED灯不亮")
    for words in ("led灯", "LED", "灯不"):
        assert numbers(ledger(cast.officer, f"search={words}")) == [hazard.number]


def test_what_fits_on_one_page_is_not_looked_for_twice(ledger, cast):
    cast.reported()
    with CaptureQueriesContext(connection) as made:
        ledger(cast.officer, "search=课桌")
    assert (
        len([q for q in made.captured_queries if "课桌" in q["sql"]]) == 2
    )  # its number, its words


@pytest.mark.parametrize("at_once", [PAGE, 2 * PAGE])
def test_a_search_longer_than_a_page_has_all_its_pages(ledger, cast, monkeypatch, at_once):
    monkeypatch.setattr("web.ledger.views.AT_ONCE", at_once)
    found = [cast.reported().number for _ in range(PAGE + 1)]
    first, second = (ledger(cast.officer, f"search=课桌&page={page}") for page in (1, 2))
    assert numbers(first) + numbers(second) == found[::-1]
    assert first.context["page_obj"].paginator.count == PAGE + 1


def test_a_search_is_counted_no_further_than_somebody_goes(ledger, cast, monkeypatch):
    monkeypatch.setattr("web.ledger.views.AT_ONCE", 2 * PAGE)
    found = [cast.reported().number for _ in range(2 * PAGE + 1)]
    totals, seen = [], []
    for number in ("", "2", "999"):
        page = ledger(cast.officer, f"search=课桌&page={number}")
        totals.append(page.context["page_obj"].paginator.total)
        seen += numbers(page)
    assert totals == ["40+", 41, 41] and seen == found[::-1]
    assert numbers(ledger(cast.officer, f"search=课桌&page={'9' * 5000}")) == found[:-21:-1]
    assert "<b>40+</b>件" in ledger(cast.officer, "search=课桌").content.decode()
    assert ledger(cast.officer, "is_violation=false").context["page_obj"].paginator.total == 41


def test_the_last_day_of_a_period_counts(ledger, cast):
    hazard = cast.reported()
    assert numbers(ledger(cast.officer, f"found_through={timezone.localdate()}")) == [hazard.number]


def test_the_last_day_asked_for_as_deadline_counts_and_the_one_before_a_mark_does_not(ledger, cast):
    hazard = cast.assigned()
    assert numbers(ledger(cast.officer, f"due_through={cast.due_on}")) == [hazard.number]
    page = ledger(cast.officer, f"due_to={cast.due_on}")
    assert not numbers(page) and [mark.name for mark in page.context["marks"]] == ["due_to"]


def test_a_figure_is_narrowed_by_the_days_of_its_deadlines(ledger, cast):
    cast.reported()
    hazard = cast.assigned()
    for days, found in ((f"due_from={cast.due_on}", [hazard.number]), ("due_to=2001-01-01", [])):
        assert numbers(ledger(cast.officer, f"counted=open&{days}")) == found


def test_a_unit_means_it_and_all_below_it(ledger, cast):
    hazard = cast.reported()
    cast.reported(cast["inspector@school_b"], unit=cast.units["school_b"])
    page = ledger(cast.auditor, f"unit={cast.units['central'].pk}")
    assert numbers(page) == [hazard.number]


@pytest.mark.parametrize(
    "query", ["category=nonsense", "unit=x", "found_from=yesterday", "state=lost", "waiting=ever"]
)
def test_nonsense_in_the_address_is_answered_with_a_sentence(ledger, cast, query):
    cast.reported()
    page = ledger(cast.officer, query)
    assert page.status_code == 200 and not numbers(page)
    assert len(page.context["faults"]) == 1


@pytest.mark.parametrize("query", ["ordering=sideways", "page=999", "page=x"])
def test_nonsense_about_how_rows_are_shown_breaks_nothing(ledger, cast, query):
    cast.reported()
    assert ledger(cast.officer, query).status_code == 200


def test_the_views_count_what_they_show(ledger, cast):
    cast.reported(), cast.rectified(), cast.closed(), cast.major(), cast.dismissed()
    for person in (cast.officer, cast.auditor, cast.responsible):
        for question, _ in ledger(person).context["views"]:
            shown = ledger(person, question.url.partition("?")[2])
            assert shown.context["page_obj"].paginator.count == question.count, question
            assert [q.label for q, is_asked in shown.context["views"] if is_asked] == [
                question.label
            ]


def test_the_nearest_deadline_comes_first_and_what_is_done_last(ledger, cast):
    today = timezone.localdate()
    done, late = cast.closed(), cast.assigned(due_on=today + timedelta(days=9))
    unassigned, soon = cast.reported(), cast.assigned(due_on=today + timedelta(days=2))
    expected = [hazard.number for hazard in (soon, late, unassigned, done)]
    assert numbers(ledger(cast.officer, "ordering=due")) == expected


def test_pages_keep_the_filters(ledger, cast):
    for _ in range(22):
        cast.reported()
    page = ledger(cast.officer, "state=open&ordering=number")
    html = page.content.decode()
    assert "第1—20件，共22件" in html
    assert "?state=open&amp;ordering=number&amp;page=2" in html
    assert len(numbers(ledger(cast.officer, "state=open&ordering=number&page=2"))) == 2


def test_a_mark_can_be_taken_off(ledger, cast):
    page = ledger(cast.officer, "overdue=true&state=open")
    (mark,) = page.context["marks"]
    assert (mark.name, mark.rest) == ("overdue", "state=open")
    assert '<input type="hidden" name="overdue" value="true">' in page.content.decode()


def test_filtering_in_place_brings_the_rows_alone(ledger, cast):
    cast.reported()
    page = ledger(cast.officer, "state=open", **{"HX-Request": "true"})
    assert b"<html" not in page.content and b'hx-swap-oob="true"' in page.content
    assert "HX-Request" in page["Vary"]


def test_an_empty_ledger_says_what_to_do_next(ledger, cast):
    assert "上报隐患" in ledger(cast.inspector).content.decode()
    assert "清除条件" in ledger(cast.inspector, "state=closed").content.decode()


def test_boxes_are_there_for_those_who_can_move_something(ledger, cast):
    cast.rectified()
    assert b'name="ids"' in ledger(cast.officer).content
    assert b'name="ids"' not in ledger(cast.viewer).content
    assert b'name="ids"' not in ledger(cast.responsible).content


def test_a_closed_number_is_struck_off(ledger, cast):
    cast.closed()
    assert b"is-struck" in ledger(cast.officer).content


def test_it_costs_the_same_however_long_it_is(client, cast, django_assert_max_num_queries):
    Membership.objects.create(user=cast.officer, unit=cast.units["school_2"], role="officer")
    client.force_login(cast.officer)
    for _ in range(3):
        cast.rectified()
    with django_assert_max_num_queries(34) as few:
        client.get(LEDGER)
    for _ in range(15):
        cast.rectified()
        cast.reported()
    with django_assert_max_num_queries(34) as many:
        client.get(LEDGER)
    assert len(few) == len(many)


def test_what_is_listed_for_supervision_has_a_view_of_its_own(ledger, cast):
    plain, listed, delisted = cast.major(), cast.major(), cast.major()
    for hazard in (listed, delisted):
        told = {"level": "city", "document_number": "津安督〔2026〕3号", "deadline": cast.due_on}
        services.list_for_supervision(hazard, by=cast.auditor, **told)
    services.delist(delisted, by=cast.auditor)
    page = ledger(cast.auditor, "listed=true")
    assert numbers(page) == [listed.number]
    assert "津安督〔2026〕3号" in page.content.decode()
    counts = {str(question.label): question.count for question, _ in page.context["views"]}
    assert counts["挂牌督办"] == 1
    assert set(numbers(ledger(cast.auditor, "listed=false"))) == {plain.number, delisted.number}
