"""A city to measure on: up to a million hazards in five thousand units, a year of them.

Rows in bulk, as only a generator of test data may write them; such as the services would have
written: gapless numbers, chained history, deadlines told in it.
"""

import hashlib
import json
import time
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.utils import timezone

from benchmarks.ledgers import bulk
from benchmarks.ledgers.district import appoint, count_the_rows
from benchmarks.ledgers.lives import FAULTS, PLACES
from hazards.models import Category, Hazard, HistoryEntry, NumberSeries, Source
from hazards.search.searchable import SEARCHED, text_from
from hazards.tally import compaction
from organizations.models import Placement, Unit
from organizations.services import ALWAYS
from organizations.units import STEP
from records.chain import START
from workflow.deadlines import day_of

CENTRAL_SCHOOLS, SCHOOLS_EACH, DIRECT_UNITS = 199, 24, 24  # with the bureau 5,000 units
DAYS = 360
AT_ONCE = 20_000
WAYS = {
    "reported": (),
    "assigned": ("assign",),
    "rectified": ("assign", "rectify"),
    "closed": ("assign", "rectify", "close"),
    "reopened": ("assign", "rectify", "close", "reopen"),
    "dismissed": ("dismiss",),
}
SHARES = {"reported": 3, "assigned": 10, "rectified": 5, "closed": 74, "reopened": 2}
SHARES |= {"dismissed": 6}
AFTER = {"assign": "assigned", "rectify": "rectified", "close": "closed", "reopen": "assigned"}
AFTER |= {"dismiss": "dismissed"}


def fill(hazards: int) -> dict[str, float]:
    """Fill an empty ledger; how many seconds the rows, their indexes and the tally took."""
    started = time.monotonic()
    units = found_the_city()
    people = appoint(units)
    with bulk.without_indexes(Hazard), bulk.without_indexes(HistoryEntry):
        running: dict[tuple[int, int], int] = {}
        for lives in chunks(planned(hazards, units, people, running)):
            bulk.write(Hazard, (hazard for hazard, _ in lives))
            bulk.write(HistoryEntry, (entry for _, entries in lives for entry in entries))
    number(running)
    rows_in = time.monotonic()
    compaction.rebuild()
    count_the_rows()
    return {"rows": rows_in - started, "tally": time.monotonic() - rows_in}


def found_the_city() -> list[Unit]:
    """In bulk: 5,000 units one by one would take a minute."""
    bureau = Unit(pk=1, code="JZ0000", name="市教育局", kind="bureau")
    units = [bureau]

    def found(name: str, kind: str, parent: Unit) -> Unit:
        pk = len(units) + 1
        units.append(Unit(pk=pk, code=f"JZ{pk:04d}", name=f"{name}{pk}", kind=kind, parent=parent))
        return units[-1]

    for _ in range(CENTRAL_SCHOOLS):
        central = found("中心学校", "central_school", bureau)
        for _ in range(SCHOOLS_EACH):
            found("小学", "school", central)
    for _ in range(DIRECT_UNITS):
        found("直属学校", "direct_unit", bureau)
    for unit in units:
        unit.path = (unit.parent.path if unit.parent else "") + str(unit.pk).zfill(STEP)
    Unit.objects.bulk_create(units, batch_size=500)
    Placement.objects.bulk_create(
        (Placement(unit=u, parent=u.parent, path=u.path, since=ALWAYS) for u in units),
        batch_size=500,
    )
    return units


Life = tuple[dict[str, Any], list[dict[str, Any]]]


def chunks(lives: Iterator[Life]) -> Iterator[list[Life]]:
    while some := list(islice(lives, AT_ONCE)):
        yield some


def planned(hazards: int, units: list[Unit], people, running) -> Iterator[Life]:
    """One life after the other, in the order they were reported, over all units but the bureau."""
    chance = Random(2021)
    ways = [way for way, share in SHARES.items() for _ in range(share)]
    kinds, sources = dict(Category.objects.values_list("pk", "label")), list(Source.values)
    first, step = timezone.now() - timedelta(days=DAYS), timedelta(days=DAYS) / hazards
    for place in range(hazards):
        unit, at = units[1 + place % (len(units) - 1)], first + place * step
        year = day_of(at).year
        running[unit.pk, year] = running.get((unit.pk, year), 0) + 1
        told = {
            "id": uuid.UUID(int=chance.getrandbits(128), version=4),
            "number": f"{year}-{unit.code}-{running[unit.pk, year]:04d}",
            "unit_id": unit.pk,
            "category_id": chance.choice(list(kinds)),
            "source": chance.choice(sources),
            "severity": "major" if chance.random() < 0.02 else "general",
            "place": chance.choice(PLACES),
            "description": chance.choice(FAULTS),
        }
        named = {"unit": unit.name, "category": kinds[told["category_id"]]}
        told["searchable"] = text_from(told.get(name, "") for name in SEARCHED)
        who = {role: people[unit.pk, role].pk for role in ("inspector", "responsible", "officer")}
        yield lived(told, chance.choice(ways), at, who, chance, named)


def lived(told: dict[str, Any], way: str, at: datetime, who: dict[str, int], chance, named) -> Life:
    told |= {"state": "reported", "reporter_id": who["inspector"], "reported_at": at}
    told |= {"found_on": day_of(at), "report_digest": told["id"].hex * 2, "attempts": 1}
    reported = facts_of(told, named)
    entries = [entry(told["id"], None, "report", "reported", at, who["inspector"], reported)]
    for move in WAYS[way]:
        at = min(at + timedelta(hours=chance.expovariate(1 / 60)), timezone.now())
        facts = changed(told, move, at, who)
        by = who["responsible"] if move == "rectify" else who["officer"]
        entries.append(entry(told["id"], entries[-1], move, AFTER[move], at, by, facts))
        told["state"] = AFTER[move]
    return told | {"version": len(entries), "entered_at": at}, entries


def facts_of(told: dict[str, Any], named: dict[str, str]) -> dict[str, Any]:
    """What history says of a report (`hazards.services.reporting.told_of`)."""
    links = {n: {"id": str(told[f"{n}_id"]), "name": name} for n, name in named.items()}
    words = ("number", "place", "description", "severity", "source", "report_digest")
    said = {name: told[name] for name in words} | {"found_on": told["found_on"].isoformat()}
    return links | said | {"is_violation": False, "was_found_by_bureau": False}


def changed(told: dict[str, Any], move: str, at: datetime, who) -> dict[str, Any]:
    """What a move writes on the row; what it tells history."""
    due_on = day_of(at) + timedelta(days=10)
    if move == "assign":
        told |= {"responsible_id": who["responsible"], "assigned_at": at, "measures": "清走堆物"}
        told |= {"due_on": due_on, "original_due_on": due_on}
        responsible = {"id": str(who["responsible"]), "name": ""}
        return {"due_on": due_on.isoformat(), "measures": "清走堆物", "responsible": responsible}
    elif move == "rectify":
        told |= {"rectified_by_id": who["responsible"], "rectified_at": at, "funds_spent": 120}
        told["measures_taken"] = "已清走"
        return {"funds_spent": "120", "measures_taken": "已清走"}
    elif move == "close":
        told |= {"closed_by_id": who["officer"], "closed_at": at, "first_closed_on": day_of(at)}
    elif move == "reopen":
        if (day_of(at) - told["first_closed_on"]).days <= 30:
            told["fell_back_on"] = told["first_closed_on"]
        told |= {"closed_by_id": None, "closed_at": None, "due_on": due_on, "attempts": 2}
        told |= {"rectified_by_id": None, "rectified_at": None}
        return {"due_on": due_on.isoformat(), "reason": "又堵上了"}
    else:
        told |= {"outcome": "not_a_hazard", "dismissed_at": at}
        return {"outcome": "not_a_hazard", "reason": "不是隐患"}
    return {}


def entry(pk, last, move, after, at, by, facts) -> dict[str, Any]:
    told = {
        "hazard_id": pk,
        "sequence": last["sequence"] + 1 if last else 1,
        "at": at,
        "by_id": by,
        "move": move,
        "before": last["after"] if last else "",
        "after": after,
        "attempt": 2 if move == "reopen" else 1,
        "note": "",
        "facts": facts,
        "previous_digest": last["digest"] if last else START,
    }
    said = [str(pk), *list(told.values())[1:2], at.timestamp(), by, move, told["before"], after]
    said += [told["attempt"], "", facts, told["previous_digest"]]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return told | {"digest": hashlib.sha256(text.encode()).hexdigest()}


def number(running: dict[tuple[int, int], int]) -> None:
    rows = (NumberSeries(unit_id=u, year=y, last=n) for (u, y), n in running.items())
    NumberSeries.objects.bulk_create(rows, batch_size=500)
