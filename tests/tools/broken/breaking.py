"""A plugin of pytest that breaks one rule in the memory of this process alone: the file stays."""

import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

from tests.tools.broken.rules import RULES, Rule

HOUSE = Path(__file__).resolve().parents[3]
BROKEN = "BROKEN_RULE"  # in the environment: which of the rules, by its place in the list


class Broken(SourceFileLoader):
    """Loads the file as if the rule were not in it, and keeps nothing of that."""

    def __init__(self, name: str, path: str, rule: Rule) -> None:
        super().__init__(name, path)
        self.rule = rule

    def get_code(self, fullname: str) -> CodeType:
        return self.source_to_code(broken(self.rule).encode(), self.path)


class Breaker(MetaPathFinder):
    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.module = rule.file.removesuffix(".py").replace("/", ".")

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target) if name == self.module else None
        if spec and spec.origin:
            spec.loader = Broken(name, spec.origin, self.rule)
        return spec


def broken(rule: Rule) -> str:
    """The file without the rule."""
    text = (HOUSE / rule.file).read_text()
    if text.count(rule.old) != 1:
        raise LookupError(f"{rule.file} does not have this once: {rule.old}")
    return text.replace(rule.old, rule.new)


if BROKEN in os.environ:
    sys.meta_path.insert(0, Breaker(RULES[int(os.environ[BROKEN])]))
