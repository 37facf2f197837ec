"""Checklists, who has them switched on, rounds with their history, and what is counted of them."""

from inspections.models.checklists import Checklist, OwnLine, Switch
from inspections.models.counts import Change, Clockwork, SumCount, UnitCount
from inspections.models.rounds import (
    Draft,
    Finding,
    Outing,
    OutingMember,
    Round,
    RoundEntry,
    UnitSignature,
)

__all__ = [
    "Change",
    "Checklist",
    "Clockwork",
    "Draft",
    "Finding",
    "Outing",
    "OutingMember",
    "OwnLine",
    "Round",
    "RoundEntry",
    "SumCount",
    "Switch",
    "UnitCount",
    "UnitSignature",
]
