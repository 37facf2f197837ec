"""A district to measure on: a few thousand hazards in all states, the same at every run.

It writes rows in bulk, which only a generator of test data may do; the rows are such as the
services would have written: gapless numbers, chained history, evidence where the law asks for it.
"""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from itertools import count, cycle, islice
from random import Random
from typing import Any

from django.db import connection
from django.utils import timezone

from benchmarks.ledgers import lives
from benchmarks.ledgers.known import known
from hazards.models import Category, Hazard, HistoryEntry, NumberSeries, Photo
from hazards.tally import compaction
from organizations.models import Membership, Role, Unit, User
from organizations.services import found_unit

CENTRAL_SCHOOLS, SCHOOLS_EACH, DIRECT_UNITS = 26, 8, 20
ROLES = (Role.OFFICER, Role.RESPONSIBLE, Role.INSPECTOR)
# What share of the hazards stands where; the rest is closed.
SHARES = {"reported": 10, "assigned": 15, "rectified": 10, "dismissed": 3}
STATES = [state for state, share in SHARES.items() for _ in range(share)]
STATES += ["closed"] * (100 - len(STATES))


def fill(hazards: int, waiting: int) -> dict[str, Any]:
    """Fill an empty ledger; `waiting` more hazards wait for each move that is measured.

    Returns what a client needs to know: tokens, a session, ids.
    """
    chance = Random(2021)
    units = found_the_district()
    people = appoint(units)
    schools = [unit for unit in units if unit.kind == Unit.Kind.SCHOOL]
    under_first = schools[:SCHOOLS_EACH]
    plan = list(zip(islice(cycle(units[1:]), hazards), cycle(STATES), strict=False))
    plan += [
        (unit, state)
        for state in ("reported", "rectified")
        for unit in islice(cycle(under_first), waiting)
    ]
    chance.shuffle(plan)
    write(list(lives_of(plan, people, chance)))
    compaction.rebuild()
    count_the_rows()
    return known(units, people, under_first)


def found_the_district() -> list[Unit]:
    """The bureau first; 26 central schools with their schools, and the direct units."""
    kind = Unit.Kind
    bureau = found_unit("JZ000", "区教育局", kind.BUREAU)
    units, running = [bureau], count(1)

    def found(name: str, of_kind: str, parent: Unit) -> Unit:
        number = next(running)
        units.append(found_unit(f"JZ{number:03d}", f"{name}{number}", of_kind, parent))
        return units[-1]

    for _ in range(CENTRAL_SCHOOLS):
        central = found("中心学校", kind.CENTRAL_SCHOOL, bureau)
        for _ in range(SCHOOLS_EACH):
            found("小学", kind.SCHOOL, central)
    for _ in range(DIRECT_UNITS):
        found("直属学校", kind.DIRECT_UNIT, bureau)
    return units


def appoint(units: list[Unit]) -> dict[tuple[int, str], User]:
    """Three people at every unit and an auditor at the bureau; nobody has a password."""
    posts = [(unit, role) for unit in units for role in ROLES]
    posts.append((units[0], Role.AUDITOR))
    users = User.objects.bulk_create(
        User(username=f"{role}.{unit.code}", name=f"{unit.name}{role.label}", password="!")
        for unit, role in posts
    )
    memberships = [
        Membership(user=user, unit=unit, role=role)
        for user, (unit, role) in zip(users, posts, strict=True)
    ]
    Membership.objects.bulk_create(memberships)
    return {(m.unit_id, m.role): m.user for m in memberships}


def lives_of(plan, people, chance: Random) -> Iterator[lives.Life]:
    """One life after the other, in the order they were reported."""
    categories = list(Category.objects.all())
    now = timezone.now().replace(microsecond=0)
    step = timedelta(days=300) / len(plan)
    series: dict[tuple[int, int], Iterator[int]] = {}
    for place, (unit, state) in enumerate(plan):
        at = now - timedelta(days=301) + place * step
        year = timezone.localdate(at).year
        running = next(series.setdefault((unit.pk, year), count(1)))
        yield lives.life(
            pk=uuid.UUID(int=chance.getrandbits(128), version=4),
            number=f"{year}-{unit.code}-{running:04d}",
            unit=unit,
            category=chance.choice(categories),
            people={role: people[unit.pk, role] for role in ROLES},
            at=at,
            state=state,
            chance=chance,
        )


def write(written: list[lives.Life]) -> None:
    Hazard.objects.bulk_create((life.hazard for life in written), batch_size=500)
    Photo.objects.bulk_create((p for life in written for p in life.photos), batch_size=500)
    entries = (entry for life in written for entry in life.entries)
    HistoryEntry.objects.bulk_create(entries, batch_size=500)
    last: dict[tuple[int, int], int] = {}
    for life in written:
        year, running = int(life.hazard.number[:4]), int(life.hazard.number[-4:])
        last[life.hazard.unit_id, year] = running
    NumberSeries.objects.bulk_create(
        NumberSeries(unit_id=unit, year=year, last=running)
        for (unit, year), running in last.items()
    )


def count_the_rows() -> None:
    """A PostgreSQL that has run for a day has done this by itself; SQLite never does."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
