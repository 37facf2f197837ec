"""Eight movers at once, a folder beside them, and units that move: nothing is counted twice.

`MOVES=10000` in the environment lets them do as many acts together; it takes some minutes.
"""

import os
from contextlib import suppress
from random import Random

import pytest
from django.utils import timezone

from hazards import services
from hazards.models import Category, Hazard, HistoryEntry
from hazards.tally.check import faults
from hazards.tally.compaction import fold
from organizations.models import Unit
from organizations.services import move_unit
from tests.base.together import PATIENCE, at_once
from tests.figures.recounts import EVERY_WAY, agree
from workflow.errors import WorkflowError

pytestmark = pytest.mark.django_db(transaction=True)
MOVERS = 8
ACTS = int(os.environ.get("MOVES", 240)) // MOVERS
A_FOLD = 5  # acts of each mover


class Mover:
    """Somebody who does one act after the other, each on any hazard of the district."""

    def __init__(self, cast, seed: int) -> None:
        self.cast, self.dice = cast, Random(seed)

    def __call__(self) -> None:
        for _ in range(ACTS):
            with suppress(WorkflowError):  # the law said no, or somebody was faster
                self.dice.choice((self.report, self.move, self.move))()

    def report(self) -> None:
        place = self.dice.choice(("school", "school_2", "school_b", "direct"))
        services.report(
            by=self.cast.auditor,
            unit=self.cast.units[place],
            category=Category.objects.get(code="management"),
            place=self.dice.choice(("一层", "二层")),
            description="没有值班记录",
            source=self.dice.choice(("tip", "self_check")),
        )

    def move(self) -> None:
        there = Hazard.objects.values_list("pk", flat=True).order_by("number")
        if there:
            hazard = Hazard.objects.get(pk=self.dice.choice(there))
            getattr(self, hazard.state)(hazard)

    def reported(self, hazard) -> None:
        by, photos = self.cast.auditor, [self.cast.photo(self.cast.auditor)]
        services.fix_on_spot(hazard, by=by, photos=photos, funds_spent=self.dice.choice((0, 7)))

    def rectified(self, hazard) -> None:
        if self.dice.random() < 0.3:
            told = {"reason": "再改", "due_on": timezone.localdate()}
            services.send_back(hazard, by=self.cast.auditor, **told)
        else:
            services.close(hazard, by=self.cast["officer@central"])

    def assigned(self, hazard) -> None:
        photos = [self.cast.photo(self.cast.auditor)]
        told = {"by": hazard.responsible or self.cast.auditor, "measures_taken": "补记"}
        services.rectify(hazard, photos=photos, **told)

    def closed(self, hazard) -> None:
        told = {"reason": "又缺", "due_on": timezone.localdate()}
        services.reopen(hazard, by=self.cast.auditor, **told)


def folding() -> None:
    for _ in range(ACTS // A_FOLD):
        fold()


def moving(cast) -> None:
    for place in ("central_b", "central") * (ACTS // A_FOLD // 4) + ("central_b",):
        under = Unit.objects.get(pk=cast.units[place].pk)
        move_unit(cast.school, under=under, since=timezone.localdate())


def test_random_moves_at_once_leave_the_tally_what_rows_and_history_say(cast):
    movers = [Mover(cast, seed) for seed in range(MOVERS)]
    at_once(*movers, folding, lambda: moving(cast), patience=PATIENCE + ACTS)
    assert HistoryEntry.objects.count() > MOVERS * ACTS / 2
    for _ in range(2):
        for by in EVERY_WAY:
            agree(cast.auditor, by)
        for place in ("central", "central_b"):
            agree(cast.auditor, "unit", unit=Unit.objects.get(pk=cast.units[place].pk))
        fold()
    assert list(faults()) == []
