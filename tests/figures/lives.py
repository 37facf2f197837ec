"""Lives of hazards on given days, walked through the services."""

from datetime import date, datetime, time

from django.utils import timezone

from figures.statistics import figures
from hazards import services
from hazards.models import Hazard
from hazards.tally.compaction import fold
from tests.cast import Cast


def moment(day: date, at: time = time(12)) -> datetime:
    return datetime.combine(day, at, timezone.get_default_timezone())


def june(day: int) -> date:
    return date(2021, 6, day)


class Lives:
    """`lives.closed(found=june(1), due=june(10), on=june(9))`"""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def found(self, on: date, **given) -> Hazard:
        return self.cast.reported(at=moment(on), **given)

    def assigned(self, found: date, due: date, **given) -> Hazard:
        hazard = self.found(found, **given)
        return self.cast.assigned(hazard, by=self.cast.auditor, at=moment(found), due_on=due)

    def rectified(self, found: date, due: date, on: date, **given) -> Hazard:
        hazard = self.assigned(found, due, **given)
        return self.cast.rectified(hazard, at=moment(on, time(8)))

    def closed(self, found: date, due: date, on: date, at: time = time(12), **given) -> Hazard:
        hazard = self.rectified(found, due, found, **given)
        return self.cast.closed(hazard, at=moment(on, at))

    def reopened(self, hazard: Hazard, on: date, due: date) -> Hazard:
        told = {"reason": "又堵上了", "due_on": due, "at": moment(on)}
        return services.reopen(hazard, by=self.cast.auditor, **told)

    def asked(self, **told) -> dict:
        """The answer, which folding what has happened does not change."""
        answer = figures(self.cast.auditor, **told)
        fold()
        again = figures(self.cast.auditor, **told)
        assert {**again, "as_of": answer["as_of"]} == answer
        return answer


def fraction(rate: dict) -> tuple[int, int]:
    return rate["numerator"], rate["denominator"]
