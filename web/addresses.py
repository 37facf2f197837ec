"""Addresses that ask the same as the one being looked at, with one thing otherwise."""

from django.http import QueryDict

from organizations import scope
from organizations.unit_search import found_among

PROPOSED = 12  # units; who finds more types another letter


def without(query: QueryDict, *names: str) -> str:
    """The rest of the address; another filter begins at the first page again."""
    rest = query.copy()
    for name in (*names, "page"):
        rest.pop(name, None)
    return rest.urlencode()


def units_like(user, query: QueryDict) -> list[tuple[str, str]]:
    """The names of the first units that fit what was typed, each with the address that asks for it
    alone; nothing is asked of the database where nothing was typed."""
    typed = query.get("unit_search", "").strip()
    if not typed:
        return []
    rest = without(query, "unit_search", "unit")
    found = found_among(scope.units_reached_by(user), typed).in_order()[:PROPOSED]
    return [(str(unit), f"{rest}&unit={unit.pk}".lstrip("&")) for unit in found]


def reaches_several_units(user) -> bool:
    return len(scope.units_reached_by(user).order_by().values("pk")[:2]) > 1
