"""Reads a form template. A bad one is refused with the line and the sentence of every fault."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import yaml
from django.utils.translation import gettext as _

from records import sources
from records.nodes import FaultyTemplate, Reader
from records.registry import declared
from returns.forms.shape import (
    AGGREGATION_OF,
    AT_MOST,
    CHECKS,
    COLUMNS,
    HEADER,
    INT,
    LAYOUTS,
    LEVELS,
    MONEY,
    RATE,
    TABLE,
    TEXT,
    TYPED,
    TYPES,
    YES_NO,
    Blank,
    Check,
    Form,
    Indicator,
    Row,
    Section,
    blanks,
)

CODE = re.compile(r"[a-z][a-z0-9_]{1,59}")
NUMBERS = (INT, MONEY)
# Every other measure is a whole number.
TYPE_OF = {sources.MONEY: MONEY, sources.JOINED: TEXT}
LONGEST_TITLE = 120
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@lru_cache(maxsize=64)
def read(source: str) -> Form:
    """The form a template says. Raises FaultyTemplate naming each line that is wrong.

    Remembered by its text: a year's form is read once, not at every look at a return.
    """
    return FormReader().form(source)


class FormReader(Reader):
    def form(self, source: str) -> Form:
        root = self.root(source)
        needed = ("code", "version", "layout", "title", "header", "sections", "indicators")
        told = self.mapping(root, needed, ("heads", "footnote"))
        layout = self.one_of(told.get("layout"), LAYOUTS)
        # Indicators first: rows and columns speak of them.
        indicators = tuple(self.indicators(told.get("indicators")))
        form = Form(
            code=self.name(told.get("code")),
            version=self.name(told.get("version")),
            layout=layout,
            title=self.heading(told.get("title")),
            header=self.header(told.get("header")),
            footnote=self.text(told.get("footnote")),
            sections=tuple(self.sections(told.get("sections"), layout, indicators)),
            indicators=indicators,
            heads=tuple(self.text(head) for head in self.items(told.get("heads"))),
        )
        if layout == TABLE and len(form.heads) != 3:
            self.fault(told.get("heads", root), _("A table has three heads."))
        if self.faults:
            raise FaultyTemplate(self.faults)
        return form

    def name(self, node: yaml.Node | None) -> str:
        name = self.text(node)
        if node is not None and name and not NAME.fullmatch(name):
            self.fault(node, _("Small letters, digits and hyphens only."))
        return name

    def heading(self, node: yaml.Node | None) -> str:
        title = self.text(node)
        if node is not None and len(title) > LONGEST_TITLE:
            self.fault(node, _("A title has 120 characters at most."))
        return title

    def header(self, node: yaml.Node | None) -> dict[str, str]:
        told = self.mapping(node, HEADER) if node is not None else {}
        return {name: self.text(told.get(name)) for name in HEADER}

    # --- Indicators ---

    def indicators(self, node: yaml.Node | None) -> Iterator[Indicator]:
        listed = self.items(node)
        # Looked at ahead of reading, as a check may name an indicator further down.
        types = {said(item, "code"): said(item, "type") for item in listed}
        seen: set[str] = set()
        for item in listed:
            indicator = self.indicator(item, types)
            if indicator.code and indicator.code in seen:
                told = {"code": indicator.code}
                self.fault(item, _("The code “%(code)s” is used twice.") % told)
            seen.add(indicator.code)
            yield indicator

    def indicator(self, node: yaml.Node, types: dict[str, str]) -> Indicator:
        is_rate = said(node, "type") == RATE
        extra = ("numerator", "denominator") if is_rate else ("aggregation", "source")
        told = self.mapping(
            node, ("code", "label", "type", "meaning", *extra), ("counted_in", "checks")
        )
        code, type_ = self.text(told.get("code")), self.one_of(told.get("type"), TYPES)
        if code and not CODE.fullmatch(code):
            self.fault(told["code"], _("A code is small letters, digits and underscores."))
        basis = self.ratio(told, types) if is_rate else self.basis(told, type_)
        return Indicator(
            code=code,
            label=self.text(told.get("label")),
            type=type_,
            meaning=self.text(told.get("meaning")),
            counted_in=self.text(told.get("counted_in")),
            checks=tuple(self.check(c, type_, types) for c in self.items(told.get("checks"))),
            **basis,
        )

    def basis(self, told: dict[str, yaml.Node], type_: str) -> dict[str, str]:
        """Where the figure comes from and how it goes up the tree, as its type allows."""
        source = self.text(told.get("source"))
        expected = AGGREGATION_OF.get(type_)
        aggregation = self.one_of(
            told.get("aggregation"), list(dict.fromkeys(AGGREGATION_OF.values()))
        )
        if expected and aggregation and aggregation != expected:
            said = {"type": type_, "aggregation": expected}
            sentence = _("“%(type)s” goes up the tree by “%(aggregation)s”.")
            self.fault(told["aggregation"], sentence % said)
        if source and source != TYPED:
            self.known_source(told["source"], source, type_)
        return {"source": source, "aggregation": aggregation}

    def known_source(self, node: yaml.Node, source: str, type_: str) -> None:
        known = declared()
        if source not in known:
            said = {"source": source, "known": ", ".join([TYPED, *known])}
            self.fault(node, _("The source “%(source)s” is unknown; known: %(known)s.") % said)
        elif type_ != TYPE_OF.get(known[source].measure, INT):
            said = {"source": source, "type": type_}
            self.fault(node, _("“%(source)s” does not give a figure of “%(type)s”.") % said)

    def ratio(self, told: dict[str, yaml.Node], types: dict[str, str]) -> dict[str, str]:
        parts = {name: self.text(told.get(name)) for name in ("numerator", "denominator")}
        for name, code in parts.items():
            self.known(told.get(name), code, types, NUMBERS)
        return parts

    def known(self, node, code: str, types: dict[str, str], kinds: Iterable[str] = TYPES) -> None:
        """An indicator of the form, and one of these kinds; an unknown kind is told elsewhere."""
        if node is None or not code:
            return
        if code not in types:
            self.fault(node, _("There is no indicator “%(code)s”.") % {"code": code})
        elif types[code] in TYPES and types[code] not in kinds:
            self.fault(node, _("“%(code)s” is not a number.") % {"code": code})

    def check(self, node: yaml.Node, type_: str, types: dict[str, str]) -> Check:
        told = self.mapping(node, ("level",), CHECKS)
        kinds = [kind for kind in CHECKS if kind in told]
        if len(kinds) != 1:
            self.fault(node, _("A check says one of: %(kinds)s.") % {"kinds": ", ".join(CHECKS)})
            return Check("", "", "")
        other = self.text(told[kinds[0]])
        comparable = NUMBERS if kinds[0] == AT_MOST else TYPES
        self.known(told[kinds[0]], other, types, comparable)
        if type_ in TYPES and type_ not in comparable:
            self.fault(node, _("Only a number can be at most another."))
        return Check(kinds[0], other, self.one_of(told.get("level"), LEVELS))

    # --- Sections ---

    def sections(self, node, layout: str, indicators: tuple[Indicator, ...]) -> Iterator[Section]:
        wanted = {blank for indicator in indicators for blank in blanks_of(indicator, layout)}
        placed: set[Blank] = set()
        for item in self.items(node):
            inside = "columns" if layout == COLUMNS else "rows"
            told = self.mapping(item, ("title", inside))
            title = self.text(told.get("title"))
            parts = self.items(told.get(inside))
            if layout == COLUMNS:
                codes = tuple(self.text(part) for part in parts)
                for part, code in zip(parts, codes, strict=True):
                    self.place(part, [Blank(code)], wanted, placed)
                yield Section(title, columns=codes)
            else:
                yield Section(title, rows=tuple(self.row(p, wanted, placed) for p in parts))
        if node is not None:
            for blank in sorted(wanted - placed):
                said = {"code": named(blank)}
                self.fault(node, _("No blank is there for “%(code)s”.") % said)

    def row(self, node: yaml.Node, wanted: set[Blank], placed: set[Blank]) -> Row:
        told = self.mapping(node, ("requirements", "prompt"), ("activity",))
        prompt = self.text(told.get("prompt"))
        if prompt:
            self.place(told["prompt"], blanks(prompt), wanted, placed)
        return Row(
            requirements=tuple(self.text(item) for item in self.items(told.get("requirements"))),
            prompt=prompt,
            activity=self.text(told.get("activity")),
        )

    def place(self, node, found: list[Blank], wanted: set[Blank], placed: set[Blank]) -> None:
        for blank in found:
            said = {"code": named(blank)}
            if blank not in wanted:
                self.fault(node, _("There is no indicator for the blank “%(code)s”.") % said)
            elif blank in placed:
                self.fault(node, _("The blank “%(code)s” stands twice.") % said)
            placed.add(blank)


def said(node: yaml.Node, name: str) -> str:
    """What an entry of that name says, if it is there."""
    entries = node.value if isinstance(node, yaml.MappingNode) else []
    return next((str(value.value) for key, value in entries if key.value == name), "")


def blanks_of(indicator: Indicator, layout: str) -> list[Blank]:
    """A yes/no has two brackets in a sentence; in a line of columns each figure has one cell."""
    if indicator.type == YES_NO and layout == TABLE:
        return [Blank(indicator.code, "yes"), Blank(indicator.code, "no")]
    return [Blank(indicator.code)]


def named(blank: Blank) -> str:
    return f"{blank.code}:{blank.answer}" if blank.answer else blank.code
