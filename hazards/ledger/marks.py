"""What stands beside the state of the hazards of a list, and who is there to act, read along for
the rows that are shown."""

from collections.abc import Iterable

from hazards.models.hazard import Hazard
from hazards.models.querysets import MANNED

MARKS = ("asked_until", "controlled_at", "offered_to")


def mark(hazards: Iterable[Hazard]) -> None:
    """Gives each the marks of `with_marks` and of `with_turns`, in one query. Asked of a whole
    ledger while it is sorted, the database would look them up for every row of it."""
    shown = list(hazards)
    keys = [hazard.pk for hazard in shown]
    marked = Hazard.objects.filter(pk__in=keys).with_marks().with_turns()
    rows = marked.values("pk", *MARKS, *MANNED.values()) if keys else ()
    known = {row.pop("pk"): row for row in rows}
    for hazard in shown:
        vars(hazard).update(known[hazard.pk])
