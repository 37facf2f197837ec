"""The campaign around today and the monthly form: under way, with a task for each demo person."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from demo import days
from demo.activities import Deed
from demo.returns import campaigns
from demo.returns.filing import SEED, Act, Filing
from demo.texts import returns as texts
from organizations.models import Unit

READY = slice(2, None, 4)  # the central schools that have summed up: every other one waits
# How far the others have come, in proportion.
SCHOOLS = {"complete": 40, "hand_in": 14, "half": 16, "sent_back": 3, "not_begun": 27}
DIRECT_UNITS = {"complete": 6, "hand_in": 3, "half": 4, "not_begun": 6}
CENTRALS = {"half": 1, "not_begun": 2}
SAID = timedelta(minutes=5)  # before it is handed in
NOT_ALL = 0.8  # of what is done stands in the records of a unit whose return nobody has begun
MONTHLY = {"schools": 14, "direct_units": 4, "accepted": 8}


class Days:
    """The days of the plan, all of them past: units report, and then central schools sum up."""

    def __init__(self, today: date):
        self.sum_up = days.school_day(today, 1)
        number = (today - self.sum_up).days
        ago, _ = days.school_days(today, number + 1, 13)
        self.report = [days.ago(today, n) for n in ago]


class Running:
    def __init__(self, filing: Filing, today: date):
        self.filing, self.days, self.district = filing, Days(today), filing.district

    def plan(self) -> list[Act | Deed]:
        self.report_to_the_readers_central_school()
        for central in self.filing.centrals[1:]:
            self.under(central)
        starred, *others = self.filing.direct_units[1:]
        self.star_a_figure(starred)
        for unit in others:
            self.somehow(unit, DIRECT_UNITS)
        self.half(self.district.direct)
        return [*self.filing.logbook.deeds, *self.filing.acts]

    def report_to_the_readers_central_school(self) -> None:
        """Of each kind one, so that whoever reviews them has all there is to do. The school of
        the demo people comes first, and has not begun."""
        acts: list[Callable[[Unit], None]] = [
            self.not_begun,
            self.hand_in,
            self.sent_back,
            self.complete,
            self.complete,
            self.half,
        ]
        schools = self.filing.schools_of(self.district.central)
        for act, school in zip(acts, schools, strict=False):
            act(school)

    def under(self, central: Unit) -> None:
        ready = self.filing.centrals[READY]
        for school in self.filing.schools_of(central):
            if central in ready:
                self.complete(school)
            elif school != self.district.school_b:
                self.somehow(school, SCHOOLS)
        if central not in ready:
            self.somehow(central, CENTRALS)
        elif ready.index(central) % 2:
            self.filing.hand_in(central, self.days.sum_up)
        else:
            self.filing.complete(central, self.days.sum_up)

    def somehow(self, unit: Unit, how: dict[str, int]) -> None:
        name = self.filing.chance(unit).choices(list(how), list(how.values()))[0]
        getattr(self, name)(unit)

    def day(self, unit: Unit) -> date:
        return self.filing.chance(unit).choice(self.days.report)

    # --- How far a unit has come ---

    def complete(self, unit: Unit) -> None:
        self.filing.complete(unit, self.day(unit))

    def hand_in(self, unit: Unit) -> None:
        self.filing.hand_in(unit, self.day(unit))

    def star_a_figure(self, unit: Unit) -> None:
        """Ten times what its peers say, and the unit says why: its reviewer looks twice."""
        at, told = (
            self.filing.morning(unit, self.day(unit)),
            {"code": "school_outreach_participants"},
        )
        self.filing.prepare(unit, at, **{told["code"]: texts.FAR_MORE})
        by = self.filing.officer(unit)
        self.filing.do(at - SAID, "star", unit, by, comment=texts.WHY_FAR_MORE, **told)
        self.filing.submit(unit, at)

    def half(self, unit: Unit) -> None:
        at = self.filing.morning(unit, self.day(unit))
        self.filing.write(unit, at, part=self.filing.chance(unit).uniform(0.25, 0.8))

    def sent_back(self, unit: Unit) -> None:
        day = self.day(unit)
        self.filing.hand_in(unit, day)
        self.filing.send_back(unit, day, texts.ASKED_AGAIN)

    def not_begun(self, unit: Unit) -> None:
        at = self.filing.morning(unit, self.day(unit))
        self.filing.only_record(unit, at, NOT_ALL)


def plan(district, staff, stories, today: date) -> list[Act | Deed]:
    filing = Filing(campaigns.around(today), district, staff, stories)
    return Running(filing, today).plan()


def plan_monthly(district, staff, stories, today: date) -> list[Act]:
    """Every figure is counted, so all there is to do is to hand it in. A few have."""
    filing = Filing(campaigns.monthly(today), district, staff, stories)
    rng = Random(f"{SEED}/{filing.drive.key}")
    opened_on = timezone.localdate(filing.drive.opened_at)
    ago, _ = days.school_days(today, 1, (today - opened_on).days)
    schools = [school for school in filing.schools if school not in district[1:]]
    units = rng.sample(schools, MONTHLY["schools"])
    units += filing.direct_units[1 : 1 + MONTHLY["direct_units"]]
    for place, unit in enumerate(units):
        day = days.ago(today, rng.choice(ago))
        filing.submit(unit, filing.morning(unit, day))
        if place < MONTHLY["accepted"]:
            filing.accept(unit, day)
    return filing.acts
