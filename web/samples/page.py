"""A sample as its pages show it: rows with their pictures, and estimates in words."""

from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import cached_property

from rechecks.models import Result, SampledHazard
from web.hazards.album import Album, Picture
from workflow import policy


class Verdict(NamedTuple):
    """A result with its pictures."""

    result: Result
    pictures: list[Picture]


def verdicts(sampled: SampledHazard) -> list[Verdict]:
    """All there were, the one that counts last."""
    results = sampled.results.all()
    return [Verdict(one, [Picture(photo) for photo in one.photos.all()]) for one in results]


class SampledRow:
    """One drawn hazard as `reader` sees it."""

    def __init__(self, sampled: SampledHazard, reader) -> None:
        self.sampled, self.hazard, self.reader = sampled, sampled.hazard, reader
        self.url = reverse("web:sampled", args=[sampled.sample_id, sampled.position])
        told = verdicts(sampled)
        self.verdict, self.earlier = (told[-1] if told else None), told[:-1]

    @property
    def stands_reopened(self) -> bool:
        """Is the last verdict that it holds, and was it put back to work by an earlier one?"""
        is_ours = any(one.result for one in self.sampled.reopenings)
        return is_ours and self.sampled.is_corrected_to_hold

    @property
    def given_before(self):
        """Whom it was given to besides the one it is with, oldest first."""
        return list(self.sampled.assignments.all())[:-1]

    @cached_property
    def album(self) -> Album:
        return Album(self.hazard)

    @property
    def may_record(self) -> bool:
        return policy.records_recheck(self.sampled, self.reader)

    @property
    def is_audited(self) -> bool:
        return policy.draws_samples_of(self.reader, self.sampled.sample.unit)

    @property
    def may_assign(self) -> bool:
        return self.is_audited and not self.verdict

    @property
    def may_reopen(self) -> bool:
        is_theirs = policy.is_above_the_unit(self.hazard, self.reader)
        return is_theirs and self.sampled.is_to_be_reopened


def sampled_rows(rows: Iterable[SampledHazard], reader) -> list[SampledRow]:
    return [SampledRow(sampled, reader) for sampled in rows]
