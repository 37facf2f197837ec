"""台账: units found as people type them, what oneself reported, and what finding costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.models import Unit
from organizations.services import found_unit
from web.addresses import PROPOSED

LEDGER = "/hazards/"


@pytest.fixture
def ledger(client, cast):
    def page_of(person, query="", **headers):
        client.force_login(person)
        return client.get(f"{LEDGER}?{query}", headers=headers)

    return page_of


@pytest.fixture
def two_schools(cast):
    theirs = cast.reported(cast["inspector@school_b"], cast.units["school_b"])
    return cast.reported(), theirs


def numbers(answer):
    return [row.hazard.number for row in answer.context["rows"]]


@pytest.mark.parametrize(
    ("typed", "place"),
    [("sfxx", 0), ("示范", 0), ("JZ012", 0), ("yc", 1), ("ycxx", 1), ("dezxxx", 1), ("SF 小学", 0)],
)
def test_a_unit_is_found_by_initials_name_or_code_with_all_below_it(
    ledger, cast, two_schools, typed, place
):
    assert numbers(ledger(cast.auditor, f"unit_search={typed}")) == [two_schools[place].number]


def test_what_fits_no_unit_shows_no_hazard(ledger, cast, two_schools):
    assert numbers(ledger(cast.auditor, "unit_search=没有")) == []


def test_a_unit_out_of_reach_is_neither_found_nor_proposed(ledger, cast, two_schools):
    page = ledger(cast["officer@central"], "unit_search=ycxx")
    assert numbers(page) == [] and page.context["units_like"] == []
    assert "育才小学" not in page.content.decode()


def test_of_several_that_fit_each_can_be_looked_at_alone(ledger, cast, two_schools):
    page = ledger(cast.auditor, "unit_search=xx&state=open")
    proposed = dict(page.context["units_like"])
    assert set(proposed) == {"第一中心学校", "第二中心学校", "示范小学", "第二小学", "育才小学"}
    assert proposed["示范小学"] == f"state=open&unit={cast.school.pk}"
    assert numbers(ledger(cast.auditor, proposed["示范小学"])) == [two_schools[0].number]
    assert f"?{proposed['示范小学'].replace('&', '&amp;')}" in page.content.decode()


def test_whoever_reaches_one_unit_looks_for_none(ledger, cast):
    assert 'name="unit_search"' not in ledger(cast.officer).content.decode()
    assert 'name="unit_search"' in ledger(cast["officer@central"]).content.decode()


def test_what_oneself_reported_is_a_view_of_those_who_report(ledger, cast):
    mine, other = cast.reported(), cast.reported(cast.officer)
    page = ledger(cast.inspector, "reported_by_me=true")
    assert numbers(page) == [mine.number]
    (view,) = [view for view, is_asked in page.context["views"] if is_asked]
    assert (str(view.label), view.count) == ("我上报的", 1)
    assert numbers(ledger(cast.inspector, "reported_by_me=false")) == [other.number]
    for person in (cast.responsible, cast.viewer):
        assert "我上报的" not in [str(v.label) for v, _ in ledger(person).context["views"]]
        assert numbers(ledger(person, "reported_by_me=true")) == []


def cost_of(ledger, person, query, **headers):
    ledger(person, query, **headers)  # what is kept of the person is kept
    with CaptureQueriesContext(connection) as made:
        ledger(person, query, **headers)
    return [q["sql"] for q in made.captured_queries]


@pytest.mark.parametrize("query", ["", "reported_by_me=true", "unit_search=xx", "unit_search=sfxx"])
def test_thirty_rows_and_units_cost_as_many_statements_as_three(ledger, cast, query):
    inspector = cast["inspector@central"]
    for _ in range(3):
        cast.reported(inspector, cast.school)
    few = cost_of(ledger, inspector, query)
    for number in range(27):
        cast.reported(inspector, cast.school)
        found_unit(f"JZ2{number:02d}", f"小学{number}", Unit.Kind.SCHOOL, cast.units["central"])
    assert len(cost_of(ledger, inspector, query)) == len(few)


def test_no_more_units_are_proposed_than_can_be_read(ledger, cast):
    for number in range(30):
        found_unit(f"JZ2{number:02d}", f"小学{number}", Unit.Kind.SCHOOL, cast.units["central"])
    assert len(ledger(cast.auditor, "unit_search=xx").context["units_like"]) == PROPOSED


def test_all_views_are_counted_in_one_statement_and_the_rows_alone_ask_for_no_unit(ledger, cast):
    cast.reported()
    whole = cost_of(ledger, cast.auditor, "")
    rows = cost_of(ledger, cast.auditor, "", **{"HX-Request": "true"})
    assert len([sql for sql in whole if "reported_by_me" in sql and "due_soon" in sql]) == 1
    assert len(rows) < len(whole)
    looked_for = cost_of(ledger, cast.auditor, "unit_search=xx", **{"HX-Request": "true"})
    # Both lists of units with their other names, and the rows counted anew.
    assert len(looked_for) <= len(rows) + 6
