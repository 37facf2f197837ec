"""A sample as somebody may read it: its rows, how far it has come, and what it says."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple

from django.utils import timezone

from organizations.models import Unit
from organizations.unit_life.names import called_then
from rechecks.estimates import Estimate, Looked, estimate
from rechecks.reopenings import read_along
from rechecks.samples import Sample, SampledHazard
from workflow import policy


class Share(NamedTuple):
    """What the sample says of one unit directly below the sample's."""

    unit: Unit
    estimate: Estimate


class Reading:
    """One sample for one reader. Only who audits the unit gets the frame and the estimates; a
    re-checker gets what is theirs to look at."""

    def __init__(self, sample: Sample, user) -> None:
        self.sample, self.user = sample, user
        self.drawn_on = timezone.localdate(sample.drawn_at)
        called_then([sample.unit], self.drawn_on)  # what was drawn keeps the names of its day
        self.is_auditor = policy.draws_samples_of(user, sample.unit)

    @cached_property
    def rows(self) -> list[SampledHazard]:
        return read_along(rows_of(self.sample, self.user))

    @cached_property
    def whole(self) -> Estimate:
        return estimated(self._all, self.sample.frame_size, lambda row: True)

    @cached_property
    def shares(self) -> list[Share]:
        """By the units' codes; one that nothing was drawn of is there, with nothing said."""
        units = list(Unit.objects.filter(pk__in=map(int, self.sample.branches)).in_order())
        called_then(units, self.drawn_on)
        return [Share(unit, self._of(unit)) for unit in units]

    @property
    def passed_over(self) -> list[Share]:
        """Units with closed hazards of which none came up: of them the sample says nothing."""
        return [share for share in self.shares if not share.estimate.drawn]

    @cached_property
    def _all(self) -> list[SampledHazard]:
        """What was drawn, whether or not the reader sees each hazard: an estimate is of all."""
        return list(self.sample.drawn.judged().select_related("unit"))

    def _of(self, unit: Unit) -> Estimate:
        frame = self.sample.branches[str(unit.pk)]
        return estimated(self._all, frame, lambda row: row.branch_id == unit.pk)


def estimated(rows: list[Any], frame: int, is_of: Callable[[SampledHazard], bool]) -> Estimate:
    """`rows` are `judged`; those `is_of` holds for stand for `frame` closures."""
    drawn = [row for row in rows if is_of(row)]
    looked = [
        Looked(row.unit.code, row.probability, not row.verdict)
        for row in drawn
        if row.verdict is not None
    ]
    return estimate(looked, drawn=len(drawn), frame=frame)


def rows_of(sample: Sample, user):
    seen = SampledHazard.objects.visible_to(user).filter(sample=sample).order_by("position")
    people = ("rechecker", "rectified_by", "closed_by")
    known = ("sample__unit", "hazard__unit", "hazard__category", "unit", *people)
    given = ("assignments__rechecker", "assignments__by")
    return seen.select_related(*known).prefetch_related("results__by", "results__photos", *given)
