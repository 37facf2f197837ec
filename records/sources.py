"""What a blank of a form may be counted from: which records, on which condition, what of each.

A form names a source, and whoever counts, freezes, verifies or shows the rows asks the source's
kind of record (`records.rows`). Where a room declares its own: `records.registry`.
"""

from dataclasses import dataclass

from django.db.models import Case, F, Q, Value, When
from django.utils.functional import Promise

from records.rows import RowKind

# What a source makes of the rows it counts: how many; 1 where there is any; the sum of a field; a
# sum of money; how many different words a field holds; these words themselves, first seen first.
ROWS, ANY, SUM, MONEY, DISTINCT, JOINED = "rows", "any", "sum", "money", "distinct", "joined"
OF_A_FIELD = (SUM, MONEY, DISTINCT, JOINED)


@dataclass(frozen=True)
class Source:
    """`condition` is about a record of the kind as it stood (`RowKind.stood`); `field` is what the
    measure is of, and is never null on a row that is counted. `definition` is printed beside the
    figure."""

    kind: RowKind
    condition: Q
    definition: str | Promise
    measure: str = ROWS
    field: str = ""

    def __post_init__(self) -> None:
        if (self.measure in OF_A_FIELD) != bool(self.field):
            raise ValueError(f"A source that gives {self.measure!r} has {self.field!r} as field.")

    @property
    def of_each(self) -> Case:
        """What each row adds, inside a query about records as they stood; null where it is not
        counted."""
        return Case(When(self.condition, then=F(self.field) if self.field else Value(1)))
