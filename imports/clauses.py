"""The bureau's own clauses, from a workbook: what it would change, and changing it.

A wording somebody was judged by is not rewritten: another wording of a code is a new edition, and
the one before is retired, so that past hazards go on saying what they were judged by.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from hazards.models import Clause
from imports.reading.files import content_of, sheets_in
from imports.reading.heads import OF_CLAUSES
from imports.reading.tables import HEADS_WITHIN, cleaned
from imports.reading.workbook import Sheet
from imports.rows.checking import known_categories, without_suffix
from imports.rows.faults import Fault, Unacceptable
from imports.rows.fields import folded, plain

KNOWN = {plain(word): code for code, words in OF_CLAUSES.items() for word in words.split()}
NEEDED = ("code", "text", "category")
LONGEST = {"code": 32, "section": 40, "basis": 200}
CODE = re.compile(r"[\w.-]+")
SAID = ("section", "text", "basis", "wording")
Given = dict[str, Any]  # a row by the fields of its columns, as words


class Read(NamedTuple):
    row: int
    given: Given


@dataclass
class Plan:
    """What loading would do: `new` and `changed` clauses, `same` ones, and those in force that the
    file does not have. With a fault nothing is loaded."""

    edition: str
    faults: list[Fault] = field(default_factory=list)
    new: list[Clause] = field(default_factory=list)
    changed: list[tuple[Clause, Clause]] = field(default_factory=list)  # before, after
    same: list[Clause] = field(default_factory=list)
    missing: list[Clause] = field(default_factory=list)


def read(file) -> list[Read]:
    """The rows under the heads of every sheet that has them. Raises Unacceptable."""
    rows = [row for sheet in sheets_in(content_of(file)) for row in rows_of(sheet)]
    if not rows:
        sentence = _("No sheet has the heads code, clause and category with rows under them.")
        raise Unacceptable("no_clauses", sentence)
    return rows


def rows_of(sheet: Sheet) -> Iterator[Read]:
    for at, heads in enumerate(sheet.rows[:HEADS_WITHIN]):
        places = places_in(heads)
        if {"code", "category"} <= places.keys() and places.keys() & {"text", "wording"}:
            for number, row in enumerate(sheet.rows[at + 1 :], start=at + 2):
                cells = [cleaned(cell) for cell in row]
                given = {n: cells[p] if p < len(cells) else "" for n, p in places.items()}
                if any(given.values()):
                    yield Read(number, given)
            return


def places_in(heads: list[str]) -> dict[str, int]:
    """The first column of each field."""
    places: dict[str, int] = {}
    for place, head in enumerate(heads):
        if code := KNOWN.get(plain(head)):
            places.setdefault(code, place)
    return places


def plan(rows: Iterable[Read], edition: str) -> Plan:
    """What `rows` would change of the clauses in force."""
    told, categories = Plan(edition), known_categories()
    current = {
        clause.code: clause for clause in Clause.objects.current().select_related("category")
    }
    taken = set(Clause.objects.filter(edition=edition).values_list("code", flat=True))
    seen: dict[str, int] = {}
    for row in rows:
        clause, faults = clause_of(row, edition, categories)
        if clause and clause.code in seen:
            faults.append(Fault(row.row, "", "twice", {"row": seen[clause.code]}))
        told.faults += faults
        if clause and not faults:
            seen[clause.code] = row.row
            sort_in(told, clause, current.get(clause.code), clause.code in taken, row.row)
    told.missing = [clause for code, clause in current.items() if code not in seen]
    return told


def sort_in(told: Plan, clause: Clause, before: Clause | None, is_taken: bool, row: int) -> None:
    if before and is_same(before, clause):
        told.same.append(before)
    elif is_taken:
        named = {"code": clause.code, "edition": told.edition}
        told.faults.append(Fault(row, "", "edition_taken", named))
    elif before:
        told.changed.append((before, clause))
    else:
        told.new.append(clause)


def is_same(one: Clause, other: Clause) -> bool:
    words = all(getattr(one, name) == getattr(other, name) for name in SAID)
    return words and one.category_id == other.category_id


def clause_of(
    row: Read, edition: str, categories: dict[str, Any]
) -> tuple[Clause | None, list[Fault]]:
    """The clause a row tells of, or everything that is wrong with it."""
    given = {name: row.given.get(name, "") for name in OF_CLAUSES}
    given["text"] = given["text"] or given["wording"]
    said = given["category"]
    category = categories.get(folded(said)) or categories.get(without_suffix(said))
    faults = [Fault(row.row, name, "missing", {}) for name in NEEDED if not given[name]]
    faults += [
        Fault(row.row, name, "too_long", {"length": len(given[name]), "most": most})
        for name, most in LONGEST.items()
        if len(given[name]) > most
    ]
    if given["code"] and not CODE.fullmatch(given["code"]):
        faults.append(Fault(row.row, "code", "bad_code", {"text": given["code"]}))
    if said and category is None:
        faults.append(Fault(row.row, "category", "unknown_category", {"text": said}))
    if faults or category is None:
        return None, faults
    given |= {"category": category, "section": given["section"] or category.label}
    return Clause(edition=edition, **given), []


@transaction.atomic
def load(told: Plan, *, on: date, retire_missing: bool = False) -> None:
    """Make the changes of a plan without faults; from the day `on` the clauses before are retired.
    Raises ValueError for a plan with faults."""
    if told.faults:
        raise ValueError("A plan with faults is not loaded.")
    retired = [before for before, _after in told.changed]
    retired += told.missing if retire_missing else []
    Clause.objects.filter(pk__in=[one.pk for one in retired]).update(retired_on=on)
    Clause.objects.bulk_create([*told.new, *(after for _before, after in told.changed)])
