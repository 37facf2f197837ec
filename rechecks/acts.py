"""What a sample brings to the path of every change (`records.perform`): who looks at what of it.

Nothing else of a sample ever changes, so it has one state and no versions. Each giving is a line of
its history, and an `Assignment` for each hazard.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from organizations.models import User
from rechecks import notifications
from rechecks.history import Assignment, SampleEntry
from rechecks.samples import Sample, SampledHazard
from records.kinds import Kind, Performing
from workflow.actions import OF_A_SAMPLE
from workflow.errors import Lack

Given = dict[SampledHazard, User]
DRAWN = "drawn"  # the one state a sample is in


class Samples(Kind):
    """`context` are the sampled hazards that are given, locked, with whom each is given to."""

    called = "sample"
    forbidden = _("Re-checkers are named by an auditor.")

    def rows(self):
        """One who gives after the other, so that the lines of history have no gap."""
        return Sample.objects.select_for_update(of=("self",)).select_related("unit")

    def state_of(self, record: Sample) -> str:
        return DRAWN

    def save(self, record: Sample) -> None:
        """The sample stays as it was drawn; its rows are written by the body."""

    def entry(self, record: Sample, **line: Any) -> SampleEntry:
        return SampleEntry.append(record, **line)

    def lacks(self, doing: Performing) -> list[Lack]:
        return doing.values["lacking"]

    def follow(self, doing: Performing, entry: SampleEntry) -> None:
        given: Given = doing.context or {}
        Assignment.objects.bulk_create(
            Assignment(sampled=row, rechecker=person, by=doing.by, at=doing.at)
            for row, person in given.items()
        )
        notifications.tell_recheckers(doing.record, given.values(), by=doing.by, at=doing.at)


SAMPLES = Samples(Sample, OF_A_SAMPLE)
