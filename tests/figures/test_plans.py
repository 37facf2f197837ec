"""No figure and no first page reads a big table from one end to the other."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from figures.breakdown import BREAKDOWNS
from figures.history import past_moment
from figures.history.past_moment import laid_out
from figures.scope import ask
from figures.statistics import figures
from hazards.models import Hazard
from hazards.tally.compaction import fold
from organizations.models import Unit
from tests.base.plans import BIG, plan_of, whole_tables_read, without_preference
from tests.figures.lives import june

pytestmark = [pytest.mark.exhaustive, pytest.mark.on_both]

FILTERS = [
    *("", "state=open", "state=closed", "severity=major", "source=tip", "overdue=true"),
    *("due_soon=true", "assigned_to_me=true", "listed=true", "is_violation=true"),
    *("found_from=2021-06-01", "found_through=2021-06-30", "found_to=2021-06-30"),
    *("due_from=2021-06-01", "due_through=2021-06-30", "due_from=2021-06-20&due_to=2021-06-21"),
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


def reads_the_ledger(sql: str) -> bool:
    """Somebody's hazards or history, and not the few rows a list shows."""
    return not sql.startswith("CREATE") and any(f'FROM "{table}"' in sql for table in BIG)


@pytest.mark.parametrize("place", ["bureau", "central", "school"])
def test_a_board_of_the_past_goes_over_ledger_and_history_once(some_lives, place):
    """Each of its figures did: a hundred readings, 30 to 70 seconds at 100,000 hazards."""
    client = Client()
    client.force_login(some_lives.cast.auditor)
    asked = {"unit": some_lives.cast.units[place].pk, "as_of": june(15).isoformat()}
    with CaptureQueriesContext(connection) as made:
        assert client.get("/statistics/", asked).status_code == 200
    reading = [q["sql"] for q in made.captured_queries if reads_the_ledger(q["sql"])]
    laid_out = [sql for sql in reading if sql.startswith("INSERT")]
    assert len(laid_out) == 4, "\n".join(laid_out)
    # Beside it: what befell the few twice, in all and by month; the longest; the frame of the page.
    assert len(reading) <= 4 + 5, "\n".join(reading)


def test_what_was_laid_out_is_gone_afterwards_also_when_something_fails(some_lives):
    query = ask(some_lives.cast.auditor, as_of=june(15))
    with pytest.raises(ZeroDivisionError), laid_out(query):
        assert past_moment.stood(query).exists()
        raise ZeroDivisionError
    with laid_out(query):
        assert (
            past_moment.stood(query).count()
            == Hazard.objects.filter(found_on__lte=june(15)).count()
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        past_moment.stood(query).exists()


def test_nobody_else_sees_what_is_laid_out_and_no_backup_copies_it(some_lives):
    tables = set(connection.introspection.table_names())
    with laid_out(ask(some_lives.cast.auditor, as_of=june(15))):
        made = set(connection.introspection.table_names()) - tables
    assert not made & {model._meta.db_table for model in apps.get_models()}
