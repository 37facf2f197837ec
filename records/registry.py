"""Which sources there are for the blanks of a form. Each room says where it declares its own, so a
new kind of record adds blanks and nobody above has to be told.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from django.utils.module_loading import import_string

PLACES: list[str] = []


def declare(place: str) -> None:
    """`place` is the dotted name of a mapping of `records.sources.Source` by their names. A room
    says it in its AppConfig.ready; it is not imported for that."""
    if place not in PLACES:
        PLACES.append(place)
        declared.cache_clear()


@cache
def declared() -> Mapping[str, Any]:
    """Every source there is, by its name. Raises ValueError where two rooms use one name."""
    known: dict[str, Any] = {}
    for place in PLACES:
        sources: Mapping[str, Any] = import_string(place)
        if twice := known.keys() & sources.keys():
            raise ValueError(f"Declared twice: {', '.join(sorted(twice))}.")
        known |= sources
    return MappingProxyType(known)


def kinds() -> dict[str, Any]:
    """Every kind of record some source counts, by its name."""
    return {source.kind.name: source.kind for source in declared().values()}
