"""A table of SQLite that is made anew loses its triggers: no migration does that to one that an
upgraded ledger has, and a fresh one would not show it."""

import re
from collections import defaultdict

import pytest
from django.db.migrations.executor import MigrationExecutor
from django.test.utils import CaptureQueriesContext

from tests.backup.conftest import forget, registered

pytestmark = [pytest.mark.exhaustive, pytest.mark.only_on("sqlite")]
DROPPED = re.compile(r'DROP TABLE "(\w+)"')
WATCHED = re.compile(r"CREATE TRIGGER \w+\s+(?:BEFORE|AFTER) [\w ,]+ ON (\w+)")


@pytest.fixture
def empty(transactional_db, tmp_path):
    yield registered({"NAME": str(tmp_path / "empty.sqlite3")})
    forget()


def done_by_each(database) -> tuple[dict, dict, MigrationExecutor]:
    """The tables each migration made anew, and those it put triggers on."""
    executor = MigrationExecutor(database)
    remade, watched = defaultdict(set), defaultdict(set)
    state = executor._create_project_state(with_applied_migrations=True)
    for migration, _backwards in executor.migration_plan(executor.loader.graph.leaf_nodes()):
        with CaptureQueriesContext(database) as queries:
            state = executor.apply_migration(state, migration)
        sql = "\n".join(query["sql"] for query in queries)
        key = (migration.app_label, migration.name)
        remade[key] |= set(DROPPED.findall(sql))
        watched[key] |= set(WATCHED.findall(sql))
    return remade, watched, executor


def test_no_migration_makes_a_table_anew_that_has_triggers_by_then(empty):
    remade, watched, executor = done_by_each(empty)
    assert any("organizations_user" in tables for tables in watched.values())
    lost = [
        f"{'.'.join(one)} makes {table} anew, which has triggers since {'.'.join(maker)}"
        for one, tables in remade.items()
        for maker, has_triggers in watched.items()
        for table in tables & has_triggers
        if maker != one and one not in executor.loader.graph.forwards_plan(maker)
        if table not in watched[one]
    ]
    assert lost == []
