"""The plan of the demo's hazards: which were found where and when, and what became of them.

Most belong to the year before today, some to the Safety Production Month of 2021.
"""

from collections.abc import Iterable
from datetime import date, datetime
from random import Random

from django.utils import timezone

from demo import days, texts
from demo.district import District
from demo.hazards import fitting, plots, today
from demo.hazards.plots import Plot
from demo.hazards.stories import Step, Story, Troupe, troupe_of
from demo.people import Staff
from demo.returns import campaigns
from demo.texts.finding import Finding
from organizations.models import Unit

SEED = 2021
YEAR = 365
OF_2021, AT_LEAST = 0.1, 5
FIRST_WEEK = (date(2021, 6, 7), date(2021, 6, 11))
LAST_WEEK = (date(2021, 6, 28), date(2021, 7, 2))
FORTNIGHT = (date(2021, 6, 7), date(2021, 6, 18))
MOST = 0.6  # early enough to be in the figures of the 28th
# The last one is found when the school's return is frozen already, and shows as changed since.
THEIRS_OF_2021 = (
    ("school", plots.on_spot, FIRST_WEEK),
    ("school_b", plots.on_a_tip, FIRST_WEEK),
    ("direct", plots.violation, FIRST_WEEK),
    ("central", plots.on_a_tip, FIRST_WEEK),
    ("school", plots.plain, LAST_WEEK),
)
# The README's people have more in their lists than others.
BUSY = {"school": 9.0, "school_b": 5.0, "direct": 5.0}
KINDS = {Unit.Kind.CENTRAL_SCHOOL: 0.5, Unit.Kind.TEACHING_POINT: 0.6, Unit.Kind.DIRECT_UNIT: 1.5}


class Year:
    """Plans stories; each has its own source of chance, so that one more changes no other."""

    def __init__(self, district: District, staff: Staff, now: datetime):
        self.now, self.today = now, timezone.localdate(now)
        self.troupes = {
            unit.code: troupe_of(unit, district.bureau, staff) for unit in district.units[1:]
        }
        self.busy = {getattr(district, where).code: weight for where, weight in BUSY.items()}
        self.district = district
        self.begun = 0

    def stories(self, count: int) -> list[Story]:
        waiting = today.waiting(self.begin, self.now)[:count]
        rest = count - len(waiting)
        past = min(rest, max(AT_LEAST, round(count * OF_2021)))
        rng = Random(SEED)
        year = self._anywhere(rng, self._ages(rng, rest - past))
        return [*waiting, *year, *self._of_2021(past)]

    def _anywhere(self, rng: Random, ages: Iterable[int]) -> list[Story]:
        """Found so many days ago, the oldest first; a duplicate is one of the story before it."""
        latest: dict[str, Story] = {}
        told: list[Story] = []
        for age in ages:
            troupe = rng.choices(list(self.troupes.values()), self._weights())[0]
            story = self._ordinary(troupe, age, latest.get(troupe.unit.code))
            latest[troupe.unit.code] = story
            told.append(story)
        return told

    def _of_2021(self, count: int) -> list[Story]:
        """The units of the demo people first, so that even a small demo has something there."""
        rng = Random(f"{SEED}/2021")
        told = [
            self._ordinary(
                self._troupe(where), rng.choices(*self._school_days(week))[0], None, plot
            )
            for where, plot, week in THEIRS_OF_2021[:count]
        ]
        rest = count - len(told)
        early = rng.choices(*self._school_days(FORTNIGHT), k=round(rest * MOST))
        later = rng.choices(*self._school_days(campaigns.HAZARDS), k=rest - len(early))
        return [*told, *self._anywhere(rng, sorted(early + later, reverse=True))]

    def _school_days(self, window: tuple[date, date]) -> tuple[list[int], list[float]]:
        last, first = ((self.today - day).days for day in window)
        return days.school_days(self.today, first, last)

    def begin(self, where: str, category: str, position: int, age: int) -> Story:
        finding = texts.FINDINGS[category][position]
        return self._begin(self._troupe(where), category, finding, age)

    def _troupe(self, where: str) -> Troupe:
        return self.troupes[getattr(self.district, where).code]

    def _begin(self, troupe: Troupe, category: str, finding: Finding, age: int) -> Story:
        self.begun += 1
        rng = Random(f"{SEED}/{self.begun}")
        at = days.working_hour(rng, days.ago(self.today, age))
        places = fitting.places(finding, troupe.unit)
        place = rng.choice(places)
        return Story(rng, self.begun, troupe, category, finding, self.today, age, at, place=place)

    def _ordinary(
        self, troupe: Troupe, age: int, earlier: Story | None, plot: Plot | None = None
    ) -> Story:
        rng = Random(f"{SEED}/{self.begun}/plot")
        plot = plot or _plot(rng, age)
        category, finding = fitting.finding(rng, troupe.unit, plot)
        story = self._begin(troupe, category, finding, age)
        story.earlier = earlier
        plot(story)
        midnight = days.moment(self.today, 0)
        story.steps = [step for step in story.steps if step.at < midnight]
        return story

    def _ages(self, rng: Random, count: int) -> list[int]:
        """How many days ago each was found, the oldest first; the last weeks count double."""
        recent = round(count * 0.14)
        spans = ((recent, 1, 20), (count - recent, 1, YEAR))
        ages: list[int] = []
        for share, first, last in spans:
            ages += rng.choices(*days.school_days(self.today, first, last), k=share)
        return sorted(ages, reverse=True)

    def _weights(self) -> list[float]:
        return [
            self.busy.get(code, KINDS.get(Unit.Kind(troupe.unit.kind), 1.0))
            for code, troupe in self.troupes.items()
        ]


def _plot(rng: Random, age: int) -> Plot:
    roll = rng.random()
    if roll < 0.03:
        return plots.major
    if roll < 0.12 and 12 <= age <= 80:
        return plots.forgotten
    if roll < 0.2 and 5 <= age <= 25:
        return plots.unreviewed
    return rng.choices(list(plots.ORDINARY), list(plots.ORDINARY.values()))[0]


def steps_of(stories: Iterable[Story]) -> list[Step]:
    return [step for story in stories for step in story.steps]
