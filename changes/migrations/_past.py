"""The acts of before the feed, read off what the ledger has kept of them, numbered by their time.

Each source is read in the order its rows were written in, which is the order of the acts on each
record; where an act was entered later than it is dated, it keeps its place in that order.
"""

import hashlib
import heapq
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, time
from itertools import islice
from typing import Any, NamedTuple

from django.utils import timezone

AT_ONCE = 2000
MARK = 32
UNTOLD = ("superuser_given", "superuser_taken")


class Act(NamedTuple):
    at: datetime
    kind: str
    key: Any
    what: str
    version: int | None = None
    unit: int | None = None


class Tables(NamedTuple):
    """Those of the database that is migrated: a ledger is also moved out of one into another."""

    apps: Any
    alias: str

    def rows(self, room: str, model: str) -> Any:
        return self.apps.get_model(room, model).objects.using(self.alias)


def number(apps: Any, schema_editor: Any) -> None:
    tables = Tables(apps, schema_editor.connection.alias)
    sources = (units, people, rights, asked_for, hazards, returns, samples, activities)
    acts = heapq.merge(*(source(tables) for source in sources), key=lambda act: act.at)
    numbered = tables.rows("changes", "NumberedChange")
    rows = (numbered.model(**row) for row in placed(acts))
    while some := list(islice(rows, AT_ONCE)):
        numbered.bulk_create(some)


def forget(apps: Any, schema_editor: Any) -> None:
    Tables(apps, schema_editor.connection.alias).rows("changes", "NumberedChange").all().delete()


def placed(acts: Iterator[Act]) -> Iterator[dict[str, Any]]:
    mark = "0" * MARK
    for position, act in enumerate(acts, start=1):
        at = act.at.astimezone(UTC).isoformat(timespec="microseconds")
        line = [mark, act.kind, str(act.key), act.version, act.what, at, act.unit]
        mark = hashlib.sha256(json.dumps(line).encode()).hexdigest()[:MARK]
        keys = {"key_int": act.key} if isinstance(act.key, int) else {"key_uuid": act.key}
        told = {"kind": act.kind, "what": act.what, "at": act.at, "version": act.version}
        yield {"position": position, "mark": mark, "unit": act.unit, **keys, **told}


def units(tables: Tables) -> Iterator[Act]:
    """A unit stands below a parent from a day on. What is below one that moves gets a new placement
    as well, under the parent it had."""
    under: dict[int, Any] = {}
    rows = tables.rows("organizations", "Placement").order_by("since", "pk")
    for unit, parent, since in rows.values_list("unit", "parent", "since"):
        at = timezone.make_aware(datetime.combine(since, time.min))
        if unit not in under:
            yield Act(at, "unit", unit, "founded")
        elif under[unit] != parent:
            yield Act(at, "unit", unit, "moved")
        under[unit] = parent


def people(tables: Tables) -> Iterator[Act]:
    rows = tables.rows("organizations", "User").order_by("date_joined", "pk")
    for pk, at in rows.values_list("pk", "date_joined"):
        yield Act(at, "person", pk, "added")


def rights(tables: Tables) -> Iterator[Act]:
    """As far as the log has not been allowed to forget them."""
    events = tables.rows("audit", "Event").filter(kind="rights_changed").order_by("pk")
    known = tables.rows("organizations", "User").values_list("pk", flat=True)
    there = {str(pk): pk for pk in known}
    for about, at, details, unit in events.values_list("about", "at", "details", "unit"):
        what = details.get("change", "")
        if about in there and what not in {"", "added", *UNTOLD}:
            where = unit if what in ("role_given", "role_taken") else None
            yield Act(at, "person", there[about], what, unit=where)


def asked_for(tables: Tables) -> Iterator[Act]:
    """Returns that a campaign or a correction made, none of which is a line of history."""
    entries = tables.rows("reports", "ReturnEntry").filter(move="correct")
    names = ("of__campaign", "of__unit", "of__revision")
    corrected = {tuple(place): at for *place, at in entries.values_list(*names, "at")}
    rows = tables.rows("reports", "Return").values_list(
        "pk", "campaign", "unit", "revision", "campaign__opened_at"
    )
    acts = [
        Act(corrected.get((campaign, unit, revision - 1), opened_at), "return", pk, "open", 1)
        for pk, campaign, unit, revision, opened_at in rows
    ]
    yield from sorted(acts, key=lambda act: act.at)


def hazards(tables: Tables) -> Iterator[Act]:
    for pk, sequence, move, at in lines(tables, "hazards", "HistoryEntry", "hazard"):
        yield Act(at, "hazard", pk, move, sequence)


def returns(tables: Tables) -> Iterator[Act]:
    """A return of before the feed may have been filled without a line of history, so the versions
    are counted back from the one it has."""
    now = dict(tables.rows("reports", "Return").values_list("pk", "version"))
    entries = tables.rows("reports", "ReturnEntry").values_list("of", flat=True)
    written = Counter(entries.iterator())
    for pk, sequence, move, at in lines(tables, "reports", "ReturnEntry", "of"):
        yield Act(at, "return", pk, move, max(now[pk] - written[pk] + sequence, 1))


def samples(tables: Tables) -> Iterator[Act]:
    for pk, _sequence, move, at in lines(tables, "rechecks", "SampleEntry", "sample"):
        yield Act(at, "sample", pk, move)


def activities(tables: Tables) -> Iterator[Act]:
    for pk, _sequence, move, at in lines(tables, "activities", "ActivityEntry", "activity"):
        yield Act(at, "activity", pk, move)


def lines(tables: Tables, room: str, model: str, about: str) -> Iterator[tuple[Any, ...]]:
    rows = tables.rows(room, model).order_by("pk")
    return rows.values_list(about, "sequence", "move", "at").iterator(chunk_size=AT_ONCE)
