"""A moment of the past, laid out: how every hazard in scope stood, and what had happened by then.

Many figures are asked of one moment, and each would read the ledger and its history anew. So both
are read once, into two tables that nobody but this connection sees and that are gone afterwards.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django.apps.registry import Apps
from django.core.exceptions import EmptyResultSet
from django.db import connection, models, transaction
from django.db.models import F, QuerySet

from figures.history.as_of import (
    MONEY,
    as_history_tells,
    changed_after,
    from_rows,
    known_by,
    last_change,
    until,
)
from figures.history.events import COUNTED
from figures.scope import FigureQuery
from hazards.ledger.query_hints import unindexed
from hazards.models import Hazard, HistoryEntry
from hazards.snapshot import snapshot

# The project's own registry knows nothing of these tables: no migration makes them, no backup
# copies them.
ELSEWHERE = Apps()


class LaidOut(models.Model):
    """What its tables have in common. Their columns take nothing, too, whatever is said here."""

    objects: ClassVar[models.Manager] = models.Manager()

    class Meta:
        abstract = True
        apps = ELSEWHERE
        app_label = "figures"
        managed = False

    def __str__(self) -> str:
        return str(self.pk)


class Stood(LaidOut):
    """One hazard in scope as it stood, by all that a rule may ask (`hazards.figures.rules.COLUMNS`)
    and more; the `stood_…` are those of `figures.history.as_of`."""

    hazard = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=32)
    unit = models.IntegerField()  # whose it was then; where that stood is told by `path_then`
    unit_kind = models.CharField(max_length=16)
    path_then = models.TextField()
    category = models.IntegerField()
    severity = models.CharField(max_length=16)
    source = models.CharField(max_length=16)
    was_found_by_bureau = models.BooleanField()
    is_violation = models.BooleanField()
    found_on = models.DateField()
    repeat_of = models.UUIDField(null=True)
    stood_state = models.CharField(max_length=16)
    stood_closed_on = models.DateField(null=True)
    stood_due_on = models.DateField(null=True)
    stood_original_due_on = models.DateField(null=True)
    stood_outcome = models.CharField(max_length=32)
    stood_funds = MONEY.clone()
    stood_first_closed_on = models.DateField(null=True)
    stood_fell_back_on = models.DateField(null=True)
    waits_since = models.DateTimeField(null=True)

    class Meta(LaidOut.Meta):
        db_table = "stood_then"


class Entry(LaidOut):
    """History itself, seen from the hazards that are laid out."""

    hazard = models.ForeignKey(Stood, models.DO_NOTHING, related_name="+")
    at = models.DateTimeField()
    move = models.CharField(max_length=32)
    before = models.CharField(max_length=16)
    after = models.CharField(max_length=16)

    class Meta(LaidOut.Meta):
        db_table = HistoryEntry._meta.db_table


class Happened(LaidOut):
    """One event that had happened to a hazard in scope."""

    entry = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    move = models.CharField(max_length=32)
    before = models.CharField(max_length=16)
    after = models.CharField(max_length=16)
    path_then = models.TextField()
    category = models.IntegerField()
    severity = models.CharField(max_length=16)
    source = models.CharField(max_length=16)

    class Meta(LaidOut.Meta):
        db_table = "happened_by_then"


class Changed(LaidOut):
    """One hazard in scope to which something has happened since the moment."""

    hazard = models.UUIDField(primary_key=True)
    entry = models.BigIntegerField(null=True)  # that brought it into the state it had then

    class Meta(LaidOut.Meta):
        db_table = "changed_since"


TABLES: tuple[type[LaidOut], ...] = (Stood, Happened, Changed)
# What is not called the same in the ledger.
OF_HAZARDS = {"hazard": "pk", "unit": "unit_then", "unit_kind": "kind_then"}
OF_EVENTS = {"entry": "pk"} | {
    name: f"hazard__{name}" for name in ("path_then", "category", "severity", "source")
}


def stood(query: FigureQuery) -> QuerySet[Stood]:
    """Those in scope that were found in the query's period."""
    period: dict[str, Any] = {
        "found_on__gte": query.found_from,
        "found_on__lt": query.found_to,
    }
    return Stood.objects.filter(**{rule: day for rule, day in period.items() if day})


def happened(query: FigureQuery) -> QuerySet[Happened]:
    """What happened in the query's period to those in scope, whenever they were found."""
    return Happened.objects.filter(query.happened)


@contextmanager
def laid_out(query: FigureQuery) -> Iterator[None]:
    """Inside, everything is read as it is at one moment, and `stood` and `happened` answer for this
    query and for any other of its scope and moment, whatever the period; of a query about now
    nothing is laid out. One at a time."""
    with snapshot(connection, makes_tables=query.is_past):
        if not query.is_past:
            yield
            return
        with transaction.atomic():  # should anything fail, the tables are undone with it
            fill(query)
            yield
            drop()


def fill(query: FigureQuery) -> None:
    for table in TABLES:
        create(table)
    hazards = owned(query, query.in_scope)
    hazards, changed = hazards.filter(known_by(query.at)), changed_after(query.at)
    unchanged = from_rows(hazards.filter(~changed), unindexed("state"))
    insert(Stood, unchanged, OF_HAZARDS | {"waits_since": "entered_at"})
    # Named first, for they are few: PostgreSQL would read everybody's history to find them in it.
    few = hazards.filter(changed).alias(entered=last_change(until(query.at)))
    insert(Changed, few, OF_HAZARDS | {"entry": "entered"})
    theirs = owned(query, Hazard.objects.all()).filter(history__in=Changed.objects.values("entry"))
    then = as_history_tells(theirs, query.at)
    insert(Stood, then, OF_HAZARDS | {"waits_since": "history__at"})
    insert(Happened, Entry.objects.filter(COUNTED, at__lte=query.at), OF_EVENTS)


def owned(query: FigureQuery, hazards: QuerySet[Hazard]) -> QuerySet[Hazard]:
    return query.placed(query.with_owner(hazards.order_by()), "unit", "pk")


def create(table: type[LaidOut]) -> None:
    columns = (f"{field.column} {field.db_type(connection)}" for field in table._meta.fields)
    execute(f"CREATE TEMPORARY TABLE {table._meta.db_table} ({', '.join(columns)})")


def insert(
    table: type[LaidOut],
    rows: QuerySet[Any],
    named: dict[str, str],
) -> None:
    names = [field.name for field in table._meta.fields]
    read = rows.values_list(*(F(named.get(name, name)) for name in names))
    try:
        sql, told = read.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:  # nothing is within reach
        return
    execute(f"INSERT INTO {table._meta.db_table} ({', '.join(names)}) {sql}", told)


def drop() -> None:
    for table in TABLES:
        execute(f"DROP TABLE {table._meta.db_table}")


def execute(sql: str, told: Iterable[Any] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, tuple(told))
