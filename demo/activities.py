"""What the demo units did: the figures of their month as records, each logged on its day."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from django.utils import timezone

from activities import services
from activities.kinds import EVERY, ActivityKind
from activities.models import Activity
from demo import days
from demo.drawing.drawings import take_photo
from demo.texts import returns as texts
from hazards.services import keep_photo
from organizations.models import Unit, User

SEED = 2021
MOST_RECORDS = 4  # of one kind
MOST_SEEDS = 10_000  # of drawings
DRILL = (1, 3)  # how many a unit holds
NAMES = {"online_class": texts.CLASSES, "outreach": texts.OUTREACH, "drill": texts.DRILLS}
Numbers = dict[str, int]


class Deed(NamedTuple):
    """One record of `unit`; `corrects` says why it takes the place of the last of its kind."""

    at: datetime
    unit: Unit
    by: User
    told: dict[str, Any]
    corrects: str = ""


class Logbook:
    """The records of a campaign's days, planned."""

    def __init__(self, first: date) -> None:
        self.first = first
        self.deeds: list[Deed] = []

    def record(
        self, chance: Random, unit: Unit, by: User, told: dict[str, Any], until: datetime
    ) -> dict[str, Any]:
        """Plan the records that give these figures; answers the figures no record gives."""
        held = school_days(self.first, timezone.localdate(until) - timedelta(days=1))
        rest = dict(told)
        for kind in EVERY:
            fed = {measure: rest.pop(code, None) for measure, code in kind.feeds.items()}
            numbers = {measure: n for measure, n in fed.items() if isinstance(n, int)}
            is_whole = None not in fed.values() or (fed.get("names") is None and not any(numbers))
            if kind.feeds and is_whole and any(numbers.values()):
                self.log(chance, unit, by, kind, numbers, fed.get("names"), held)
        drill = next(kind for kind in EVERY if kind.key == "drill")
        self.log(chance, unit, by, drill, {"sessions": chance.randint(*DRILL)}, None, held)
        return rest

    def log(
        self,
        chance: Random,
        unit: Unit,
        by: User,
        kind: ActivityKind,
        numbers: Numbers,
        name: str | None,
        held: list[date],
    ) -> None:
        for shared in shares(kind, numbers):
            day = chance.choice(held)
            said = name or chance.choice(NAMES.get(kind.key, ("",)))
            at = days.moment(day, chance.randrange(15 * 60, 17 * 60 + 30))
            told = {"kind": kind.key, "day": day, "name": said, **shared}
            self.deeds.append(Deed(at, unit, by, told))

    def mistake(self, unit: Unit, kind: str) -> None:
        """The last record of the kind has a zero too many."""
        place, deed = self._last(unit, kind)
        told = {**deed.told, "people": deed.told["people"] * 10}
        self.deeds[place] = deed._replace(told=told)

    def correct(self, unit: Unit, kind: str, at: datetime, reason: str) -> None:
        _place, deed = self._last(unit, kind)
        told = {"kind": kind, "people": deed.told["people"] // 10}
        self.deeds.append(Deed(at, unit, deed.by, told, reason))

    def _last(self, unit: Unit, kind: str) -> tuple[int, Deed]:
        of_kind = [
            (place, deed)
            for place, deed in enumerate(self.deeds)
            if deed.unit == unit and deed.told["kind"] == kind
        ]
        return max(of_kind, key=lambda one: (one[1].at, one[0]))


def school_days(first: date, last: date) -> list[date]:
    every = [first + timedelta(days=n) for n in range(max(1, (last - first).days + 1))]
    return [day for day in every if day.weekday() < 5] or [first]


def shares(kind: ActivityKind, numbers: Numbers) -> Iterator[Numbers]:
    """The figures as several records that add up to them."""
    sessions, people = numbers.get("sessions", 1), numbers.get("people", 0)
    records = min(sessions, MOST_RECORDS, people or sessions)
    if kind.people is None:
        records = min(records, 2)
    for place in range(records):
        share = {"sessions": part(sessions, records, place)}
        yield share | ({"people": part(people, records, place)} if people else {})


def part(whole: int, parts: int, place: int) -> int:
    """The part in its place; together they are the whole."""
    return whole // parts + (place < whole % parts)


class Doing:
    """Takes the deeds one by one and remembers what each unit logged last of each kind."""

    def __init__(self, photographed: Iterable[Unit] = ()) -> None:
        self.photographed = {unit.pk for unit in photographed}
        self.chance = Random(f"{SEED}/activities")
        self.last: dict[tuple[str, str], Activity] = {}

    def take(self, deed: Deed) -> None:
        key = (deed.unit.code, deed.told["kind"])
        pk = uuid.UUID(int=self.chance.getrandbits(128), version=4)
        told: dict[str, Any] = {"by": deed.by, "at": deed.at, "id": pk, "is_confirmed": True}
        told |= {name: value for name, value in deed.told.items() if value != ""}
        if deed.corrects:
            made, _ = services.supersede(self.last[key], reason=deed.corrects, **told)
        else:
            made, _ = services.log(unit=deed.unit, photos=self._photos(deed, pk), **told)
        self.last[key] = made

    def _photos(self, deed: Deed, pk: uuid.UUID) -> list[uuid.UUID]:
        """Some units keep a picture of their drills; nobody asks for one."""
        if deed.told["kind"] != "drill" or deed.unit.pk not in self.photographed:
            return []
        key = uuid.uuid5(pk, "photo")
        picture = take_photo("playground", "after", pk.int % MOST_SEEDS)
        keep_photo(picture, by=deed.by, id=key, taken_at=deed.at, at=deed.at)
        return [key]
