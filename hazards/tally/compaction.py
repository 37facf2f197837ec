"""Folding what acts have appended into the sums of every unit, by the worker and one at a time."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from hazards.figures.rules import COLUMNS
from hazards.models.hazard import Hazard
from hazards.models.history import HistoryEntry
from hazards.tally import changes as tally_changes
from hazards.tally import rules
from hazards.tally.rules import EVENTS_OF, Contribution, Dimensions, TallyKey
from hazards.tally.sums import Place, Places, Sums, folded_places
from hazards.tally.tables import COUNTS, Change, Count, FoldedPlace, Folder, Spread
from organizations.models import Unit
from workflow.deadlines import day_of

AT_ONCE = 500  # changes a transaction: SQLite lets nobody else write meanwhile
HELD_IN_MEMORY = 200_000  # rows of sums, while everything is counted anew
READ = {
    *("unit", "unit__kind", "category", "source", "severity", "found_on", "state", "outcome"),
    *("closed_at", "reported_at", "entered_at", "was_found_by_bureau", "funds_spent"),
    *(column.field for column in COLUMNS.values()),
}


def fold() -> int:
    """Fold everything whose day has come. Returns how many changes that were."""
    follow_the_tree()
    folded = 0
    while some := fold_some():
        folded += some
    return folded


@transaction.atomic
def fold_some() -> int:
    hold()
    changes = list(due().order_by("effective_on")[:AT_ONCE])
    due().filter(pk__in=[change.pk for change in changes]).delete()
    sums, places = Sums(), folded_places({change.unit_id for change in changes})
    for change in changes:
        sums.add(contribution_in(change), places)
    sums.write()
    return len(changes)


def hold() -> None:
    """One fold at a time; the next one waits here."""
    if not Folder.objects.select_for_update().filter(pk=1).update(folded_at=timezone.now()):
        Folder.objects.bulk_create([Folder(pk=1)], ignore_conflicts=True)


def due() -> QuerySet[Change]:
    """Of the units whose place is known; a new one's changes wait for the tree to be followed."""
    placed = Exists(FoldedPlace.objects.filter(pk=OuterRef("unit")))
    return Change.objects.filter(placed, effective_on__lte=timezone.localdate())


def contribution_in(change: Change) -> Contribution:
    dimensions = Dimensions(change.unit_id, change.category, change.source, change.severity)
    key = TallyKey(dimensions, change.day, change.effective_on, change.days, change.desk)
    counts = {name: getattr(change, name) for name in COUNTS}
    return {key: Counter({name: n for name, n in counts.items() if n})}


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything read inside is of the same moment, whatever others commit meanwhile. Inside a
    transaction that is under way it is too late to ask for that."""
    begins_here = not connection.in_atomic_block
    with transaction.atomic():
        if begins_here and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        hold()
        yield


def follow_the_tree() -> None:
    """Count each unit that was founded, moved or given others below where it stands now."""
    if places_now() == folded_places():
        return
    with one_moment():
        places, folded = places_now(), folded_places()
        moved = [pk for pk, place in folded.items() if places[pk] != place]
        if moved:
            carry_over(moved, folded, places)
        keep(places)


def places_now() -> Places:
    units = list(Unit.objects.values_list("pk", "path", "parent"))
    parents = {parent for _, _, parent in units}
    return {pk: Place(path, pk not in parents) for pk, path, _ in units}


def keep(places: Places) -> None:
    rows = [
        FoldedPlace(unit_id=pk, path=place.path, is_leaf=place.is_leaf)
        for pk, place in places.items()
    ]
    FoldedPlace.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["unit"], update_fields=["path", "is_leaf"]
    )


def carry_over(units: Iterable[int], old: Places, new: Places) -> None:
    """Take what is folded of the units' own hazards from where it was to where it belongs."""
    sums = Sums()
    waiting = due().filter(unit__in=units)
    for change in waiting:
        sums.add(contribution_in(change), old)
    waiting.delete()
    for contribution in everything_of(Hazard.objects.filter(unit__in=units)):
        folded = by_now(contribution)
        sums.add(rules.difference(folded, {}), old)
        sums.add(folded, new)
    sums.write()


def by_now(contribution: Contribution) -> Contribution:
    today = timezone.localdate()
    return {key: counts for key, counts in contribution.items() if key.effective_on <= today}


def everything_of(hazards: QuerySet[Hazard]) -> Iterator[Contribution]:
    """All that each hazard counts for, and all the events of its life."""
    rows = hazards.select_related("unit").only(*READ).order_by("unit", "found_on")
    for hazard in rows.iterator(chunk_size=2000):
        yield rules.contribution_of(hazard)
    events = HistoryEntry.objects.filter(move__in=EVENTS_OF, hazard__in=hazards)
    kinds = [f"hazard__{name}" for name in ("unit", "category", "source", "severity")]
    for move, at, *dimensions in events.values_list("move", "at", *kinds).iterator(chunk_size=2000):
        yield rules.event_of(Dimensions(*dimensions), move, day_of(at))


def rebuild() -> None:
    """Forget all sums and count every hazard anew, while others go on moving them."""
    with one_moment():
        for model in (Change, Count, Spread, FoldedPlace):
            model.objects.all().delete()
        places = places_now()
        keep(places)
        count_anew(Hazard.objects.all(), places)


def count_anew(hazards: QuerySet[Hazard], places: Places) -> None:
    sums, ahead = Sums(), []
    for contribution in everything_of(hazards):
        now = by_now(contribution)
        sums.add(now, places)
        ahead += [tally_changes.as_change(s, c) for s, c in contribution.items() if s not in now]
        if len(sums) > HELD_IN_MEMORY or len(ahead) > AT_ONCE * 10:
            sums.write()
            Change.objects.bulk_create(ahead, batch_size=AT_ONCE)
            ahead = []
    sums.write()
    Change.objects.bulk_create(ahead, batch_size=AT_ONCE)
