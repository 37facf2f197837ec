"""The board of what is listed for supervision: each listing with its clock and what is missing."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hazards.ledger.marks import mark
from hazards.models import Hazard, Supervision, evidence
from web.hazards.closing_checklist import lacking
from web.ledger.rows import Row
from workflow import actions
from workflow.needs import Evidence
from workflow.states import Severity

Level = Supervision.Level
HIGHEST_FIRST = (Level.PROVINCE, Level.CITY, Level.DISTRICT, Level.BUREAU)
RANK = Case(*(When(level=level, then=Value(n)) for n, level in enumerate(HIGHEST_FIRST)))


class Listed:
    """One listing as a row of the board."""

    def __init__(self, listing: Supervision, stands: Evidence, reader) -> None:
        self.listing, self.hazard = listing, listing.hazard
        self.row = Row(listing.hazard)
        self.lacking = list(lacking(listing.hazard, stands))
        self.may_delist = actions.DELIST.is_open_to(listing.hazard, reader)
        self.delist_url = reverse("web:act", args=[listing.hazard_id, "delist"])


def listings(user) -> QuerySet[Supervision]:
    """All that last, of hazards in sight; the highest level first, then the nearest deadline."""
    lasting = Supervision.objects.filter(
        delisted_on=None, hazard__in=Hazard.objects.visible_to(user)
    )
    return lasting.order_by(RANK, "deadline", "hazard__number")


def rows(found: Iterable[Supervision], reader) -> list[Listed]:
    """The rows of one page, in a number of queries that no number of rows changes."""
    listed = list(found)
    stands = evidence.of_each([listing.hazard for listing in listed])
    mark(listing.hazard for listing in listed)
    return [Listed(listing, stands[listing.hazard_id], reader) for listing in listed]


class Chip(NamedTuple):
    """A number on top of the board, with the rows behind it."""

    label: str
    count: int
    query: dict[str, Any]
    is_late: bool = False


def chips(found: QuerySet[Supervision]) -> list[Chip]:
    """All, those past their deadline, and each level that has any; one query."""
    late = Q(deadline__lt=timezone.localdate())
    counts: dict[str, Any] = {level: Count("pk", Q(level=level)) for level in Level.values}
    n = found.order_by().aggregate(every=Count("pk"), late=Count("pk", late), **counts)
    levels = [Chip(str(one.label), n[one], {"level": one.value}) for one in HIGHEST_FIRST]
    return [
        Chip(_("All"), n["every"], {}),
        Chip(_("Overdue"), n["late"], {"late": "true"}, is_late=bool(n["late"])),
        *(chip for chip in levels if chip.count),
    ]


def not_listed(user) -> QuerySet[Hazard]:
    """Major and open, and not under anybody's supervision: what may have to be listed."""
    major = Hazard.objects.visible_to(user).open().filter(severity=Severity.MAJOR)
    listed = Supervision.objects.filter(delisted_on=None).values("hazard")
    return major.exclude(pk__in=listed).order_by("due_on", "number")
