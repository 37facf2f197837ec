"""Reads a checklist. A bad one is refused with the line and the sentence of every fault."""

import re
from collections.abc import Iterator
from functools import lru_cache

import yaml
from django.utils.translation import gettext as _

from deadlines.calendar import Counted
from deadlines.cycles import Cycle
from hazards.reference import CATEGORIES
from inspections.checklists.shape import Line, Listed
from organizations.models import Unit
from organizations.people import StaffPost
from records.nodes import FaultyTemplate, Reader

CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")
VERSION = re.compile(r"[a-z0-9][a-z0-9.-]{0,19}")
LONGEST_TITLE, LONGEST_LINE, MOST_LINES = 60, 120, 120
KINDS = [str(kind) for kind in Unit.Kind.values]
CATEGORY_CODES = [one.code for one in CATEGORIES]
OWN = "own-"  # the keys of lines a unit has added begin so


@lru_cache(maxsize=128)
def read(source: str) -> Listed:
    """Raises FaultyTemplate naming each line that is wrong. Remembered by its text."""
    return ChecklistReader().listed(source)


class ChecklistReader(Reader):
    def listed(self, source: str) -> Listed:
        root = self.root(source)
        needed = ("code", "version", "title", "cycle", "post", "kinds", "rule", "sections")
        told = self.mapping(root, needed, ("counted", "position"))
        listed = Listed(
            code=self.matching(told.get("code"), CODE),
            version=self.matching(told.get("version"), VERSION),
            title=self.short(told.get("title"), LONGEST_TITLE),
            cycle=self.one_of(told.get("cycle"), Cycle.values),
            counted=self.counted(told.get("counted")),
            post=self.one_of(told.get("post"), StaffPost.values),
            position=self.number(told.get("position")),
            rule=self.text(told.get("rule")),
            kinds=tuple(self.one_of(item, KINDS) for item in self.items(told.get("kinds"))),
            lines=tuple(self.sections(told.get("sections"))),
        )
        if len(listed.lines) > MOST_LINES:
            self.fault(told["sections"], _("A list has 120 lines at most."))
        if self.faults:
            raise FaultyTemplate(self.faults)
        return listed

    def counted(self, node: yaml.Node | None) -> Counted:
        said = self.one_of(node, [str(one) for one in Counted])
        return Counted(said) if said in set(Counted) else Counted.SCHOOL

    def number(self, node: yaml.Node | None) -> int:
        said = self.text(node)
        if said and not (said.isdecimal() and len(said) < 5):
            self.fault(node, _("A small whole number is expected here."))  # type: ignore[arg-type]
            return 0
        return int(said or 0)

    def matching(self, node: yaml.Node | None, pattern: re.Pattern[str]) -> str:
        said = self.text(node)
        if node is not None and said and not pattern.fullmatch(said):
            self.fault(node, _("Small letters, digits and the signs _ - . only, and not long."))
        return said

    def short(self, node: yaml.Node | None, most: int) -> str:
        said = self.text(node)
        if node is not None and len(said) > most:
            self.fault(node, _("%(most)s characters at most.") % {"most": most})
        return said

    def sections(self, node: yaml.Node | None) -> Iterator[Line]:
        keys: set[str] = set()
        for item in self.items(node):
            told = self.mapping(item, ("title", "category", "lines"))
            title = self.short(told.get("title"), LONGEST_TITLE)
            category = self.one_of(told.get("category"), CATEGORY_CODES)
            for one in self.items(told.get("lines")):
                line = self.line(one, title, category)
                if line.key and line.key in keys:
                    self.fault(one, _("The line “%(key)s” is there twice.") % {"key": line.key})
                keys.add(line.key)
                yield line

    def line(self, node: yaml.Node, section: str, category: str) -> Line:
        told = self.mapping(node, ("key", "text"), ("category", "rule", "clause", "kinds"))
        key = self.matching(told.get("key"), CODE)
        own = self.one_of(told.get("category"), CATEGORY_CODES)
        return Line(
            key=key,
            text=self.short(told.get("text"), LONGEST_LINE),
            section=section,
            category=own or category,
            rule=self.text(told.get("rule")),
            clause=self.text(told.get("clause")),
            kinds=tuple(self.one_of(item, KINDS) for item in self.items(told.get("kinds"))),
        )
