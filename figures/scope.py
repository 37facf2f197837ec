"""What is asked of the ledger: whose hazards, found when, as they stood at which moment."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, TypeVar, cast

from django.db.models import BigIntegerField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from hazards.models import Hazard, HistoryEntry, Transfer
from hazards.models.querysets import HazardQuerySet
from hazards.models.transfers import TransferQuerySet
from organizations import scope
from organizations.models import Placement, Unit
from workflow.deadlines import midnight

DAY = timedelta(days=1)
OF_THE_HAZARD = ("category", "severity", "source")
Told = TypeVar("Told")


def zone():
    """Days are counted in the district's own time zone, whoever asks."""
    return timezone.get_current_timezone()


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
class FigureQuery:
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
    known: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, name: Hashable, read: Callable[[], Told]) -> Told:
        """What `read` tells, read once for this query and all that were made of it (`replace`)
        about the same scope and moment. A name says the period too, where that matters."""
        key = self.named(name)
        if key not in self.known:
            self.known[key] = read()
        return self.known[key]

    def keep(self, name: Hashable, told: Any) -> None:
        self.known[self.named(name)] = told

    def knows(self, name: Hashable) -> bool:
        return self.named(name) in self.known

    def named(self, name: Hashable) -> Hashable:
        return name, self.unit and self.unit.pk, self.tree_day, self.at, self.is_past

    @property
    def period(self) -> tuple[date | None, date | None]:
        return self.found_from, self.found_to

    @property
    def day(self) -> date:
        return timezone.localdate(self.at, zone())

    @property
    def hazards(self) -> QuerySet[Hazard]:
        """Found in the period, in scope: the base set of every figure."""
        found = self.in_scope.found_between(self.found_from, self.found_to)
        return self.placed(found, "unit", "pk")

    @property
    def counted_day(self) -> date:
        """The day whose tree is counted."""
        return self.tree_day or timezone.localdate(timezone=zone())

    @property
    def placements(self) -> QuerySet[Placement]:
        return Placement.objects.on(self.counted_day).select_related("unit")

    @cached_property
    def is_of_everything(self) -> bool:
        is_of_all_units = self.unit is None or self.unit.parent_id is None
        return is_of_all_units and scope.reaches_everything(self.user)

    @cached_property
    def in_scope(self):
        """What belonged to the unit and all below it at the moment asked about."""
        hazards = Hazard.objects.visible_to(self.user)
        if self.unit is None:
            return hazards
        return hazards.filter(self.owned_by(self.units))

    @property
    def units(self) -> QuerySet[Unit]:
        """All there is below the unit asked about, and itself; without one, every unit."""
        unit, on = self.unit, self.tree_day
        if unit is None:
            return Unit.objects.all()
        return self.once("units", lambda: Unit.objects.below(unit, on=on))

    def of_unit(self, hazards: QuerySet[Hazard], unit: Unit, itself: bool = False):
        """Those of `hazards` that belonged to `unit` and all below it at the moment asked about, in
        the counted tree; `itself` leaves out those below. What every list behind a figure narrows
        by, so that it holds the rows the figure counted."""
        if self.has_moved:
            below = Unit.objects.below(unit, on=self.tree_day)
            return hazards.filter(self.owned_by([unit.pk] if itself else below))
        if itself:
            return hazards.filter(unit=unit)
        return cast(HazardQuerySet, hazards).under(unit, on=self.tree_day)

    @cached_property
    def moved(self) -> TransferQuerySet:
        """The handings over since the moment, of which a hazard's first says whose it was then."""
        return Transfer.objects.since(self.at) if self.is_past else Transfer.objects.none()

    @cached_property
    def has_moved(self) -> bool:
        return self.once("has moved", self.moved.exists)

    def owned_by(self, units: QuerySet[Unit] | list[int]) -> Q:
        """Said of the few that changed hands, so that the unit's index still finds the others."""
        here = Q(unit__in=units)
        if not self.has_moved:
            return here
        left = self.moved.first_of_each().filter(from_unit__in=units)
        stayed = ~Q(pk__in=self.moved.values("hazard"))
        return here & stayed | Q(pk__in=left.values("hazard"))

    def placed(self, rows: QuerySet, unit: str, hazard: str) -> QuerySet:
        """With `path_then`: where the unit that had each hazard then stood in the counted tree."""
        if not self.has_moved:
            return rows.alias(path_then=self.path_then(unit))
        return rows.alias(unit_then=self.owner(unit, hazard)).alias(path_then=self.path_of_owner())

    def owner(self, unit: str, hazard: str) -> Coalesce:
        """Of a row that names a hazard and the unit it has today: whose it was then."""
        left = self.moved.filter(hazard=OuterRef(hazard)).order_by("decided_at")
        then = Subquery(left.values("from_unit")[:1])
        return Coalesce(then, F(unit), output_field=BigIntegerField())

    def with_owner(self, hazards: QuerySet[Hazard]) -> QuerySet[Hazard]:
        """With `unit_then`, whose each was at the moment, and `kind_then`, that unit's kind."""
        if not self.has_moved:
            return hazards.alias(unit_then=F("unit"), kind_then=F("unit__kind"))
        owners = Unit.objects.filter(pk=OuterRef("unit_then")).values("kind")
        then = hazards.alias(unit_then=self.owner("unit", "pk"))
        return then.alias(kind_then=Subquery(owners[:1]))

    def path_of_owner(self) -> Subquery:
        owner = OuterRef("unit_then")
        today = Unit.objects.filter(pk=owner)
        on = self.tree_day
        then = today if on is None else Placement.objects.on(on).filter(unit=owner)
        return Subquery(then.values("path")[:1])

    @property
    def events(self) -> QuerySet[HistoryEntry]:
        """What happened in the period to hazards in scope, whenever those were found."""
        return self.events_of(self.in_scope)

    def events_of(self, hazards: QuerySet[Hazard]) -> QuerySet[HistoryEntry]:
        """Each with `category`, `severity` and `source` of its hazard."""
        events = HistoryEntry.objects.filter(self.happened, hazard__in=hazards)
        events = events.alias(**{name: F(f"hazard__{name}") for name in OF_THE_HAZARD})
        return self.placed(events, "hazard__unit", "hazard")

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


def ask(user, *, unit=None, found_from=None, found_to=None, as_of=None) -> FigureQuery:
    now = timezone.now()
    at = moment_of(as_of, now)
    is_past = as_of is not None and at < now
    return FigureQuery(user, unit, found_from, found_to, at, is_past, tree_day(found_to, at))


def tree_day(found_to: date | None, at: datetime) -> date | None:
    """The last day of the period, or the day of the moment if that is earlier."""
    day = timezone.localdate(at, zone())
    last = min(day, found_to - DAY) if found_to else day
    return last if last < timezone.localdate(timezone=zone()) else None
