"""The columns of the ledger as a table: what each is called, where it is read, how it is said."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hazards.models import Source
from workflow.states import OPEN, Outcome, Severity, State

Said = str | int | Decimal | date | None
Told = dict[str, Any]  # one row of the ledger, by field


class Column(NamedTuple):
    """`says` reads the row; `width` is in characters."""

    label: str | Promise
    says: Callable[[Told], Said]
    fields: tuple[str, ...]
    width: int = 12


def plain(label: str | Promise, field: str, width: int = 12) -> Column:
    return Column(label, lambda row: row[field], (field,), width)


def chosen(label: str | Promise, field: str, choices: Any, width: int = 10) -> Column:
    """A choice in the reader's language, as it is when the table is written."""

    def says(row: Told) -> str:
        value = row[field]
        return str(choices(value).label) if value else ""

    return Column(label, says, (field,), width)


def day_of(label: str | Promise, field: str) -> Column:
    """The day of a moment in the district."""

    def says(row: Told) -> date | None:
        at: datetime | None = row[field]
        return timezone.localdate(at) if at else None

    return Column(label, says, (field,), 11)


def person(label: str | Promise, field: str) -> Column:
    return plain(label, f"{field}__name", 16)


def claim(label: str | Promise, says: Callable[[Told], bool], *fields: str) -> Column:
    return Column(label, lambda row: str(YES if says(row) else NO), fields, 8)


def asked_until(row: Told) -> date | None:
    """Once it is repaired nobody waits for the answer."""
    return row["asked_until"] if row["state"] == State.ASSIGNED else None


YES, NO = _("yes"), _("no")


def is_overdue(row: Told) -> bool:
    due_on = row["due_on"]
    return row["state"] in OPEN and due_on is not None and due_on < timezone.localdate()


COLUMNS = (
    plain(_("Number"), "number", 18),
    chosen(_("State"), "state", State),
    plain(_("Unit code"), "unit__code", 10),
    plain(_("Unit"), "unit__name", 22),
    plain(_("Category"), "category__label", 14),
    chosen(_("Severity"), "severity", Severity, 8),
    plain(_("Clause"), "clause__text", 24),
    plain(_("Place"), "place", 22),
    plain(_("What was found"), "description", 40),
    chosen(_("Source"), "source", Source),
    claim(_("Violation of law or rule"), lambda row: row["is_violation"], "is_violation"),
    plain(_("Found on"), "found_on", 11),
    person(_("Reporter"), "reporter"),
    day_of(_("Reported on"), "reported_at"),
    person(_("Responsible person"), "responsible"),
    plain(_("Measures"), "measures", 30),
    plain(_("Funds planned (yuan)"), "funds", 10),
    plain(_("Original deadline"), "original_due_on", 11),
    plain(_("Deadline"), "due_on", 11),
    Column(_("Extension asked for until"), asked_until, ("asked_until", "state"), 11),
    day_of(_("Interim control since"), "controlled_at"),
    plain(_("Offered to"), "offered_to", 18),
    claim(_("Overdue"), is_overdue, "state", "due_on"),
    plain(_("Attempt"), "attempts", 8),
    plain(_("What was done"), "measures_taken", 30),
    day_of(_("Rectified on"), "rectified_at"),
    plain(_("Funds spent (yuan)"), "funds_spent", 10),
    day_of(_("Closed on"), "closed_at"),
    person(_("Closed by"), "closed_by"),
    chosen(_("Outcome of dismissal"), "outcome", Outcome),
)
FIELDS = tuple(dict.fromkeys(field for column in COLUMNS for field in column.fields))


def heads() -> list[str]:
    return [str(column.label) for column in COLUMNS]


def line(row: Told) -> list[Said]:
    return [column.says(row) for column in COLUMNS]
