"""The demo's campaigns: that of the notice, one running around today, and the monthly form."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from demo import days

# The windows of the notice of 4 June 2021.
OPENED_ON = date(2021, 6, 4)
ACTIVITIES = (date(2021, 6, 1), date(2021, 6, 30))
HAZARDS = (date(2021, 6, 5), date(2021, 7, 5))
DUE_ON = date(2021, 6, 28)
MONTHLY_DUE = 5  # the day of the month
EIGHT = 8 * 60  # before anybody reports


class Drive(NamedTuple):
    """A campaign as a plan; `form` is the code of its template. Windows include their last day.
    `key` seeds what chance decides, so that every year's demo goes alike."""

    key: str
    title: str
    form: str
    opened_at: datetime
    activities: tuple[date, date]
    hazards: tuple[date, date]
    due_on: date
    photos: int = 3

    def given(self) -> dict[str, Any]:
        """What the service is told that opens it."""
        return {
            "title": self.title,
            "activity_from": self.activities[0],
            "activity_through": self.activities[1],
            "hazards_from": self.hazards[0],
            "hazards_through": self.hazards[1],
            "due_on": self.due_on,
            "photos_wanted": self.photos,
        }


def of_the_notice() -> Drive:
    return Drive(
        "notice",
        "2021年“安全生产月”",
        "safety-month",
        days.moment(OPENED_ON, 10 * 60),
        ACTIVITIES,
        HAZARDS,
        DUE_ON,
    )


def around(today: date) -> Drive:
    """Half over, with some days left to report."""
    begun = days.ago(today, 20)
    return Drive(
        "running",
        f"{begun.year}年安全隐患排查整治专项行动",
        "safety-month",
        days.moment(days.school_day(today, 20), EIGHT),
        (begun, today + timedelta(days=10)),
        (begun, today + timedelta(days=15)),
        today + timedelta(days=4),
    )


def monthly(today: date) -> Drive:
    """From January to the end of the last month that was over when the form was asked for."""
    opened_on = days.school_day(today, 2)
    last = opened_on.replace(day=1) - timedelta(days=1)
    first = last.replace(month=1, day=1)
    months = "1月" if last.month == 1 else f"1月至{last.month}月"
    return Drive(
        "monthly",
        f"{last.year}年{months}隐患排查治理月报",
        "monthly",
        days.moment(opened_on, EIGHT),
        (first, last),
        (first, last),
        monthly_due(today),
        photos=0,
    )


def monthly_due(today: date) -> date:
    """The 5th where it is near; otherwise whoever has not reported has two days left."""
    near = (today + timedelta(days=n) for n in range(1, 6))
    return next((day for day in near if day.day == MONTHLY_DUE), today + timedelta(days=2))
