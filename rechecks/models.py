"""Samples of closed hazards, what was drawn, and what was seen on site."""

from rechecks.results import Result
from rechecks.samples import Frame, Sample, SampledHazard

__all__ = ["Frame", "Result", "Sample", "SampledHazard"]
