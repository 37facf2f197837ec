"""Samples of closed hazards, what was drawn, and what was seen on site."""

from rechecks.history import Assignment, SampleEntry
from rechecks.results import Result
from rechecks.samples import Frame, Sample, SampledHazard

__all__ = ["Assignment", "Frame", "Result", "Sample", "SampleEntry", "SampledHazard"]
