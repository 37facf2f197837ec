"""The lives of records of other rooms, for the page about the law (`workflow.document`)."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.module_loading import import_string


class Life(NamedTuple):
    """`title` is in English, as the page is; `states` are the words of each; a record `begins` in
    one of them; `law` is everything that can be done to it, by name."""

    title: str
    states: Mapping[str, Any]
    begins: str
    law: Mapping[str, Any]

    def of(self, kind: type) -> list[Any]:
        """Its beginnings, moves or actions."""
        return [one for one in self.law.values() if isinstance(one, kind)]


NAMES: list[str] = []


def declare(name: str) -> None:
    """A room says in its AppConfig.ready, by its dotted name, which life its records have."""
    if name not in NAMES:
        NAMES.append(name)


def lives() -> list[Life]:
    return sorted((import_string(name) for name in NAMES), key=lambda life: life.title)
