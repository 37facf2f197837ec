"""What a kind of record brings to the one path of change in `records.perform`.

A room makes one `Kind` for its record. The path asks it how the row is locked, what the needs are
judged by, and what follows a change; it knows nothing else of the record.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, ClassVar

from django.db import models
from django.utils.functional import Promise

from records.chain import ChainedEntry
from workflow.declarations.moves import Declared
from workflow.errors import Lack
from workflow.needs import missing


@dataclass
class Performing:
    """A move or an action while it is being made.

    `values` are what the person gave, `named` the photos they named and `new` those of them that
    are theirs to give; `beside` is the row beside the record that is acted upon or made, if there
    is one: the body makes or changes it, and the path saves it; `context` is what the kind has read
    for it. `facts` are what history will say: the values, until the body says otherwise. `is_past`
    says that the moment was given.
    """

    what: Declared
    record: Any
    by: Any
    at: datetime
    values: dict[str, Any] = field(default_factory=dict)
    named: list[uuid.UUID] = field(default_factory=list)
    beside: Any = None
    is_past: bool = False
    new: list[Any] = field(default_factory=list)
    before: str = ""
    context: Any = None
    facts: dict[str, Any] = field(default_factory=dict)


class When(Enum):
    """Where on the path a move or an action does something of its own.

    FIRST is under the lock, before the law is asked: a row beside the record may have something to
    say. READY is once the law is content, before the needs. BODY is what is done, and gives the
    caller's answer; a move's own is its transition. It assigns columns and makes rows, which the
    path saves: the proofs call it again on a blank record (ADR 39). LAST is once the row and its
    line of history are written.
    """

    FIRST = "first"
    READY = "ready"
    BODY = "body"
    LAST = "last"


Step = Callable[[Performing], Any]


class Kind:
    """One kind of record. `called` is its name among the facts of a refusal, `notes` are the
    values of which the first one given becomes the note of the entry."""

    called: ClassVar[str] = "record"
    notes: ClassVar[tuple[str, ...]] = ("reason",)
    stale: ClassVar[str | Promise]
    impossible: ClassVar[str | Promise]  # with %(state)s
    forbidden: ClassVar[str | Promise]

    def __init__(self, model: type[models.Model], law: Mapping[str, Declared]) -> None:
        self.model, self.law = model, law
        self.steps: dict[tuple[When, str], Step] = {}
        KINDS[model] = self

    def does(self, when: When, *names: str) -> Callable[[Step], Step]:
        """Marks the function that is called `when` one of these is made."""

        def mark(step: Step) -> Step:
            self.steps |= {(when, name): step for name in names}
            return step

        return mark

    def step(self, when: When, doing: Performing, usual: Step | None = None) -> Any:
        step = self.steps.get((when, doing.what.name), usual)
        return step(doing) if step else None

    # --- What a kind of record does in its own way ---

    def rows(self) -> models.QuerySet[Any]:
        """Locked, with all that the law and what follows read along."""
        raise NotImplementedError

    def entry(self, record: Any, **line: Any) -> ChainedEntry | None:
        """Append one line to the history of the record, whose lock the caller holds."""
        raise NotImplementedError

    def state_of(self, record: Any) -> str:
        """Where it stands; a record without a life of its own stands nowhere."""
        return record.state

    def save(self, record: Any) -> None:
        """The row as it is now, under its next version."""
        record.version += 1
        record.save(force_update=True)

    def remember(self, record: Any) -> Any:
        """What has to be known afterwards of the record as it stood: the first `context`."""

    def case(self, doing: Performing) -> Any:
        """What the needs are asked of."""
        raise NotImplementedError

    def lacks(self, doing: Performing) -> list[Lack]:
        """Everything that is missing, at once."""
        return [need.lack() for need in missing(doing.what.needs, self.case(doing))]

    def loose_photos(self, ids: Iterable[uuid.UUID], by: Any) -> list[Any]:
        """Those of the photos that are this person's to give; locked."""
        return []

    def place(self, doing: Performing) -> None:
        """Assign to the new photos what they speak for; nothing is saved."""

    def bind(self, doing: Performing) -> None:
        """Let the new photos, as they were placed, speak for the record."""

    def settle(self, doing: Performing) -> None:
        """The last word about the row before it is saved."""

    def follow(self, doing: Performing, entry: Any) -> None:
        """What a change leads to in the same transaction: counts, messages."""


KINDS: dict[type[models.Model], Kind] = {}


def kind_of(record: models.Model) -> Kind:
    return KINDS[type(record)]
