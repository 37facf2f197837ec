"""Conditions on a column, said so that a database finds the few by what makes them few."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact, In

from organizations import scope


def unindexed(column: str) -> Coalesce:
    """The column's value, but not as a bare column: no index of it is walked."""
    return Coalesce(F(column), F(column))


def among(column: str, values: Sequence[Any]) -> In:
    """One of `values`, not as a bare column."""
    return In(unindexed(column), values)


def only(user, column: str, value: Any) -> Q:
    """For most people not as a bare column: SQLite would walk all hazards of a state or a source
    in the whole ledger, or all moves of a kind, and what they reach are a few units."""
    if scope.reaches_everything(user):
        return Q(**{column: value})
    return Q(Exact(unindexed(column), getattr(value, "pk", value)))
