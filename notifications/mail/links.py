"""Where a letter leads: told by the rooms above, which know the public address and the pages."""

from collections.abc import Callable
from typing import Any, NamedTuple

from notifications.models import Notification


class Places(NamedTuple):
    """`address` is scheme and host, "" while none is known; `path` the page of one message."""

    address: Callable[[], str]
    path: Callable[[Any], str]


PLACES: list[Places] = []


def declare(*, address: Callable[[], str], path: Callable[[Any], str]) -> None:
    PLACES[:] = [Places(address, path)]


def public_address() -> str:
    """ "" while none is known: a letter is then without a link, for nobody has asked for it at any
    address."""
    return PLACES[0].address() if PLACES else ""


def link_to(message: Notification) -> str:
    address = public_address()
    return f"{address}{PLACES[0].path(message)}" if address else ""
