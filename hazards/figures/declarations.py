"""What a figure is: its name in the API and in filters, what it counts, and its words."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from operator import or_

from django.db.models import Q
from django.utils.functional import Promise

from hazards.figures.rules import Rule

Words = str | Promise
LAST = 99  # the line of the board under which its parts stand
OFFICIAL, BESIDE = 1, 2  # rows of the board's tiles: the rates of the official talk, the others


@dataclass(frozen=True, eq=False)  # its words are lazy, and hash otherwise in every language
class Count:
    """How many hazards found in the period meet `counts`: a condition, a rule, or several rules of
    which no hazard meets two at once. `label` is said where its rows are listed, `definition` where
    it is counted.

    `part_of` names the dictionary of the answer it stands in, under `part`; else it stands by
    itself. `line` is its place among the board's further figures, 0 for none.
    """

    key: str
    counts: Q | Rule | tuple[Rule, ...]
    label: Words
    definition: Words = ""
    part_of: str = ""
    part: str = ""
    line: int = 0

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        if isinstance(self.counts, tuple):
            return self.counts
        return (self.counts if isinstance(self.counts, Rule) else Rule(self.counts),)

    @cached_property
    def has_column(self) -> bool:
        """Whether the tally keeps a column under its key; else it is summed from what the tally
        tells apart anyway."""
        return any(rule.needs_column for rule in self.rules)

    def at(self, day: date) -> Q:
        return reduce(or_, (rule.at(day) for rule in self.rules))


@dataclass(frozen=True, eq=False)
class Money:
    """What was spent on the hazards found in the period that meet `where`, told in 万元; the tally
    keeps it in `column`, in hundredths of a yuan."""

    key: str
    where: Q
    column: str

    @cached_property
    def rule(self) -> Rule:
        return Rule(self.where)


@dataclass(frozen=True, eq=False)
class Event:
    """How often a move was made in the period, whenever the hazard was found."""

    key: str
    move: str
    label: Words
    definition: Words


@dataclass(frozen=True, eq=False)
class Rate:
    """One count divided by another, each by its key. `row` is the row of the board's tiles it
    stands in (`OFFICIAL`, `BESIDE`); the summary of a period prints it unless told otherwise."""

    key: str
    numerator: str
    denominator: str
    label: Words
    definition: Words
    row: int
    is_in_summary: bool = True
