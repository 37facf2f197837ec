"""What is noted of each act, and the same once it has its number. See docs/adr/0041."""

import hashlib
import json
import uuid
from datetime import UTC
from typing import NamedTuple

from django.db import models

MARK = 32  # hexadecimal digits


class Place(NamedTuple):
    """Where somebody is in the feed. `mark` is a digest over everything up to the position, so two
    ledgers that say the same mark at the same position have told the same until there."""

    position: int
    mark: str


START = Place(0, "0" * MARK)  # before the first change


class Told(models.Model):
    """`kind` and key are those the API calls the record by: one of the two keys is there. `what` is
    the act's one word, `version` the record's after it, where it has versions. `unit` is the key of
    the unit a role was given or taken at: whoever reaches that unit may know of it."""

    kind = models.CharField(max_length=16)
    key_uuid = models.UUIDField(null=True)
    key_int = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(null=True)
    what = models.CharField(max_length=24)
    at = models.DateTimeField()
    unit = models.BigIntegerField(null=True)

    class Meta:
        abstract = True

    @property
    def key(self) -> uuid.UUID | int | None:
        return self.key_int if self.key_uuid is None else self.key_uuid


class NotedChange(Told):
    """An act as its own transaction has noted it. The keys are in the order they were taken, which
    is not the order they are committed in."""

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.what}"


class NumberedChange(Told):
    """An act with its place among all acts: without a gap, and never another one."""

    position = models.BigIntegerField(primary_key=True)
    mark = models.CharField(max_length=MARK)

    class Meta:
        indexes = [  # what became of one unit or person
            models.Index(
                fields=["key_int", "position"],
                name="change_of_unit_or_person",
                condition=models.Q(key_int__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.kind} {self.key} {self.what}"

    @property
    def place(self) -> Place:
        return Place(self.position, self.mark)


class Numbering(models.Model):
    """The one row whose lock lets one number at a time."""

    def __str__(self) -> str:
        return "the numbering"


def mark_after(before: Place, told: Told) -> str:
    """SHA-256 over what is told and the mark before it, cut to 128 bits."""
    at = told.at.astimezone(UTC).isoformat(timespec="microseconds")
    line = [before.mark, told.kind, str(told.key), told.version, told.what, at, told.unit]
    return hashlib.sha256(json.dumps(line).encode()).hexdigest()[:MARK]
