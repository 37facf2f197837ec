"""What the page of a workbook shows: counts first, then the changes of one kind."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.comparing.plan import KINDS, OF_UNITS, Plan
from district.reading.fields import PEOPLE, UNITS
from district.reading.files import Line, Table

FAULTY, ABSENT = "faulty", "absent"
PAGE = 50
OTHERS = {FAULTY: gettext_lazy("With faults"), ABSENT: gettext_lazy("Not in the workbook")}


class Tab(NamedTuple):
    kind: str
    label: Any
    n: int


class Shown(NamedTuple):
    """A row of the list: where it stands, who it is about, and what."""

    place: str
    title: str
    facts: list[str]
    faults: list[Any]


def tabs_of(plan: Plan) -> list[Tab]:
    """Faults first; of the rest what there is."""
    counts = {FAULTY: len(plan.faulty_rows), **plan.counts, ABSENT: len(plan.absent)}
    labels = {**OTHERS, **KINDS}
    return [Tab(kind, labels[kind], n) for kind, n in counts.items() if n]


def sums_of(plan: Plan) -> dict[str, int]:
    """The four numbers at the top, and how many rows can be loaded."""
    counts, rows = plan.counts, sum(plan.rows.values())
    new = ("unit_new", "person_new")
    return {
        "units": counts["unit_new"],
        "people": counts["person_new"],
        "changed": sum(n for kind, n in counts.items() if kind not in new),
        "faulty": len(plan.faulty_rows),
        "good": rows - len(plan.faulty_rows),
        "unit_rows": plan.rows[UNITS],
        "people_rows": plan.rows[PEOPLE],
    }


def listed(plan: Plan, tables: Sequence[Table], asked: str, number: str | None) -> dict[str, Any]:
    """The rows of the kind asked for, a page of them; of the first kind where there is no such."""
    tabs = tabs_of(plan)
    kinds = [tab.kind for tab in tabs]
    kind = asked if asked in kinds else next(iter(kinds), "")
    page = Paginator(rows_of(plan, kind), PAGE).get_page(number)
    told = {"tabs": tabs, "kind": kind, "page_obj": page, "query": f"show={kind}"}
    lines = {line.at: line for table in tables for line in table.lines} if kind == FAULTY else {}
    return {**told, "rows": [shown(kind, row, lines) for row in page]}


def rows_of(plan: Plan, kind: str) -> Sequence[Any]:
    if kind == FAULTY:
        return list(plan.faulty_rows.values())
    return plan.absent if kind == ABSENT else plan.of(kind)


def shown(kind: str, row: Any, lines: dict[tuple[str, int], Line]) -> Shown:
    if kind == FAULTY:
        at = row[0].sheet, row[0].row
        return Shown(f"{at[0]} {at[1]}", lines[at].given.get("name", ""), [], row)
    if kind == ABSENT:
        facts = [str(row.unit), str(row.get_role_display()), row.title]
        return Shown("", str(row.user), [fact for fact in facts if fact], [])
    said = [in_words(one) for one in row.said]
    place = f"{row.line.sheet} {row.line.row}"
    return Shown(place, row.name, [fact for fact in (row.where, *said) if fact], [])


def in_words(said: Any) -> str:
    """What it is, and what it was."""
    label = f"{said.label} " if said.label else ""
    if said.before:
        told = {"before": said.before, "after": said.after}
        return label + _("%(before)s → %(after)s") % told
    return f"{label}{said.after}".strip()


def loaded_of(counts: dict[str, int]) -> list[Tab]:
    return [Tab(kind, KINDS[kind], n) for kind, n in counts.items() if kind in KINDS]


def moves_units(plan: Plan) -> bool:
    return any(change.kind == "unit_moved" for change in plan.of(*OF_UNITS))
