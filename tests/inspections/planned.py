"""What tests of rounds share: lists switched on for everybody, and days gone through one by one."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import time_machine
from django.utils import timezone

from inspections import planning
from inspections.lines import OK, lines_of
from inspections.models import Round, Switch
from inspections.tally.folding import fold

ZONE = ZoneInfo("Asia/Shanghai")
TUESDAY = date(2021, 6, 1)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), ZONE)


def on(day: date):
    """As if it were noon of that day."""
    return time_machine.travel(noon(day), tick=False)


def switched(unit, *codes: str, by, since: date = TUESDAY, is_on: bool = True) -> None:
    for code in codes:
        told = {"unit": unit, "code": code, "since": since, "is_on": is_on}
        Switch.objects.create(**told, by=by, at=timezone.now())


def gone_through(first: date, last: date) -> None:
    """Each day is planned, and the counts are folded."""
    for n in range((last - first).days + 1):
        with on(first + timedelta(days=n)):
            planning.plan(first + timedelta(days=n))
            planning.lift()
            fold()


def all_ok(one: Round) -> dict[str, tuple[str, str]]:
    return {line.key: (OK, "") for line in lines_of(one)}
