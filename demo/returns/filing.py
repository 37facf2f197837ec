"""The returns of one campaign as a plan: who writes, hands in, reviews, and when."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from django.utils import timezone

from demo import days
from demo.activities import Logbook
from demo.district import District
from demo.hazards.stories import Step, Story
from demo.people import Staff
from demo.returns import answers
from demo.returns.campaigns import Drive
from demo.texts import returns as texts
from organizations.models import Role, Unit, User

Kind = Unit.Kind
SEED = 2021
WRITTEN = timedelta(minutes=35)  # before it is handed in
CHOSEN = timedelta(minutes=15)
SHARE_WITH_SUMMARY = 0.3


class Act(NamedTuple):
    """One act on the return of `unit`: `verb` is the name of a service, `given` what it is told."""

    at: datetime
    drive: Drive
    unit: Unit
    verb: str
    by: User
    given: dict[str, Any]


class Filing:
    """Plans act after act; each unit has its own source of chance, so that one changes no other."""

    def __init__(self, drive: Drive, district: District, staff: Staff, stories: Iterable[Story]):
        self.drive, self.district, self.staff = drive, district, staff
        self.found = found_in(drive, stories)
        self.auditor = staff[district.bureau.code, Role.AUDITOR]
        self.chances: dict[str, Random] = {}
        self.acts: list[Act] = []
        self.logbook = Logbook(drive.activities[0])
        self.do(drive.opened_at, "open_campaign", district.bureau, self.auditor, **drive.given())

    # --- Who and where ---

    @property
    def centrals(self) -> list[Unit]:
        return [unit for unit in self.district.units if unit.kind == Kind.CENTRAL_SCHOOL]

    @property
    def direct_units(self) -> list[Unit]:
        return [unit for unit in self.district.units if unit.kind == Kind.DIRECT_UNIT]

    def schools_of(self, central: Unit) -> list[Unit]:
        return [unit for unit in self.district.units if unit.parent_id == central.pk]

    @property
    def schools(self) -> list[Unit]:
        return [school for central in self.centrals for school in self.schools_of(central)]

    def officer(self, unit: Unit) -> User:
        return self.staff.get((unit.code, Role.OFFICER), self.auditor)

    def above(self, unit: Unit) -> User:
        return self.officer(unit.parent) if unit.parent else self.auditor

    def chance(self, unit: Unit) -> Random:
        seed = f"{SEED}/{self.drive.key}/{unit.code}"
        return self.chances.setdefault(unit.code, Random(seed))

    # --- When ---

    def morning(self, unit: Unit, day: date) -> datetime:
        return days.moment(day, self.chance(unit).randrange(9 * 60, 14 * 60))

    def afternoon(self, unit: Unit, day: date) -> datetime:
        """Later than any morning."""
        return days.moment(day, self.chance(unit).randrange(14 * 60 + 30, 17 * 60 + 30))

    # --- Acts ---

    def do(self, at: datetime, verb: str, unit: Unit, by: User, **given: Any) -> None:
        self.acts.append(Act(at, self.drive, unit, verb, by, given))

    def write(self, unit: Unit, at: datetime, part: float = 1, **said: Any) -> None:
        """Fill in the blanks, or the first part of them; `said` is answered differently."""
        every = answers.typed(self.chance(unit), unit) | said
        told = dict(list(every.items())[: round(len(every) * part)])
        values = self.logbook.record(self.chance(unit), unit, self.officer(unit), told, at)
        header = {"contact_phone": texts.PHONE}
        summary = self.summary(unit) if part == 1 else ""
        self.do(at, "fill", unit, self.officer(unit), values=values, header=header, summary=summary)

    def only_record(self, unit: Unit, at: datetime, part: float) -> None:
        """What was done stands in the records, and nobody has opened the return yet."""
        every = answers.typed(self.chance(unit), unit)
        told = dict(list(every.items())[: round(len(every) * part)])
        self.logbook.record(self.chance(unit), unit, self.officer(unit), told, at)

    def summary(self, unit: Unit) -> str:
        named = {"unit": unit.name}
        if unit.kind == Kind.CENTRAL_SCHOOL:
            return texts.CENTRAL_SUMMARY.format(**named)
        is_shown = unit in self.district[1:] or unit.kind == Kind.DIRECT_UNIT
        if not is_shown and self.chance(unit).random() > SHARE_WITH_SUMMARY:
            return ""
        return self.chance(unit).choice(texts.SUMMARIES).format(**named)

    def found_before(self, unit: Unit, at: datetime) -> list[Step]:
        return [step for step in self.found.get(unit.code, ()) if step.at < at]

    def prepare(self, unit: Unit, at: datetime, **said: Any) -> None:
        """Everything that is ready when it is handed in."""
        self.write(unit, at - WRITTEN, **said)
        if any(step.shots for step in self.found_before(unit, at - CHOSEN)):
            self.do(at - CHOSEN, "choose_photos", unit, self.officer(unit), most=self.drive.photos)

    def submit(self, unit: Unit, at: datetime) -> None:
        self.do(at, "submit", unit, self.officer(unit))

    def accept(self, unit: Unit, day: date) -> None:
        self.do(self.afternoon(unit, day), "accept", unit, self.above(unit))

    def hand_in(self, unit: Unit, day: date, **said: Any) -> None:
        at = self.morning(unit, day)
        self.prepare(unit, at, **said)
        self.submit(unit, at)

    def complete(self, unit: Unit, day: date, **said: Any) -> None:
        """Handed in and accepted, both on that day."""
        self.hand_in(unit, day, **said)
        self.accept(unit, day)

    def adjust(self, unit: Unit, at: datetime, code: str, by_how_much: int, reason: str) -> None:
        by = self.officer(unit)
        self.do(at, "adjust", unit, by, code=code, by_how_much=by_how_much, reason=reason)

    def send_back(self, unit: Unit, day: date, reason: str) -> None:
        self.do(self.afternoon(unit, day), "return_", unit, self.above(unit), reason=reason)


def found_in(drive: Drive, stories: Iterable[Story]) -> dict[str, list[Step]]:
    """The reports that fall into the campaign's hazard window, by the code of their unit."""
    first, last = drive.hazards
    found: dict[str, list[Step]] = {}
    for story in stories:
        report = story.steps[0]
        if first <= timezone.localdate(report.at) <= last:
            found.setdefault(story.troupe.unit.code, []).append(report)
    return found
