"""YAML with the line of everything, so that a fault can be shown where it stands."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import yaml
from django.utils.translation import gettext as _

DEEPEST = 12  # the annex has 6
LONGEST = 200_000  # characters; the annex has 20,000


class Fault(NamedTuple):
    """What is wrong with a template, and on which line (from 1)."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return _("Line %(line)s: %(fault)s") % {"line": self.line, "fault": self.sentence}


class FaultyTemplate(ValueError):
    """A template that cannot be used, with all its faults in the order of their lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(map(str, self.faults)))


def refuse_riddles(source: str) -> None:
    """Before anything is built: a few lines of aliases or of brackets in brackets can be made to
    mean, or to cost, more than any form."""
    depth = 0
    for event in yaml.parse(source):
        mark = event.start_mark
        line = mark.line + 1 if mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise FaultyTemplate([Fault(line, _("Aliases (*) are not read here."))])
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise FaultyTemplate([Fault(line, _("This is nested too deeply for a form."))])


class Reader:
    """Reads nodes and notes what is wrong with them, so that all faults are told at once."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, node: yaml.Node, sentence: str) -> None:
        self.faults.append(Fault(node.start_mark.line + 1, sentence))

    def root(self, source: str) -> yaml.Node:
        """The document. Raises FaultyTemplate where it is no YAML at all."""
        if len(source) > LONGEST:
            raise FaultyTemplate([Fault(1, _("This is too long for a form."))])
        try:
            refuse_riddles(source)
            node = yaml.compose(source, Loader=yaml.SafeLoader)
        except (yaml.YAMLError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            told = getattr(error, "problem", None) or str(error)
            sentence = _("This is no YAML: %(problem)s") % {"problem": told}
            raise FaultyTemplate([Fault(mark.line + 1 if mark else 1, sentence)]) from error
        if node is None:
            raise FaultyTemplate([Fault(1, _("The template is empty."))])
        return node

    def mapping(self, node: yaml.Node, needed: Iterable[str], offered: Iterable[str] = ()) -> Any:
        """The entries by name. Missing, unknown and repeated names are faults."""
        if not isinstance(node, yaml.MappingNode):
            self.fault(node, _("Named entries are expected here."))
            return {}
        needed = list(needed)
        known = {*needed, *offered}
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            self.name_once(key, found, known)
            found.setdefault(str(key.value), value)
        for name in needed:
            if name not in found:
                self.fault(node, _("“%(name)s” is missing.") % {"name": name})
        return found

    def name_once(self, key: yaml.Node, found: dict[str, Any], known: set[str]) -> None:
        name = str(key.value)
        if name in found:
            self.fault(key, _("“%(name)s” is said twice.") % {"name": name})
        elif name not in known:
            self.fault(key, _("Nothing here is called “%(name)s”.") % {"name": name})

    def text(self, node: yaml.Node | None) -> str:
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            self.fault(node, _("Words are expected here."))
            return ""
        return node.value.strip()

    def one_of(self, node: yaml.Node | None, choices: Iterable[str]) -> str:
        value = self.text(node)
        if node is not None and value and value not in choices:
            told = {"value": value, "choices": ", ".join(choices)}
            self.fault(node, _("“%(value)s” is none of: %(choices)s.") % told)
        return value

    def items(self, node: yaml.Node | None) -> list[yaml.Node]:
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self.fault(node, _("A list is expected here."))
            return []
        return node.value
