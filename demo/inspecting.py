"""The demo district inspects: some townships each month, one every day, and the bureau once.

Only some months are gone through, so that a first start stays quick.
"""

import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from deadlines.models import Period
from demo import days
from demo.district import District
from demo.people import Staff
from hazards.models import Hazard
from inspections import planning, services
from inspections.lines import OK, lines_of
from inspections.models import Clockwork, Round
from inspections.tally.folding import fold
from organizations.models import Membership, Role, Unit
from organizations.people import StaffPost
from papers.inspections.record import inspection_record

SEED = "2021/inspecting"
JUNE = (date(2021, 6, 1), date(2021, 6, 30))
MONTHLY, DAILY = "fire_monthly", "fire_daily"
MISSED, LATE, EARLIEST = 0.03, 0.05, 12  # shares of the rounds; the day of a month they are done on
DAYS_BACK = 14  # of daily patrols, to today
TOWNSHIPS = 7
HUNTS = 40  # schools that looked for hazards around themselves in the safety month
WORKED_HOURS = (8 * 60, 16 * 60)


def inspect(district: District, staff: Staff, now: datetime) -> "Inspecting":
    """All but the monthly rounds of the last month. Before anything is handed in, so that what
    returns count was there by then; `finish_the_month` comes after the hazards."""
    one = Inspecting(district, staff, now)
    one.begin()
    return one


class Inspecting:
    def __init__(self, district: District, staff: Staff, now: datetime) -> None:
        self.district, self.staff, self.now = district, staff, now
        self.today, self.chance = timezone.localdate(now), Random(SEED)
        self.auditor = staff[district.bureau.code, Role.AUDITOR]

    def begin(self) -> None:
        self.enter_terms()
        self.name_a_post()
        for day in (*within(*JUNE), *self.lately()):
            planning.plan(day)
        rounds = Round.objects.planned().for_list().order_by("opens_on", "unit__code", "code")
        self.kept = [one for one in rounds if self.is_of_last_month(one)]
        self.do([one for one in rounds if one not in self.kept], {})
        self.look_around()
        self.go_out()
        Clockwork.objects.update_or_create(pk=1, defaults={"planned_through": self.today})
        fold()

    def enter_terms(self) -> None:
        """And switch the lists on: in June 2021, and again now."""
        for year in {2021, self.today.year - 1, self.today.year}:
            for name, first, last in terms_of(year):
                told = {"kind": Period.Kind.TERM, "name": name, "first_on": first, "last_on": last}
                Period.objects.create(unit=self.district.bureau, **told)
        for is_on, eve in [
            (True, JUNE[0] - timedelta(days=1)),
            (False, JUNE[1]),
            (True, self.first_month() - timedelta(days=1)),
        ]:
            at, told = days.moment(eve, 600), {"is_on": is_on, "by": self.auditor}
            services.switch(self.district.central, DAILY, at=at, **told)
            for unit in self.monthly():
                services.switch(unit, MONTHLY, at=at, **told)

    def monthly(self) -> list[Unit]:
        """The townships that do it so far, and the direct unit of the demo people."""
        central = [u for u in self.district.units if u.kind == Unit.Kind.CENTRAL_SCHOOL]
        return [*central[:TOWNSHIPS], self.district.direct]

    def name_a_post(self) -> None:
        inspector = self.staff[self.district.school.code, Role.INSPECTOR]
        Membership.objects.filter(user=inspector).update(post=StaffPost.SAFETY_OFFICER)

    def first_month(self) -> date:
        """Two whole months before this one."""
        months = self.today.year * 12 + self.today.month - 3
        return date(months // 12, months % 12 + 1, 1)

    def lately(self) -> Iterator[date]:
        """Every day of the last weeks, and the first days of the months before."""
        start = self.today - timedelta(days=DAYS_BACK)
        for day in within(self.first_month(), self.today):
            if day.day == 1 or day >= start:
                yield day

    # --- Rounds ----------------------------------------------------------------------------

    def finish_the_month(self) -> None:
        self.do(self.kept, self.found_by_month())
        fold()

    def is_of_last_month(self, one: Round) -> bool:
        this_month = self.today.replace(day=1)
        return one.code == MONTHLY and one.last_on == this_month - timedelta(days=1)

    def do(self, rounds: list[Round], found: dict[tuple[int, int, int], Hazard]) -> None:
        for one in rounds:
            if one.last_on is not None and (done_on := self.day_of(one)):
                hazard = found.pop((one.unit_id, done_on.year, done_on.month), None)
                self.finish(one, done_on, hazard if one.code == MONTHLY else None)

    def day_of(self, one: Round) -> date | None:
        """None where it was missed, or is still to be done."""
        last_on: Any = one.last_on
        chance = self.chance.random()
        if chance < MISSED or last_on == self.today:
            return None
        if one.code == DAILY:
            return one.opens_on
        day = last_on.replace(day=self.chance.randrange(EARLIEST, last_on.day))
        if chance < MISSED + LATE:
            day = last_on + timedelta(days=2)
        return day if day < self.today and day <= one.late_until else None

    def finish(self, one: Round, day: date, hazard: Hazard | None) -> None:
        """By the inspector of the unit, at an hour of work."""
        at = days.moment(day, self.chance.randrange(*WORKED_HOURS))
        answers: dict[str, Any] = {line.key: (OK, "") for line in lines_of(one)}
        found = [("hydrants", hazard)] if hazard else []
        if hazard:
            answers["hydrants"] = ("hazard", "")
        by = self.staff[one.unit.code, Role.INSPECTOR]
        services.finish(one, by=by, answers=answers, found=found, at=at)

    def found_by_month(self) -> dict[tuple[int, int, int], Hazard]:
        """One hazard about fire that a unit found itself in a month; the first one."""
        told: dict[tuple[int, int, int], Hazard] = {}
        fire = Hazard.objects.filter(category__code="fire", was_found_by_bureau=False)
        for hazard in fire.order_by("found_on", "pk"):
            key = (hazard.unit_id, hazard.found_on.year, hazard.found_on.month)
            told.setdefault(key, hazard)
        return told

    def look_around(self) -> None:
        """查找身边隐患 of the safety month."""
        # Some teaching points hand in that there was nothing at all.
        others = (Unit.Kind.BUREAU, Unit.Kind.CENTRAL_SCHOOL, Unit.Kind.TEACHING_POINT)
        schools = [unit for unit in self.district.units if unit.kind not in others]
        for unit in schools[:HUNTS]:
            day = days.school_day(JUNE[1], self.chance.randrange(4, 24))
            at = days.moment(day, self.chance.randrange(*WORKED_HOURS))
            by = self.staff[unit.code, Role.INSPECTOR]
            key = uuid.uuid5(uuid.NAMESPACE_OID, f"{SEED}/hunt/{unit.code}")
            one, _is_new = services.start(by=by, unit=unit, kind="hunt", day=day, at=at, id=key)
            services.finish(one, by=by, at=at + timedelta(minutes=40))

    def go_out(self) -> None:
        """The bureau at three schools: one signs, one refuses, one is still to be visited."""
        inspector = self.staff[self.district.bureau.code, Role.INSPECTOR]
        at = days.moment(days.school_day(self.today, 3), 9 * 60)
        schools = [self.district.school, self.district.school_b, self.district.direct]
        told = {"title": "冬春火灾防控检查", "others": "消防专家", "members": [self.auditor]}
        outing = services.go_out(by=inspector, units=schools, at=at, **told)
        for n, visit in enumerate(outing.visits.for_list().order_by("unit__code")[:2]):
            finished = at + timedelta(hours=n + 1)
            services.finish(visit, by=inspector, at=finished)
            if n:
                told_why = {"reason": "认为通道占用不属本校"}
                services.record_refusal(visit, by=inspector, at=finished, **told_why)
            else:
                officer = self.staff[visit.unit.code, Role.OFFICER]
                services.sign(visit, by=officer, at=finished + timedelta(minutes=5))
            visited = Round.objects.for_list().get(pk=visit.pk)
            inspection_record(visited, by=inspector, at=finished + timedelta(minutes=10))


def within(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def terms_of(year: int) -> Iterator[tuple[str, date, date]]:
    yield f"{year}年春季学期（演示）", date(year, 2, 22), date(year, 7, 9)
    yield f"{year}年秋季学期（演示）", date(year, 9, 1), date(year + 1, 1, 20)
