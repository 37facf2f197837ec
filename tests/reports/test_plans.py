"""No figure and no first page reads a big table from one end to the other."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hazards.folding import fold
from hazards.models import Hazard
from organizations.models import Unit
from reports.breakdown import BREAKDOWNS
from reports.statistics import figures
from tests.plans import plan_of, whole_tables_read, without_preference
from tests.reports.lives import june

FILTERS = [
    *("", "state=open", "state=closed", "severity=major", "source=tip", "overdue=true"),
    *("due_soon=true", "assigned_to_me=true", "listed=true", "is_violation=true"),
    *("found_from=2021-06-01", "found_through=2021-06-30", "found_to=2021-06-30"),
    *("search=没有这样的话", "search=JZ012-00"),
    *("waiting=review", "waiting=assign", "waiting=repair", "waiting=overdue"),
]


@pytest.fixture
def some_lives(lives):
    for day in range(1, 12):
        lives.closed(found=june(day), due=june(20), on=june(day + 1))
        lives.assigned(found=june(day), due=june(20))
    fold()
    lives.found(june(20))
    return lives


@pytest.mark.parametrize("by", [None, *BREAKDOWNS])
@pytest.mark.parametrize("place", ["bureau", "central", "school"])
def test_no_figure_reads_a_whole_table(some_lives, place, by):
    unit = Unit.objects.get(pk=some_lives.cast.units[place].pk)
    year = {"found_from": june(1) - timedelta(days=200), "found_to": timezone.localdate()}
    for period in ({}, year):
        asked = {"unit": unit, "by": by, **period}
        assert whole_tables_read(lambda told=asked: figures(some_lives.cast.auditor, **told)) == []


@pytest.mark.parametrize("query", FILTERS)
@pytest.mark.parametrize("who", ["auditor@bureau", "officer@central", "officer@school"])
def test_no_first_page_of_the_ledger_reads_a_whole_table(some_lives, who, query):
    client = Client()
    client.force_login(some_lives.cast[who])
    for address in ("/hazards/", "/api/v1/hazards/"):
        asked = f"{address}?{query}"
        assert whole_tables_read(lambda address=asked: client.get(address)) == []


def test_what_somebody_reaches_is_looked_up_by_its_units(some_lives):
    seen = Hazard.objects.visible_to(some_lives.cast["officer@school"]).order_by()
    with CaptureQueriesContext(connection) as made:
        list(seen.values_list("pk"))
    way = "BitmapOr" if connection.vendor == "postgresql" else "MULTI-INDEX OR"
    with without_preference():
        assert way in plan_of(made.captured_queries[-1]["sql"])
