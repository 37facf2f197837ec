"""The plan of the house, held as a dictionary. An arrow that is not drawn here is a fault."""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent
LONGEST_FILE = 300
LONGEST_FUNCTION = 25
MOST_FILES = 15

BELOW_THE_DOORS = (
    *("papers", "returns", "figures", "hazards", "records", "workflow", "notifications", "jobs"),
    *("organizations", "accounts", "audit"),
)
BESIDES = (
    *("texts", "foreign", "installation", "district", "deadlines", "inspections"),
    *("activities", "imports", "monitoring", "rechecks", "throttling", "tips"),
)
# Listed from the ground up: a room may only import rooms named before it.
MAY_IMPORT = {
    "processes": set(),
    "upgrades": set(),
    "texts": set(),
    "foreign": {"processes"},
    "changes": set(),
    "organizations": {"texts", "changes"},
    "deadlines": {"organizations"},
    "throttling": {"organizations"},
    "jobs": {"processes", "organizations"},
    "audit": {"throttling", "organizations"},
    "notifications": {"jobs", "organizations"},
    # A session and a token say whose address and device they are used from.
    "accounts": {"texts", "audit", "notifications", "jobs", "throttling", "organizations"},
    "workflow": {"texts", "organizations"},
    "records": {"workflow", "changes", "organizations"},
    "hazards": {
        "texts",
        "foreign",
        "records",
        "workflow",
        "notifications",
        "jobs",
        "organizations",
    },
    "inspections": {
        "texts",
        "deadlines",
        "hazards",
        "records",
        "workflow",
        "notifications",
        "jobs",
        "organizations",
    },
    "figures": {"hazards", "records", "workflow", "organizations"},
    "returns": {
        "texts",
        "foreign",
        "figures",
        "hazards",
        "records",
        "workflow",
        "notifications",
        "organizations",
    },
    "papers": {
        "texts",
        "accounts",  # the slips people activate their accounts with are papers
        "returns",
        "figures",
        "inspections",  # the record of a round is a paper
        "hazards",
        "records",
        "workflow",
        "jobs",
        "organizations",
    },
    # A picture of an activity is taken in and kept as one of a hazard is.
    "activities": {"hazards", "records", "workflow", "organizations", "texts"},
    # Pictures and hazards that come of a tip; each look at who tipped is logged.
    "tips": {
        *("texts", "foreign", "hazards", "records", "workflow", "notifications", "jobs"),
        *("audit", "throttling", "organizations"),  # floods of tips, and guesses at receipt codes
    },
    "rechecks": {"texts", "hazards", "records", "workflow", "notifications", "organizations"},
    "imports": {"texts", "foreign", "hazards", "workflow", "jobs", "organizations"},
    "district": {
        *("texts", "foreign", "imports", "papers", "accounts", "audit", "jobs", "organizations"),
    },
    "installation": {
        "papers",
        "returns",
        "hazards",
        "workflow",
        "notifications",  # does mail arrive?
        "audit",
        "jobs",
        "organizations",
    },
    # A backup says that the key of who tipped is not in it.
    "backup": {"tips", "installation", "hazards", "audit", "organizations"},
    "monitoring": {"hazards", "notifications", "jobs"},
    "api": {"changes", *BESIDES, *BELOW_THE_DOORS},
    "web": {*BESIDES, *BELOW_THE_DOORS},
    "demo": {"activities", "rechecks", "tips", "deadlines", "inspections", *BELOW_THE_DOORS},
    "config": {
        "processes",
        "foreign",
        "accounts",
        "api",
        "web",
        "demo",
        "backup",
        "installation",
        "district",
        "imports",
        "monitoring",
        "papers",
        "returns",
        "inspections",
        "hazards",
        "notifications",
        "jobs",
        "throttling",
        "tips",
        "upgrades",
    },
}
DOORS = ("api", "web")
LOCKS = ("requirements.txt", "requirements-s3.txt", "requirements-ldap.txt")


def sources(*rooms: str) -> list[Path]:
    files = [file for room in rooms for file in sorted((HOUSE / room).rglob("*.py"))]
    return [file for file in files if "migrations" not in file.parts]


def imported_rooms(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def pinned(lock: Path) -> set[str]:
    """The distributions of a lock, by their canonical names."""
    return {canonical(name) for name in re.findall(r"^([\w.-]+)==", lock.read_text(), re.MULTILINE)}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def named(file: Path) -> str:
    return str(file.relative_to(HOUSE))


def test_the_plan_has_no_circles():
    seen: set[str] = set()
    for room, allowed in MAY_IMPORT.items():
        assert allowed <= seen, room
        seen.add(room)


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_the_plan_draws(room):
    others = set(MAY_IMPORT) - {room} - MAY_IMPORT[room]
    undrawn = {named(file): set(imported_rooms(file)) & others for file in sources(room)}
    assert {file: rooms for file, rooms in undrawn.items() if rooms} == {}


def test_what_reads_foreign_files_knows_no_django():
    """A reader runs in a process without settings: what asks for them ends there, and the file
    with it."""
    assert [named(file) for file in sources("foreign") if "django" in imported_rooms(file)] == []


def test_what_is_shipped_needs_nothing_only_the_tests_install():
    """An operator installs these locks; what imports more than they name fails there alone."""
    names = {name for lock in LOCKS for name in pinned(HOUSE / lock)}
    known = packages_distributions()
    missing = [
        (named(file), room)
        for file in sources(*MAY_IMPORT)
        for room in imported_rooms(file)
        if room in known and not names & {canonical(one) for one in known[room]}
    ]
    assert missing == []


def test_no_room_imports_relatively_or_only_for_type_checking():
    for file in sources(*MAY_IMPORT):
        tree = ast.parse(file.read_text())
        assert not [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.level], file
        assert "TYPE_CHECKING" not in file.read_text(), file


def modules_named(tree: ast.Module) -> Iterator[str]:
    """What is imported, in full: `from a import b` names both `a` and `a.b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield f"{node.module}"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_migrations_import_no_living_code():
    """A migration does the same in ten years: it takes nothing of ours but what lies beside it, and
    the operations of `upgrades`, which say how a table is changed and not to what, or how a row is
    kept."""
    alive: dict[str, set[str]] = {}
    for room in MAY_IMPORT:
        for file in sorted((HOUSE / room).glob("**/migrations/*.py")):
            beside = ".".join(file.parent.relative_to(HOUSE).parts)
            mine = (f"{beside}.", "upgrades.operations.", "upgrades.permanence.")
            named_here = set(modules_named(ast.parse(file.read_text())))
            ours = {name for name in named_here if name.split(".")[0] in {*MAY_IMPORT, "tests"}}
            strange = {name for name in named_here - ours if not is_of_django_or_python(name)}
            living = {name for name in ours if not f"{name}.".startswith(mine)}
            alive[named(file)] = strange | living
    assert {file: names for file, names in alive.items() if names} == {}


def is_of_django_or_python(name: str) -> bool:
    return name.split(".")[0] in {"django", "django_fsm", *sys.stdlib_module_names}


def test_nobody_sets_a_state_past_the_law():
    for file in sources(*MAY_IMPORT):
        text = file.read_text()
        for forbidden in ("update(state=", ".state = ", "_state_set("):
            assert forbidden not in text, f"{named(file)}: {forbidden}"


def test_no_room_is_a_drawer_for_odds_and_ends():
    odds = {"utils", "common", "core", "helpers", "misc"}
    assert not [named(file) for file in sources(*MAY_IMPORT) if file.stem in odds]


def test_files_stay_short():
    files = [*sources(*MAY_IMPORT, "benchmarks"), *sorted((HOUSE / "tests").rglob("*.py"))]
    long = {named(file): len(file.read_text().splitlines()) for file in files}
    assert {file: lines for file, lines in long.items() if lines > LONGEST_FILE} == {}


def test_folders_stay_small():
    """More than this nobody finds their way in; what belongs together becomes a folder."""
    files = [*sources(*MAY_IMPORT, "benchmarks"), *sorted((HOUSE / "tests").rglob("*.py"))]
    folders = Counter(file.parent for file in [*files, *(HOUSE / "templates").rglob("*.html")])
    assert {named(folder): n for folder, n in folders.items() if n > MOST_FILES} == {}


def functions(file: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef):
            yield node


def test_functions_stay_short():
    """Counted without the signature and the docstring: what has to be followed."""
    long = {}
    for file in sources(*MAY_IMPORT):
        for function in functions(file):
            body = function.body[1:] if ast.get_docstring(function) else function.body
            lines = function.end_lineno - body[0].lineno + 1 if body else 0
            if lines > LONGEST_FUNCTION:
                long[f"{named(file)}:{function.name}"] = lines
    assert long == {}


def test_each_module_opens_with_a_sentence():
    for file in sources(*MAY_IMPORT):
        tree = ast.parse(file.read_text())
        assert not tree.body or ast.get_docstring(tree), named(file)


def test_no_template_asks_who_the_user_is():
    """Templates loop over what the law offers; permission is decided below."""
    for file in sorted((HOUSE / "templates").rglob("*.html")):
        text = file.read_text()
        for forbidden in ("request.user", "perms.", "user.is_", "is_superuser"):
            assert forbidden not in text, f"{named(file)}: {forbidden}"


def test_no_template_carries_inline_script_or_style():
    """A mail program reads no style sheet: a letter alone is styled in its lines."""
    for file in sorted((HOUSE / "templates").rglob("*.html")):
        text = file.read_text()
        is_letter = named(file) == "templates/notifications/mail.html"
        assert "<style" not in text and (is_letter or ' style="' not in text), named(file)
        assert " onclick=" not in text and "javascript:" not in text, named(file)
