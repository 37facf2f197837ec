"""Which messages their reader may still be told: those about a record that is in their sight.

A message is kept for ever and a role is not. Each room that sends messages declares which of its
records somebody sees; what is about one that has left a person's sight is withheld from them, in
the inbox and on its way out of the house.
"""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from notifications.models import ACCOUNT, Notification
from organizations.people import Person

Seen = Callable[[Any], QuerySet[Any]]
SEEN: dict[str, Seen] = {}


def declare(subject: str, seen: Seen) -> None:
    """`seen` says which records of that kind a person may be told of, by their keys."""
    SEEN[subject] = seen


def withhold(messages: Iterable[Notification], reader: Person) -> list[Notification]:
    """`messages`, each with `is_withheld` set; one question for each kind of record. What a kind
    nobody declared is about is in nobody's sight; an account is its owner's."""
    told = list(messages)
    about: dict[str, set[UUID]] = {}
    for message in told:
        about.setdefault(message.subject, set()).add(message.about)
    seen = {subject: _in_sight(subject, keys, reader) for subject, keys in about.items()}
    for message in told:
        message.is_withheld = message.about not in seen[message.subject]
    return told


def _in_sight(subject: str, keys: set[UUID], reader: Person) -> set[UUID]:
    if subject == ACCOUNT:
        return keys
    if subject not in SEEN:
        return set()
    rows = SEEN[subject](reader).filter(pk__in=keys).order_by()
    return set(rows.values_list("pk", flat=True))
