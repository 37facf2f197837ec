"""Lets the demo's history happen: every step goes through the services, at its own moment."""

import multiprocessing
import os
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from demo import issuing, looking_again, telling
from demo.activities import Deed, Doing
from demo.district import District
from demo.drawing.drawings import take_photo
from demo.hazards.stories import Step, Story
from demo.hazards.year import SEED, Year, steps_of
from demo.issuing import Clerk, Notice
from demo.looking_again import Look, Patrol
from demo.people import Staff
from demo.returns import running, safety_month
from demo.returns.acts import Desk
from demo.returns.filing import Act
from demo.telling import Teller
from hazards import services
from hazards.models import Category, Clause, Extension, Hazard
from hazards.photos.intake import Ingested
from notifications.models import Delivery, Notification

Turn = Step | Act | Deed | Look | Notice | telling.Turn
UNREAD = timedelta(days=7)  # what is older has been read


class Walk:
    """Takes the steps one by one and remembers which hazard each story has become."""

    def __init__(self) -> None:
        self.categories = {category.code: category for category in Category.objects.current()}
        self.clauses = {clause.code: clause for clause in Clause.objects.current()}
        self.hazards: dict[Story, Hazard] = {}
        self.extensions: dict[Story, Extension] = {}
        self.chance = Random(SEED)

    def take(self, step: Step, pictures: Iterator[Ingested]) -> None:
        given = {name: self._real(name, value) for name, value in step.given.items()}
        if step.shots:
            given["photos"] = [self._upload(step, next(pictures)) for _ in step.shots]
        acts: dict[str, Callable[..., Any]] = {
            "report": self._report,
            "request_extension": self._request_extension,
            "grant": self._decide,
            "refuse": self._decide,
        }
        act = acts.get(step.verb, self._act)
        act(step, by=step.by, at=step.at, **given)

    def _act(self, step: Step, **given: Any) -> None:
        getattr(services, step.verb)(self.hazards[step.story], **given)

    def _report(self, step: Step, **given: Any) -> None:
        pk = uuid.UUID(int=self.chance.getrandbits(128), version=4)
        self.hazards[step.story], _ = services.report(id=pk, **given)

    def _request_extension(self, step: Step, **given: Any) -> None:
        hazard = self.hazards[step.story]
        self.extensions[step.story] = services.request_extension(hazard, **given)

    def _decide(self, step: Step, **given: Any) -> None:
        getattr(services, step.verb)(self.extensions[step.story], **given)

    def _upload(self, step: Step, picture: Ingested) -> uuid.UUID:
        taken_at = step.at - timedelta(minutes=self.chance.randrange(2, 30))
        pk = uuid.UUID(int=self.chance.getrandbits(128), version=4)
        services.keep_photo(picture, by=step.by, id=pk, taken_at=taken_at, at=step.at)
        return pk

    def _real(self, name: str, value: Any) -> Any:
        """The record a plan only names."""
        known = {"category": self.categories, "clause": self.clauses, "duplicate_of": self.hazards}
        return known[name][value] if name in known and value is not None else value


def live_through(
    district: District,
    staff: Staff,
    hazards: int,
    now: datetime,
    progress: Callable[[int, int], None],
) -> None:
    """Let so many hazards and the campaigns happen until `now`; all of it, or nothing."""
    steps = everything(district, staff, hazards, now)
    shots = [shot for step in steps if isinstance(step, Step) for shot in step.shots]
    walk = Walk()
    take = takers(walk, district, staff)
    spawn = multiprocessing.get_context("spawn")
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers, mp_context=spawn) as painters, transaction.atomic():
        columns = zip(*shots, strict=True) if shots else ((), (), ())
        pictures = painters.map(take_photo, *columns, chunksize=8)
        for done, step in enumerate(steps, start=1):
            if isinstance(step, Step):
                walk.take(step, pictures)
            else:
                next(takes for kind, takes in take if isinstance(step, kind))(step)
            progress(done, len(steps))
        _settle_the_post(now)


def takers(walk: Walk, district: District, staff: Staff) -> list[tuple[Any, Callable[[Any], None]]]:
    """Who takes which kind of turn, but those of the hazards themselves."""
    return [
        (Act, Desk().take),
        (Deed, Doing([district.school, district.direct]).take),
        (Look, Patrol(district, staff, walk.hazards).take),
        (Notice, Clerk(walk.hazards).take),
        (telling.Turn, Teller(district, staff).take),
    ]


def everything(district: District, staff: Staff, hazards: int, now: datetime) -> list[Turn]:
    """What happened in the district, as it happened; at the same minute the hazards come first, so
    that an officer who looks at the figures finds them there."""
    stories = Year(district, staff, now).stories(hazards)
    today = timezone.localdate(now)
    steps: list[Turn] = [
        *steps_of(stories),
        *safety_month.plan(district, staff, stories),
        *running.plan(district, staff, stories, today),
        *running.plan_monthly(district, staff, stories, today),
        *looking_again.plan(today),
        *telling.plan(now),
        *issuing.plan(district, staff, stories, now),
    ]
    return sorted(steps, key=lambda step: step.at)


def _settle_the_post(now: datetime) -> None:
    """Nobody is mailed about the past, and only the last week's news is still unread."""
    Delivery.objects.under_way().end(Delivery.State.LEFT_OUT, now)
    old = Notification.objects.filter(created_at__lt=now - UNREAD)
    old.update(read_at=F("created_at"))
