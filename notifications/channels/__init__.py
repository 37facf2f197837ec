"""The ways a message leaves the house: one module each, named in `NOTIFICATION_CHANNELS`.

A channel is a function `send(delivery)` that returns once the message is taken, or raises one of
the errors below. Where its module names a field of a person as `ADDRESS`, only those who have
something there are written to by it. What takes long to open and may stay open for a round is a
context manager `opened()` that gives such a function; how many go in one round says
`most_at_once()`.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.conf import settings

MOST_AT_ONCE = 50  # where a channel says nothing of it


class NotSent(Exception):
    """Why, in a few words for an operator."""


class Away(NotSent):
    """The channel takes nothing now: all of its messages wait, and none has had its attempt."""


class Refused(NotSent):
    """The channel does not take this message; it is tried again a few times."""


class Unreachable(NotSent):
    """This person cannot be reached here; the inbox has it."""


def on() -> list[str]:
    return list(settings.NOTIFICATION_CHANNELS)


def exists(name: str) -> bool:
    return name.isidentifier() and find_spec(f"notifications.channels.{name}") is not None


def load(name: str) -> ModuleType:
    return import_module(f"notifications.channels.{name}")


def reaches(name: str, person: Any) -> bool:
    address = getattr(load(name), "ADDRESS", None)
    return address is None or bool(getattr(person, address))


def opened(name: str) -> AbstractContextManager[Callable[[Any], None]]:
    """The function that sends by this channel, for one round."""
    module = load(name)
    return module.opened() if hasattr(module, "opened") else nullcontext(module.send)


def most_at_once(name: str) -> int:
    """In one round, which is a minute."""
    module = load(name)
    return module.most_at_once() if hasattr(module, "most_at_once") else MOST_AT_ONCE
