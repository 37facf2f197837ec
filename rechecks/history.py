"""What happened to a sample, in order: it was drawn, and its hazards were given to people to look
at again. What they saw is told by the history of each hazard."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from rechecks.samples import Sample, SampledHazard, person
from records.chain import ChainedEntry
from records.facts import as_fact
from records.permanence import Permanent, WrittenOnce
from workflow.actions import OF_A_SAMPLE

# What the first line says of the sample, by its columns; the rows by a digest of their own.
ASKED_FOR = ("unit", "found_from", "found_to", "size", "seed", "is_seed_given", "weights")
COUNTED = ("ordinal", "frame_size", "frame_digest", "branches")
OF_A_ROW = (
    *("position", "hazard_id", "unit_id", "branch_id", "reasons", "weight", "probability"),
    *("rectified_by_id", "rectified_for_id", "closed_by_id", "closed_at"),
)


class SampleEntry(ChainedEntry):
    """One act in the life of a sample."""

    about = "sample"
    law = OF_A_SAMPLE

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="history")

    class Meta:
        ordering = ["sample", "sequence"]
        verbose_name = _("history entry of a sample")
        verbose_name_plural = _("history entries of samples")
        constraints = [
            models.UniqueConstraint(fields=["sample", "sequence"], name="one_line_of_sample"),
        ]


class Assignment(Permanent):
    """Who was given a hazard, by whom and when; the last of a row's is the one its `rechecker`
    stands for."""

    sampled = models.ForeignKey(SampledHazard, models.PROTECT, related_name="assignments")
    rechecker = person(_("re-checker"))
    by = person(_("assigned by"))
    at = models.DateTimeField(_("given at"))

    objects = WrittenOnce.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("re-check assignment")
        verbose_name_plural = _("re-check assignments")

    def __str__(self) -> str:
        return f"{self.sampled_id} → {self.rechecker}"


def told_of(sample: Sample, rows: Iterable[SampledHazard]) -> dict[str, Any]:
    """What the line of its drawing says of a sample and of the `rows` that came up."""
    said = {name: as_fact(getattr(sample, name)) for name in (*ASKED_FOR, *COUNTED)}
    said["unit"] = sample.unit_id
    return {**said, "drawn": digest_of(rows)}


def digest_of(rows: Iterable[SampledHazard]) -> str:
    """SHA-256 over everything that was drawn, in the order it came up."""
    ordered = sorted(rows, key=lambda row: row.position)
    drawn = [[as_fact(getattr(row, name)) for name in OF_A_ROW] for row in ordered]
    return hashlib.sha256(json.dumps(drawn).encode()).hexdigest()
