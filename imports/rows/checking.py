"""The dry run: what each row would become, or everything that is wrong with it."""

import uuid
from typing import Any, NamedTuple

from hazards.models import Category, Clause, Source
from imports.models import Import, Row
from imports.rows import identity
from imports.rows.faults import ALREADY_HERE
from imports.rows.fields import CLAIMS, folded
from imports.rows.units import Units
from imports.rows.values import READ, Unclear, is_settled, short
from workflow.states import Severity

EXAMPLE = "示例 example"  # what the template's own row has for a number
SUFFIXES = ("安全隐患", "安全", "隐患", "类")
AT_ONCE = 500

Written = tuple[int, int, list[str]]  # the place of a sheet, the number of a row, its cells


class Verdict(NamedTuple):
    """`given` is what `hazards.services.bring_in` takes, whole where there is no fault."""

    sheet: int
    row: int
    given: dict[str, Any]
    faults: list[list[Any]]
    says: dict[str, str]
    is_settled: bool

    @property
    def phase(self) -> str:
        """Where a whole column is missing, nothing is wrong with the row, but it is not whole."""
        if [fault[1] for fault in self.faults] == [ALREADY_HERE]:
            return Row.Phase.HERE
        return Row.Phase.FAULTY if self.faults or "id" not in self.given else Row.Phase.GOOD


class Checker:
    """Reads what rows may refer to once, for one file and whoever sent it."""

    def __init__(self, file: Import) -> None:
        self.file, self.by = file, file.owner
        self.places = {code: file.columns.index(head) for code, head in file.mapping.items()}
        self.lacking = {field.code for field in file.lacking}
        self.units = Units(self.by, file.unit)
        self.categories = known_categories()
        self.clauses = known_clauses()
        self.sheets = file.sheet_names
        # The sheet and row each hazard stands in first.
        self.first_of: dict[uuid.UUID, tuple[int, int]] = {}

    def verdicts(self, rows: list[Written]) -> list[Verdict]:
        """Of some rows, after those asked about before."""
        judged = [self.verdict(*row) for row in rows]
        self.find_those_here(judged)
        return judged

    def verdict(self, sheet: int, number: int, cells: list[str]) -> Verdict:
        given: dict[str, Any] = {}
        faults: list[list[Any]] = []
        for code, read in self.readers():
            try:
                given[code] = read(cells)
            except Unclear as why:
                if code not in self.lacking:
                    faults.append([self.head_of(code), why.code, why.told])
        says = self.says(cells)
        done = is_settled(self.cell(cells, "state"), self.cell(cells, "closed_on"))
        verdict = Verdict(sheet, number, given, faults, says, done)
        if not faults and not self.lacking:
            self.identify(verdict)
        return verdict

    def head_of(self, code: str) -> str:
        """The column a fault is about: a unit may be told by its code alone, and where there is no
        column for clauses, it is the severity that asks for one."""
        instead = {"unit": "unit_code", "clause": "severity"}.get(code, code)
        mapping = self.file.mapping
        return mapping.get(code) or mapping.get(instead, "")

    def readers(self):
        """In the order of the columns somebody reads."""
        yield "number", self.number
        yield "unit", self.unit
        yield "category", self.category
        yield "severity", lambda cells: self.optional(cells, "severity") or Severity.GENERAL
        yield "clause", self.clause
        for code in ("place", "description", "found_on"):
            yield code, lambda cells, code=code: self.needed(cells, code)
        yield "source", lambda cells: self.optional(cells, "source")
        yield "is_violation", lambda cells: self.optional(cells, "is_violation") or False
        for field in CLAIMS:
            yield field.code, lambda cells, code=field.code: self.optional(cells, code)

    # --- Cells -----------------------------------------------------------------------------

    def cell(self, cells: list[str], code: str) -> str:
        return cells[self.places[code]] if code in self.places else ""

    def optional(self, cells: list[str], code: str) -> Any:
        text = self.cell(cells, code)
        return READ[code](text) if text else None

    def needed(self, cells: list[str], code: str) -> Any:
        text = self.cell(cells, code)
        if not text:
            raise Unclear("missing")
        return READ[code](text)

    def number(self, cells: list[str]) -> str:
        number = self.optional(cells, "number") or ""
        if number == EXAMPLE:
            raise Unclear("example")
        return number

    def unit(self, cells: list[str]):
        return self.units.named(self.cell(cells, "unit_code"), self.cell(cells, "unit"))

    def category(self, cells: list[str]) -> Category:
        text = self.cell(cells, "category")
        if not text:
            return self.usual_category()
        found = self.categories.get(folded(text)) or self.categories.get(without_suffix(text))
        if found is None:
            raise Unclear("unknown_category", text=short(text))
        return found

    def usual_category(self) -> Category:
        if self.file.category is None:
            raise Unclear("missing")
        return self.file.category

    def clause(self, cells: list[str]) -> Clause | None:
        text = self.cell(cells, "clause")
        if not text and self.is_major(cells):
            raise Unclear("clause_needed")
        if text and folded(text) not in self.clauses:
            raise Unclear("unknown_clause", text=short(text))
        return self.clauses[folded(text)] if text else None

    def is_major(self, cells: list[str]) -> bool:
        try:
            return self.optional(cells, "severity") == Severity.MAJOR
        except Unclear:  # said beside the severity already
            return False

    def says(self, cells: list[str]) -> dict[str, str]:
        told = ((self.file.mapping.get(field.code), field.code) for field in CLAIMS)
        said = {head: self.cell(cells, code) for head, code in told if head}
        return {head: text for head, text in said.items() if text}

    # --- Which hazard it is ----------------------------------------------------------------

    def identify(self, verdict: Verdict) -> None:
        """The same row is the same hazard, whoever brings it in and however often."""
        given = verdict.given
        pk = identity.key_of(given)
        sheet, first = self.first_of.setdefault(pk, (verdict.sheet, verdict.row))
        if sheet != verdict.sheet:
            told = {"row": first, "sheet": self.sheets[sheet]}
            verdict.faults.append(["", "twice_elsewhere", told])
        elif first != verdict.row:
            verdict.faults.append(["", "twice", {"row": first}])
        for code in (field.code for field in CLAIMS):
            del given[code]
        given["former_number"] = given.pop("number")
        given["source"] = given["source"] or Source.IMPORTED
        given["id"] = pk

    def find_those_here(self, verdicts: list[Verdict]) -> None:
        """Rows brought in before, and rows of our own export."""
        whole = [verdict for verdict in verdicts if verdict.phase == Row.Phase.GOOD]
        here = identity.those_here([verdict.given for verdict in whole], self.by)
        for verdict in whole:
            if known := here.get(verdict.given["id"]):
                verdict.given["id"] = known.pk
                column = self.file.mapping.get("number", "")
                verdict.faults.append([column, ALREADY_HERE, {"number": known.number}])


def known_categories() -> dict[str, Category]:
    current = list(Category.objects.current())
    by_label = {folded(kind.label): kind for kind in current}
    return {**{folded(kind.code): kind for kind in current}, **by_label}


def known_clauses() -> dict[str, Clause]:
    """By the sentence, by the sentence after its section, and by the code."""
    current = list(Clause.objects.current())
    names = ((folded(name), clause) for clause in current for name in names_of(clause))
    return dict(names)


def names_of(clause: Clause) -> tuple[str, ...]:
    return clause.code, str(clause), clause.text


def without_suffix(text: str) -> str:
    said = folded(text)
    return next((said.removesuffix(end) for end in SUFFIXES if said.endswith(end)), said)
