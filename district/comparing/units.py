"""The rows of units against the ledger: which unit each is, and what of it would change."""

import re
from collections.abc import Iterable, Iterator

from district.comparing.directory import PARENT, Directory, Entry
from district.comparing.ledger import HEAD, Units
from district.comparing.plan import Change, Plan, UnitPlan
from district.comparing.unit_words import words_of
from district.reading.cells import CLEAR, kind_of_name
from district.reading.files import Line, Table
from district.reading.rows import Row, rows_of
from imports.rows.fields import folded
from imports.rows.values import Unclear
from organizations.models import OtherName, Unit
from organizations.services import stand_in_one_tree
from organizations.units import AUTHORITIES, may_report_to, rank

CODE_SIZE = 16
NAMES = {"former": OtherName.Kind.FORMER, "short": OtherName.Kind.SHORT}


class UnitRows:
    """Judges all rows of the sheets of units; parents before those that report to them. `root` is
    the code of the one that stands above all where the ledger is empty."""

    root = ""

    def __init__(self, tables: list[Table], ledger: Units, directory: Directory) -> None:
        self.ledger, self.directory = ledger, directory
        self.rows = rows_of(tables)
        self.plans: list[UnitPlan] = []
        self.first_of: dict[object, Line] = {}  # where each unit stands first
        self.codes = self._new_codes()
        told = ((row.says("code"), row.says("name")) for row in self.rows)
        self.named = {folded(code): name for code, name in told if code and name}

    def judge(self, plan: Plan) -> None:
        known = [(row, self._identified(row)) for row in self.rows]
        entries = [(row, entry) for row, entry in known if entry]
        for _row, entry in entries:
            self.directory.add(entry)
        for row, entry in entries:
            for text in [*(row.says("former") or ()), *(row.says("short") or ())]:
                self.directory.call(text, entry.code)
        for row, entry in sorted(entries, key=lambda one: rank(one[1].kind)):
            self._judge(row, entry)
        order = {id(row.line): place for place, row in enumerate(self.rows)}
        self.plans.sort(key=lambda one: order[id(one.line)])
        plan.units += self.plans
        plan.changes += [change for one in self.plans for change in self._changes(one)]
        plan.faults += [fault for row in self.rows for fault in row.faults]

    @property
    def known(self) -> set[int]:
        """The keys of the units of the ledger the rows speak of."""
        coded = (self.ledger.by_code.get(folded(one.says("code") or "")) for one in self.rows)
        return {unit.pk for unit in coded if unit} | {one.pk for one in self.plans if one.pk}

    # --- Which unit it is ------------------------------------------------------------------

    def _identified(self, row: Row) -> Entry | None:
        """None where a fault keeps it from being known."""
        try:
            self._refuse_code_twice(row)
            unit = self._unit(row)
            code = unit.code if unit else self._code(row)
            name = row.says("name") or (unit.name if unit else "")
            if not name:
                raise Unclear("missing")
            kind = row.says("kind") or (unit.kind if unit else kind_of_name(name))
            name, kind = self._kept(unit, name, kind)
            self._refuse_twice(row, unit, code)
        except Unclear as why:
            about = {
                "missing": "name",
                "no_code": "code",
                "kind_unsaid": "kind",
                "name_taken": "code",
            }
            of = about.get(why.code, "code" if "code" in why.code else "")
            row.fault(of, "missing" if why.code == "no_code" else why.code, **why.told)
            self._remember_faulty(row)
            return None
        return Entry(code, name, kind, unit, row)

    def _kept(self, unit: Unit | None, name: str, kind: str) -> tuple[str, str]:
        """A short name, or another width of a bracket, renames nothing; a top stays what it is."""
        if unit is None:
            return name, kind
        others = self.ledger.other_names.get(unit.pk, ())
        shorts = {folded(one) for kind_, one in others if kind_ == OtherName.Kind.SHORT}
        is_same = folded(name) in {folded(unit.name), *shorts}
        return unit.name if is_same else name, unit.kind if self._is_top(unit) else kind

    def _is_top(self, unit: Unit | None) -> bool:
        return unit is not None and unit.parent_id not in self.ledger.by_pk

    def _remember_faulty(self, row: Row) -> None:
        """Whoever names it is told that its row is faulty, not that it is unknown."""
        name = row.says("name")
        if name and not self.ledger.named(name):
            self.directory.add(Entry(f"{row.line.sheet} {row.line.row}", name, "", None, row))

    def _unit(self, row: Row) -> Unit | None:
        """The one of the ledger: by its code, or by its name where no code is told."""
        code, name = row.says("code"), row.says("name")
        if code:
            known = self.ledger.by_code.get(folded(code))
            if known is None and name:
                self._refuse_known_name(row, name)
            return known
        found = self.ledger.named(name) if name and not row.faults else []
        if len(found) > 1:
            raise Unclear("ambiguous_unit", text=name)
        return found[0] if found else None

    def _refuse_known_name(self, row: Row, name: str) -> None:
        """The same unit under two codes would be two; namesakes report to different units."""
        called = [one for one in self.ledger.all if folded(self._name(one)) == folded(name)]
        for unit in called:
            parent = row.says("parent")
            above = self.ledger.by_pk.get(unit.parent_id or 0)
            same = parent is None or above in self.ledger.named(parent)
            if same and unit.closed_on is None:
                raise Unclear("name_taken", text=unit.name, known=unit.code)

    def _name(self, unit: Unit) -> str:
        """What a unit of the ledger is to be called."""
        return self.named.get(folded(unit.code), unit.name)

    def _code(self, row: Row) -> str:
        """Of a new unit: the one told, or the next one where the sheet has no column for it."""
        code = row.says("code")
        if code and folded(code) in self.ledger.taken:
            raise Unclear("code_taken", text=code)
        if code:
            return code
        if "code" in row.heads or row.faults:
            raise Unclear("no_code")
        return next(self.codes)

    def _new_codes(self) -> Iterator[str]:
        """As the top's own, counted on: JZ000, JZ001."""
        top = next(iter(self.ledger.tops), None)
        prefix, digits = split(top.code if top else "D000")
        counted = [split(unit.code) for unit in self.ledger.all]
        last = max((int(n) for known, n in counted if n and known == prefix), default=0)
        width = max(len(digits), 3)
        while True:
            last += 1
            code = f"{prefix}{str(last).zfill(width)}"[-CODE_SIZE:]
            if folded(code) not in self.ledger.taken:
                yield code

    def _refuse_code_twice(self, row: Row) -> None:
        """Whatever else is wrong with the two of them."""
        code = row.says("code")
        first = self.first_of.setdefault(folded(code), row.line) if code else row.line
        if first.at != row.line.at:
            raise Unclear("code_twice", text=code, row=first.row)

    def _refuse_twice(self, row: Row, unit: Unit | None, code: str) -> None:
        first = self.first_of.setdefault(folded(code), row.line)
        if first.at != row.line.at:
            raise Unclear("unit_twice", row=first.row)
        name, parent = row.says("name"), row.says("parent")
        if unit is None and name:
            namesake = (folded(name), folded(parent or ""))
            first = self.first_of.setdefault(namesake, row.line)
            if first.at != row.line.at:
                raise Unclear("unit_twice", row=first.row)

    # --- What it is to be ------------------------------------------------------------------

    def _judge(self, row: Row, entry: Entry) -> None:
        unit = entry.unit
        one = UnitPlan(row.line, entry.code, entry.name, entry.kind, unit.pk if unit else None)
        self._check_kind(row, entry)
        self._settle_parent(row, entry, one)
        self._settle_place(row, unit, one)
        self._settle_words(row, entry, one)
        if row.is_good:
            self.plans.append(one)

    def _check_kind(self, row: Row, entry: Entry) -> None:
        unit, kind = entry.unit, entry.kind
        if unit is None:
            self._check_root(row, entry)
        elif unit.closed_on is not None:
            row.fault("name", "unit_closed", text=unit.name)
        elif self._is_top(unit):
            # A county-level city calls its bureau as a city does: that changes nothing.
            if row.says("kind") not in (None, unit.kind, *AUTHORITIES) or row.says("parent"):
                of = "parent" if row.says("parent") else "kind"
                row.fault(of, "bureau_stays", name=unit.name)
        elif not all(may_report_to(k, kind) for k in self.ledger.kinds_below.get(unit.pk, ())):
            row.fault("kind", "has_units_below", kind=label(kind))

    def _check_root(self, row: Row, entry: Entry) -> None:
        """Of a new unit of a kind that may report to nobody: the first one does, where the ledger
        is empty, and no other."""
        is_below = row.says("parent") or self.directory.uppers_of(entry.kind)
        if entry.kind not in AUTHORITIES or is_below:
            return
        known = self.ledger.tops[0].code if self.ledger.tops else self.root
        if known:
            above = self.directory.by_code[folded(known)]
            row.fault("kind", "one_bureau", name=above.name, known=above.code)
        else:
            self.root = entry.code

    def _settle_parent(self, row: Row, entry: Entry, one: UnitPlan) -> None:
        if self._is_top(entry.unit) or entry.code == self.root or not row.is_good:
            return
        try:
            parent = self._parent(row, entry)
        except Unclear as why:
            row.fault("parent", why.code, **why.told)
            return
        if not may_report_to(entry.kind, parent.kind):
            told = {"kind": label(entry.kind), "parent": parent.name}
            row.fault("parent", "wrong_parent", **told, parent_kind=label(parent.kind))
            return
        if entry.unit and parent.unit and not stand_in_one_tree(entry.unit, parent.unit):
            row.fault("parent", "another_tree", text=parent.name)
            return
        now = self._parent_now(entry.unit)
        one.parent = parent.code
        one.moves = entry.unit is not None and now != parent.code

    def _parent(self, row: Row, entry: Entry) -> Entry:
        """The one told; of a unit of the ledger else the one it has; of a new one the only bureau
        there is that may be above it."""
        told = row.says("parent")
        if told:
            return self.directory.found(told, PARENT)
        now = self._parent_now(entry.unit)
        if now:
            return self.directory.by_code[folded(now)]
        found = self.directory.uppers_of(entry.kind)
        if len(found) != 1:
            raise Unclear("say_parent" if found else "no_bureau")
        return found[0]

    def _parent_now(self, unit: Unit | None) -> str:
        return self.ledger.by_pk[unit.parent_id].code if unit and unit.parent_id else ""

    def _settle_place(self, row: Row, unit: Unit | None, one: UnitPlan) -> None:
        told = [row.given.get(name) for name in ("latitude", "longitude")]
        if told.count(None) == 1 or told.count(CLEAR) == 1:
            row.fault("latitude" if told[0] is None else "longitude", "half_a_place")
        elif told[0] is not None:
            place = (row.says("latitude"), row.says("longitude"))
            if place != ((unit.latitude, unit.longitude) if unit else (None, None)):
                one.place = place

    def _settle_words(self, row: Row, entry: Entry, one: UnitPlan) -> None:
        unit = entry.unit
        before = self.ledger.head(unit) if unit else dict.fromkeys(HEAD, "")
        told = {name: row.says(name) or "" for name in HEAD if name in row.given}
        one.head = {name: text for name, text in told.items() if text != before[name]}
        known = self.ledger.other_names.get(unit.pk, set()) if unit else set()
        for code, kind in NAMES.items():
            if row.given.get(code) is CLEAR:
                one.names_cleared += [kind] if any(k == kind for k, _name in known) else []
            for name in row.says(code) or ():
                if (kind, name) not in known and folded(name) != folded(entry.name):
                    one.names_added.append((kind, name))
        if unit is not None:
            one.renames = entry.name != unit.name
            one.other_kind = entry.kind != unit.kind

    def _changes(self, one: UnitPlan) -> Iterable[Change]:
        return words_of(one, self.ledger, self.directory)


def split(code: str) -> tuple[str, str]:
    """The letters of a code and the number at its end."""
    found = re.fullmatch(r"(.*?)(\d*)", code)
    assert found is not None
    return found[1], found[2]


def label(kind: str) -> str:
    return str(Unit.Kind(kind).label)
