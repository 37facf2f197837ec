"""Figures read while sums are being folded: each answer is one that was true at some moment."""

from collections.abc import Callable
from contextlib import contextmanager
from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from figures.history.past_moment import laid_out
from figures.lists import counts as list_counts
from figures.lists.scope import current_query
from figures.scope import ask
from figures.statistics import figures
from hazards.models import Change, Count, FoldedPlace, Hazard, Spread
from hazards.snapshot import snapshot
from hazards.tally.compaction import fold
from tests.base.together import at_once
from tests.cast import PASSWORD
from tests.figures.lives import june

pytestmark = pytest.mark.django_db(transaction=True)
TALLY = (Count, Spread, FoldedPlace)
PATIENCE = 30  # seconds; whoever waits for a reader fails instead of hanging
ROUNDS = 8


def elsewhere(act: Callable[[], Any]) -> None:
    """Done and committed by somebody else, on a connection of their own."""

    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join(PATIENCE)
    assert not thread.is_alive(), "somebody waits for a reader"


class Before:
    """Does `act` elsewhere right before the statement of that `place`, counted from 0."""

    def __init__(self, place: int, act: Callable[[], Any]) -> None:
        self.left, self.act, self.is_done = place, act, False

    def __call__(self, execute, sql, params, many, context) -> Any:
        if self.left == 0 and not self.is_done:
            self.is_done = True
            elsewhere(self.act)
        self.left -= 1
        return execute(sql, params, many, context)


@contextmanager
def done_before(place: int, act: Callable[[], Any]):
    before = Before(place, act)
    with connection.execute_wrapper(before):
        yield before


@pytest.fixture
def never_folded(cast) -> Callable[[], None]:
    """A ledger whose changes wait for their first fold; calling it makes that so again."""
    cast.closed(), cast.rectified(), cast.reported(), cast.dismissed()
    cast.reported(cast["inspector@school_b"], cast.units["school_b"])
    changes = list(Change.objects.all())

    def again() -> None:
        for model in (*TALLY, Change):
            model.objects.all().delete()
        Change.objects.bulk_create(changes)

    return again


ANSWERS = {
    "all of it": lambda cast: figures(cast.auditor),
    "one unit, by units": lambda cast: figures(cast.auditor, unit=cast.units["central"], by="unit"),
    "a school, by category": lambda cast: figures(cast.officer, unit=cast.school, by="category"),
    "a part of a period": lambda cast: figures(cast.auditor, found_from=june(1), by="month"),
    "the sizes of lists": lambda cast: [
        list_counts.everything(current_query(cast.auditor)),
        list_counts.size_of(cast.auditor, {"unit": cast.units["central"], "counted": "open"}),
        list_counts.size_of(cast.auditor, {"step": "repair"}),
        list_counts.size_of(cast.officer, {"happened": "closures"}),
    ],
}


def without_its_moment(answer: Any) -> Any:
    return {**answer, "as_of": None} if isinstance(answer, dict) else answer


@pytest.mark.parametrize("name", ANSWERS)
def test_a_first_fold_between_any_two_statements_changes_no_answer(cast, never_folded, name):
    ask_it, place = ANSWERS[name], 0
    true = without_its_moment(ask_it(cast))
    while True:
        never_folded()
        with done_before(place, fold) as before:
            answer = without_its_moment(ask_it(cast))
        if not before.is_done:
            break
        assert answer == true, place
        assert Count.objects.exists()
        place += 1
    assert place > 5


def test_a_page_counts_and_lists_one_moment(cast, never_folded, client):
    """What is reported between two of its statements is neither counted nor listed, or both."""
    client.login(username=cast.auditor.username, password=PASSWORD)
    for place in range(3, 12, 2):
        with done_before(place, cast.reported) as before:
            told = client.get("/hazards/", {"unit": cast.school.pk}).context
        assert before.is_done
        assert told["page_obj"].paginator.count == len(told["rows"])


def many_times(act: Callable[[], Any]) -> Callable[[], Any]:
    return lambda: [act() for _ in range(ROUNDS)]


def test_readers_movers_and_folders_at_once_agree_with_themselves(cast, never_folded):
    """Rows add up to their whole, and what is open is what waits somewhere, in every answer."""
    never_folded()
    units = (None, cast.units["bureau"], cast.units["central"])

    def reading() -> list[dict[str, Any]]:
        return [figures(cast.auditor, unit=unit, by="unit") for unit in units * ROUNDS]

    moving, folding = many_times(cast.closed), many_times(fold)
    *read, _moved, _folded = at_once(reading, reading, moving, folding, patience=300)
    for answer in (answer for answers in read for answer in answers):
        assert sum(row["found"] for row in answer["rows"]) == answer["found"]
        assert answer["open_in_scope"] == answer["open"] >= 2
        assert sum(answer["days_to_close"]["bands"].values()) == answer["closed"] >= 1


@pytest.mark.parametrize("as_of", [None, june(1)])
def test_whoever_reports_does_not_wait_for_a_reader(cast, as_of):
    with laid_out(ask(cast.auditor, as_of=as_of)):
        elsewhere(cast.reported)
        assert Hazard.objects.count() == 0
    assert Hazard.objects.count() == 1


def test_inside_an_act_figures_are_read_by_the_act(cast):
    with transaction.atomic():
        cast.reported()
        now, then = figures(cast.auditor), figures(cast.auditor, as_of=timezone.now())
        assert now["found"] == then["found"] == 1
        cast.reported()
        assert figures(cast.auditor)["found"] == 2
    assert Hazard.objects.count() == 2


def test_a_snapshot_within_a_snapshot_is_the_outer_one(cast):
    with snapshot(connection):
        assert Hazard.objects.count() == 0
        elsewhere(cast.reported)
        with snapshot(connection):
            assert Hazard.objects.count() == 0
        assert Hazard.objects.count() == 0
    assert Hazard.objects.count() == 1


def test_nothing_written_in_a_snapshot_is_kept_and_the_connection_writes_as_before(cast):
    with snapshot(connection, makes_tables=True):
        FoldedPlace.objects.create(unit=cast.school, path="1", is_leaf=True)
    assert not FoldedPlace.objects.exists()
    cast.reported()
    assert Hazard.objects.count() == 1
