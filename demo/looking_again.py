"""The bureau looks again at some of what was struck off: one sample, most of it re-checked."""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from django.utils import timezone

from demo import days, texts
from demo.district import District
from demo.drawing.drawings import SHOTS, take_photo
from demo.hazards.stories import Story
from demo.people import Staff
from hazards import services as hazard_services
from hazards.models import Hazard
from organizations.models import Role
from rechecks import services
from rechecks.models import Sample, SampledHazard
from rechecks.sampling_frame import closed_hazards

DRAWN, YEAR = 6, 365  # days ago; the days looked back at
SIZE, LOOKED_AT = 12, 9
FAILS = 4  # the one of these that did not hold, and waits for the auditor
SEED = "2021"


class Look(NamedTuple):
    """One step: the draw, or a hazard looked at."""

    at: datetime
    verb: str


def plan(today) -> list[Look]:
    begun = days.moment(days.school_day(today, DRAWN), 9 * 60)
    visits = (begun + timedelta(days=1 + n // 3, hours=n % 3) for n in range(LOOKED_AT))
    return [Look(begun, "draw"), *(Look(at, "record") for at in visits)]


class Patrol:
    """Takes the steps; `hazards` are those the stories have become so far."""

    def __init__(self, district: District, staff: Staff, hazards: dict[Story, Hazard]) -> None:
        self.unit, self.hazards = district.bureau, hazards
        self.auditor = staff[district.bureau.code, Role.AUDITOR]
        self.inspector = staff[district.bureau.code, Role.INSPECTOR]
        self.chance = Random(f"{SEED}/looking again")
        self.rows: Iterator[tuple[int, SampledHazard]] = iter(())

    def take(self, look: Look) -> None:
        {"draw": self._draw, "record": self._record}[look.verb](look.at)

    def _draw(self, at: datetime) -> None:
        day = timezone.localdate(at)
        period = (day - timedelta(days=YEAR), day + timedelta(days=1))
        size = min(SIZE, closed_hazards(self.auditor, self.unit, *period).count())
        if size:
            sample = self._drawn(size, *period, at)
            people = {"by": self.auditor, "recheckers": [self.inspector]}
            rows = services.share_out(sample, at=at + timedelta(minutes=10), **people)
            self.rows = iter(enumerate(rows, start=1))

    def _drawn(self, size, found_from, found_to, at) -> Sample:
        asked = {"unit": self.unit, "found_from": found_from, "found_to": found_to, "size": size}
        sample, _ = services.draw(by=self.auditor, seed=SEED, id=self._id(), at=at, **asked)
        return sample

    def _record(self, at: datetime) -> None:
        number, row = next(self.rows, (0, None))
        if row is None:
            return
        holds = number != FAILS
        note = "" if holds else self.chance.choice(texts.FOUND_AGAIN)
        photo = self._photo(row, holds, at)
        services.record(row, by=self.inspector, holds=holds, note=note, photos=[photo], at=at)

    def _photo(self, row: SampledHazard, holds: bool, at: datetime) -> uuid.UUID:
        """The place as it is now: put right, or as it was found."""
        story = next(story for story, one in self.hazards.items() if one.pk == row.hazard_id)
        shot = story.spot * SHOTS + SHOTS - 1
        taken = take_photo(story.finding.scene, "recheck" if holds else "before", shot)
        pk = self._id()
        hazard_services.keep_photo(taken, by=self.inspector, id=pk, taken_at=at, at=at)
        return pk

    def _id(self) -> uuid.UUID:
        return uuid.UUID(int=self.chance.getrandbits(128), version=4)
