"""Noting acts, in their own transaction: one statement, and nobody waits for anybody."""

import uuid
from datetime import datetime

from django.utils import timezone

from changes.models import NotedChange


def noted(
    kind: str,
    key: uuid.UUID | int,
    what: str,
    *,
    at: datetime | None = None,
    version: int | None = None,
    unit: int | None = None,
) -> NotedChange:
    """An act as `changes.models.Told` describes it, to be written by `note`."""
    return NotedChange(
        kind=kind,
        key_uuid=key if isinstance(key, uuid.UUID) else None,
        key_int=key if isinstance(key, int) else None,
        what=what,
        at=at or timezone.now(),
        version=version,
        unit=unit,
    )


def note(*acts: NotedChange) -> None:
    """Whoever notes two acts on one record holds its lock, or has just made it: the keys of the
    notes are in the order of the acts then, and so are their numbers."""
    NotedChange.objects.bulk_create(acts)
