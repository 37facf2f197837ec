"""When things happen in the demo year: school days, busy months, working hours."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

# Safety Production Month and the start of term bring many checks, the holidays few.
BUSY_MONTHS = {2: 0.5, 3: 1.2, 5: 1.2, 6: 2.0, 7: 0.5, 8: 0.5, 9: 1.7, 11: 1.1}


def school_days(today: date, first: int, last: int) -> tuple[list[int], list[float]]:
    """The school days from `first` to `last` days ago, each with its weight."""
    ago = [n for n in range(first, last + 1) if (today - timedelta(days=n)).weekday() < 5]
    return ago, [BUSY_MONTHS.get((today - timedelta(days=n)).month, 1.0) for n in ago]


def moment(day: date, minutes: int) -> datetime:
    """So many minutes after midnight on a day of the district."""
    midnight = datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())
    return midnight + timedelta(minutes=minutes)


def working_hour(rng: Random, day: date) -> datetime:
    return moment(day, rng.randrange(8 * 60, 17 * 60 + 30))


def later(rng: Random, at: datetime, least: float, most: float) -> datetime:
    """A working hour between so many days after `at`, on a school day, always later than it."""
    day = timezone.localdate(at) + timedelta(days=round(rng.uniform(least, most)))
    day += timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
    then = working_hour(rng, day)
    return then if then > at else at + timedelta(minutes=rng.randrange(12, 100))


def ago(today: date, number: int) -> date:
    return today - timedelta(days=number)


def school_day(today: date, number: int) -> date:
    """The last school day at least so many days ago."""
    day = ago(today, number)
    return day - timedelta(days=max(0, day.weekday() - 4))
