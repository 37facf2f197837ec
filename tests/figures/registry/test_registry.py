"""One row of the registry is a figure everywhere, and the rows fit together."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from figures.history.past_moment import Stood
from hazards.figures import registry
from hazards.figures.rules import COLUMNS, stood
from hazards.models import Change, Count
from hazards.tally.tables import COUNTS
from workflow.hazard_law import MOVES

HOUSE = Path(__file__).resolve().parents[3]
OF_PYTEST = ("PYTEST_", "TEST_POSTGRES", "DATABASE_URL", "TESTS_OWN_POSTGRES", "COV_CORE_")


@pytest.mark.service
@pytest.mark.only_on("sqlite")
def test_a_row_more_is_a_figure_of_the_tally_the_api_the_definitions_the_filter_and_the_board():
    """In a process of its own, for the rows are read when the modules are."""
    environment = {n: v for n, v in os.environ.items() if not n.startswith(OF_PYTEST)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.figures.registry.one_more"]
    file = "tests/figures/registry/one_more_figure.py"
    ran = subprocess.run(
        [*command, file], cwd=HOUSE, env=environment, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_each_name_is_a_figure_of_one_kind():
    rows = (
        *(*registry.COUNTS, *registry.PARTS, *registry.EVENTS, *registry.RATES),
        *registry.MONEY,
    )
    names = [row.key for row in rows] + [count.part_of for count in registry.PARTS[:1]]
    assert len(names) == len(set(names))


def test_a_rate_divides_counts_and_an_event_is_a_move_of_its_own():
    counts = {count.key for count in registry.COUNTS}
    for rate in registry.RATES:
        assert {rate.numerator, rate.denominator} <= counts, rate.key
    moves = [event.move for event in registry.EVENTS]
    assert set(moves) <= MOVES.keys() and len(moves) == len(set(moves))


def test_the_tally_has_a_column_for_each_figure_that_needs_one():
    needed = {count.key for count in registry.COUNTS if count.has_column}
    assert needed >= {
        *("overdue", "due", "on_time", "after_extension", "held", "held_due", "repeat"),
    }
    for table in (Change, Count):
        assert needed <= set(COUNTS) <= {field.name for field in table._meta.fields}
    assert not any(part.has_column for part in registry.PARTS)


def test_a_past_moment_knows_every_column_a_rule_may_ask():
    assert {stood(name) for name in COLUMNS} <= {field.name for field in Stood._meta.fields}
