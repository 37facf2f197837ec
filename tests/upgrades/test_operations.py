"""An index made while people write, on both databases, and again after it broke off."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from tests.backup.ledgers import asked
from upgrades.operations import AddIndexConcurrently

NAME = "unit_by_name_for_a_test"
INDEX = models.Index(fields=["name"], name=NAME)


class Made(migrations.Migration):
    atomic = False
    operations = [AddIndexConcurrently("unit", INDEX)]


@pytest.fixture
def state(transactional_db) -> ProjectState:
    state = MigrationLoader(connection).project_state()
    yield state
    with connection.schema_editor() as editor:
        editor.execute(f"DROP INDEX IF EXISTS {NAME}")


def apply(state: ProjectState) -> ProjectState:
    with connection.schema_editor(atomic=False) as editor:
        return Made("made", "organizations").apply(state.clone(), editor)


def indexes() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, "organizations_unit"))


def test_it_is_made_and_taken_away_again(state):
    apply(state)
    assert NAME in indexes()
    with connection.schema_editor(atomic=False) as editor:
        Made("made", "organizations").unapply(state.clone(), editor)
    assert NAME not in indexes()


@pytest.mark.only_on("postgresql")
def test_one_that_broke_off_is_made_anew(state):
    apply(state)
    asked_nothing("UPDATE pg_index SET indisvalid = false WHERE indexrelid = %s::regclass", NAME)
    apply(state)
    valid = "SELECT indisvalid FROM pg_index WHERE indexrelid = %s::regclass"
    assert asked(connection, valid, NAME) == [(True,)]


def asked_nothing(sql: str, *values: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.only_on("postgresql")
def test_rows_are_written_while_it_is_made(state, monkeypatch):
    said = []
    with connection.execute_wrapper(lambda run, sql, *rest: said.append(sql) or run(sql, *rest)):
        apply(state)
    assert [sql for sql in said if "CREATE INDEX CONCURRENTLY" in sql]
