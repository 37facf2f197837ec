"""The plan of the demo year: which hazards were found where and when, and what became of them."""

from datetime import datetime
from random import Random

from django.utils import timezone

from demo import days, fitting, plots, texts, today
from demo.district import District
from demo.people import Staff
from demo.plots import Plot
from demo.stories import Step, Story, Troupe, troupe_of
from demo.texts.finding import Finding
from organizations.models import Unit

SEED = 2021
YEAR = 365
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
        told = today.waiting(self.begin, self.now)[:count]
        latest: dict[str, Story] = {}
        rng = Random(SEED)
        for age in self._ages(rng, count - len(told)):
            troupe = rng.choices(list(self.troupes.values()), self._weights())[0]
            story = self._ordinary(troupe, age, latest.get(troupe.unit.code))
            latest[troupe.unit.code] = story
            told.append(story)
        return told

    def begin(self, where: str, category: str, position: int, age: int) -> Story:
        unit = getattr(self.district, where)
        finding = texts.FINDINGS[category][position]
        return self._begin(self.troupes[unit.code], category, finding, age)

    def _begin(self, troupe: Troupe, category: str, finding: Finding, age: int) -> Story:
        self.begun += 1
        rng = Random(f"{SEED}/{self.begun}")
        at = days.working_hour(rng, days.ago(self.today, age))
        places = fitting.places(finding, troupe.unit)
        place = rng.choice(places)
        return Story(rng, self.begun, troupe, category, finding, self.today, age, at, place=place)

    def _ordinary(self, troupe: Troupe, age: int, earlier: Story | None) -> Story:
        rng = Random(f"{SEED}/{self.begun}/plot")
        plot = _plot(rng, age)
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


def in_order(stories: list[Story]) -> list[Step]:
    """Everything that happened in the district, as it happened."""
    return sorted((step for story in stories for step in story.steps), key=lambda step: step.at)
