"""What a sample brings to the path of every change (`records.perform`): who looks at what of it.

Nothing else of a sample ever changes, so it has neither states nor versions; each giving is kept as
an `Assignment`, which is not chained yet.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from organizations.models import User
from rechecks import notifications
from rechecks.assignments import Assignment
from rechecks.samples import Sample, SampledHazard
from records.kinds import Kind, Performing
from workflow.actions import STATELESS_ACTIONS
from workflow.errors import Lack

Given = dict[SampledHazard, User]


class Samples(Kind):
    """`context` are the sampled hazards that are given, locked, with whom each is given to."""

    called = "sample"
    forbidden = _("Re-checkers are named by an auditor.")

    def rows(self):
        return Sample.objects.select_related("unit")

    def state_of(self, record: Sample) -> str:
        return ""

    def save(self, record: Sample) -> None:
        """The sample stays as it was drawn; its rows are written by the body."""

    def entry(self, record: Sample, **line: Any) -> None:
        """The line of a giving is its `Assignment`, one for each hazard."""

    def lacks(self, doing: Performing) -> list[Lack]:
        return doing.values["lacking"]

    def follow(self, doing: Performing, entry: None) -> None:
        given: Given = doing.context
        Assignment.objects.bulk_create(
            Assignment(sampled=row, rechecker=person, by=doing.by, at=doing.at)
            for row, person in given.items()
        )
        notifications.tell_recheckers(doing.record, given.values(), by=doing.by, at=doing.at)


SAMPLES = Samples(Sample, STATELESS_ACTIONS)
