"""Which unit a cell names: of those in the ledger and those the workbook brings."""

from dataclasses import dataclass
from typing import NamedTuple

from district.comparing.ledger import Units
from district.reading.rows import Row
from imports.rows.fields import folded
from imports.rows.values import Unclear, short
from organizations.models import Unit
from organizations.units import AUTHORITIES, may_report_to


class Entry(NamedTuple):
    """One unit by its code, as it is to be. `row` is the one of the workbook that speaks of it."""

    code: str
    name: str
    kind: str
    unit: Unit | None = None
    row: Row | None = None

    @property
    def is_closed(self) -> bool:
        return self.unit is not None and self.unit.closed_on is not None

    @property
    def is_faulty(self) -> bool:
        """Its row is not loaded: a new one is not there then, one of the ledger stays as it is."""
        return self.row is not None and not self.row.is_good

    @property
    def as_it_stands(self) -> "Entry | None":
        """None where it is not there."""
        if not self.is_faulty:
            return self
        return self._replace(name=self.unit.name, kind=self.unit.kind) if self.unit else None


@dataclass(frozen=True)
class Words:
    """In which words it is said that there is none, and that there will be none."""

    unknown: str
    faulty: str


PARENT = Words("unknown_parent", "parent_faulty")
PLACE = Words("unknown_unit", "unit_faulty")


class Directory:
    def __init__(self, ledger: Units) -> None:
        self.ledger = ledger
        self.by_code: dict[str, Entry] = {}
        self.by_name: dict[str, list[str]] = {}  # codes, of names and former and short ones
        self.by_other_name: dict[str, list[str]] = {}
        for unit in ledger.all:
            self.add(Entry(unit.code, unit.name, unit.kind, unit))
            for _kind, name in ledger.other_names.get(unit.pk, ()):
                self.call(name, unit.code)

    def add(self, entry: Entry) -> None:
        """In the place of the one with this code; what that was called still finds it."""
        before = self.by_code.get(folded(entry.code))
        if before and folded(before.name) != folded(entry.name):
            self.by_name[folded(before.name)].remove(before.code)
            self.call(before.name, before.code)
        self.by_code[folded(entry.code)] = entry
        here = self.by_name.setdefault(folded(entry.name), [])
        if entry.code not in here:
            here.append(entry.code)

    def call(self, other_name: str, code: str) -> None:
        here = self.by_other_name.setdefault(folded(other_name), [])
        if code not in here:
            here.append(code)

    def found(self, text: str, words: Words) -> Entry:
        """The one `text` names by its code, its name or another name. Raises Unclear."""
        said = folded(text)
        coded = self.by_code.get(said)
        others = self.by_other_name.get(said, [])
        codes = [*self.by_name.get(said, []), *(code for code in others if self.keeps(code, said))]
        codes = list(dict.fromkeys(codes)) or others
        entries = [coded] if coded else [self.by_code[folded(code)] for code in codes]
        if not entries:
            raise Unclear(words.unknown, text=short(text))
        entries = [one for one in entries if not one.is_closed] or entries
        if len(entries) > 1:
            raise Unclear("ambiguous_unit", text=short(text))
        (one,) = entries
        if one.is_closed:
            raise Unclear("unit_closed", text=one.name)
        standing = one.as_it_stands
        if standing is None or one.is_faulty and said not in self.known_by(standing):
            assert one.row is not None
            raise Unclear(words.faulty, text=one.name, row=one.row.line.row)
        return standing

    def keeps(self, code: str, name: str) -> bool:
        """Is it called so still, because its row, which says otherwise, is not loaded?"""
        one = self.by_code[folded(code)]
        return one.is_faulty and one.unit is not None and folded(one.unit.name) == name

    def known_by(self, one: Entry) -> set[str]:
        """What names a unit of the ledger, whatever its row says."""
        assert one.unit is not None
        others = (name for _kind, name in self.ledger.other_names.get(one.unit.pk, ()))
        return {folded(text) for text in (one.unit.code, one.unit.name, *others)}

    def uppers_of(self, kind: str) -> list[Entry]:
        """The bureaus, or the units above them, a unit of `kind` may report to."""
        known = [one for one in self.by_code.values() if not one.is_closed]
        standing = (here for one in known if (here := one.as_it_stands))
        above = (one for one in standing if one.kind in AUTHORITIES)
        return [one for one in above if may_report_to(kind, one.kind)]
