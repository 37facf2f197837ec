"""Everything that can be done to rounds, checklists and outings. There is no other way."""

from inspections.services.amending import amend
from inspections.services.checklists import add_line, end_line, load, switch
from inspections.services.outings import go_out
from inspections.services.reminding import remind
from inspections.services.rounds import (
    attach,
    finish,
    keep_answers,
    record_refusal,
    sign,
    start,
)

__all__ = [
    "add_line",
    "amend",
    "attach",
    "end_line",
    "finish",
    "go_out",
    "keep_answers",
    "load",
    "record_refusal",
    "remind",
    "sign",
    "start",
    "switch",
]
