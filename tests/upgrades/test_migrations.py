"""No migration from now on keeps people waiting for an index over a table that is in use."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_architecture import HOUSE, MAY_IMPORT, named

# Written before there was another way; their tables were small then, and they are never rewritten.
BEFORE = {
    "hazards/migrations/0005_violations_in_order.py",
    "hazards/migrations/0006_coming_up.py",
    "hazards/migrations/0008_history_since.py",
    "returns/migrations/0004_papers_newest_first.py",
}
# Tables that stay small however long the ledger lives, each with the reason.
SMALL = {
    "jobs/migrations/0002_leases.py": "a job is forgotten after a few days",
}


def migrations() -> list[Path]:
    files = [f for room in MAY_IMPORT for f in (HOUSE / room).glob("migrations/[0-9]*.py")]
    return [file for file in files if named(file) not in {*BEFORE, *SMALL}]


def operations(tree: ast.Module, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        function = getattr(node, "func", None)
        if name in (getattr(function, "id", ""), getattr(function, "attr", "")):
            yield node


def given(call: ast.Call, name: str) -> str:
    """By its name, or first."""
    values = [*(word.value for word in call.keywords if word.arg == name), *call.args]
    return f"{getattr(values[0], 'value', '')}".lower() if values else ""


def waits_for_an_index(text: str) -> set[str]:
    """Models that get an index which is not made concurrently, and were not made just before."""
    tree = ast.parse(text)
    new = {given(call, "name") for call in operations(tree, "CreateModel")}
    return {given(call, "model_name") for call in operations(tree, "AddIndex")} - new


def is_atomic(text: str) -> bool:
    return "atomic = False" not in text


def test_an_index_on_a_table_in_use_is_made_concurrently():
    files = {named(file): file.read_text() for file in migrations()}
    assert {name: found for name, t in files.items() if (found := waits_for_an_index(t))} == {}
    concurrent = {name for name, text in files.items() if "AddIndexConcurrently(" in text}
    assert {name for name in concurrent if is_atomic(files[name])} == set()


@pytest.mark.parametrize("file", sorted({*BEFORE, *SMALL}))
def test_the_rule_would_have_found_what_is_excepted(file):
    assert waits_for_an_index((HOUSE / file).read_text())


def test_rows_are_changed_in_the_database_that_is_migrated():
    """A ledger is restored and moved beside another one, whose rows are not to be touched."""
    files = {named(file): file.read_text() for room in MAY_IMPORT for file in rows_of(room)}
    assert [name for name, text in files.items() if "connection.alias" not in text] == []
    assert len(files) >= 7


def rows_of(room: str) -> list[Path]:
    found = (HOUSE / room).glob("migrations/[0-9]*.py")
    return [file for file in found if "apps.get_model(" in file.read_text()]
