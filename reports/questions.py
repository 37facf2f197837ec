"""What is asked of the ledger: whose hazards, found when, as they stood at which moment."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from hazards.models import Hazard, HistoryEntry
from organizations.models import Placement, Unit
from workflow.deadlines import midnight

DAY = timedelta(days=1)


def zone():
    """Days are counted in the service's own time zone (Asia/Shanghai), whoever asks."""
    return timezone.get_default_timezone()


def moment_of(as_of: date | datetime | None, now: datetime) -> datetime:
    """A day means its end. A moment to come is answered as of now: nothing is known of it."""
    if as_of is None:
        return now
    if not isinstance(as_of, datetime):
        as_of = midnight(as_of + DAY) - timedelta(microseconds=1)
    elif timezone.is_naive(as_of):
        as_of = as_of.replace(tzinfo=zone())
    return min(as_of, now)


@dataclass(frozen=True)
class Question:
    """A scope, a half-open period of days [found_from, found_to), and a moment `at`.

    `tree_day` is the day whose tree is counted; None is today's tree. `is_past` says whether the
    answer must come from history. Who may see what is decided by today's roles, also for a moment
    in the past.
    """

    user: Any
    unit: Unit | None
    found_from: date | None
    found_to: date | None
    at: datetime
    is_past: bool
    tree_day: date | None

    @property
    def day(self) -> date:
        return timezone.localdate(self.at, zone())

    @property
    def hazards(self) -> QuerySet[Hazard]:
        """Found in the period, in scope: the base set of every figure."""
        found = self.in_scope.found_between(self.found_from, self.found_to)
        return found.alias(path_then=self.path_then("unit"))

    @cached_property
    def in_scope(self):
        hazards = Hazard.objects.visible_to(self.user)
        return hazards.under(self.unit, on=self.tree_day) if self.unit else hazards

    @property
    def events(self) -> QuerySet[HistoryEntry]:
        """What happened in the period to hazards in scope, whenever those were found."""
        return self.events_of(self.in_scope)

    def events_of(self, hazards: QuerySet[Hazard]) -> QuerySet[HistoryEntry]:
        events = HistoryEntry.objects.filter(self.happened, hazard__in=hazards)
        return events.alias(path_then=self.path_then("hazard__unit"))

    @property
    def happened(self) -> Q:
        """Of an entry of history: in the period, and not after the moment."""
        within = Q(at__lte=self.at)
        if self.found_from:
            within &= Q(at__gte=midnight(self.found_from))
        if self.found_to:
            within &= Q(at__lt=midnight(self.found_to))
        return within

    def path_then(self, unit: str):
        """Where the unit a row names stood in the counted tree. `unit` may be "" on units."""
        if self.tree_day is None:
            return F(f"{unit}__path" if unit else "path")
        then = Placement.objects.on(self.tree_day).filter(unit=OuterRef(unit or "pk"))
        return Subquery(then.values("path")[:1])


def ask(user, *, unit=None, found_from=None, found_to=None, as_of=None) -> Question:
    now = timezone.now()
    at = moment_of(as_of, now)
    is_past = as_of is not None and at < now
    return Question(user, unit, found_from, found_to, at, is_past, tree_day(found_to, at))


def tree_day(found_to: date | None, at: datetime) -> date | None:
    """The last day of the period, or the day of the moment if that is earlier."""
    day = timezone.localdate(at, zone())
    last = min(day, found_to - DAY) if found_to else day
    return last if last < timezone.localdate(timezone=zone()) else None
