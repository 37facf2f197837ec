"""Issued papers as rows of a page: each with those of its hazards that are in sight."""

from collections.abc import Iterable

from hazards.models import Hazard
from papers.issued import IssuedPaper, hazards_in_sight

FIRST = 3  # hazards of a paper that are named before a tap


class Line:
    """`hidden` says how many hazards of it are out of the reader's sight by now."""

    def __init__(self, paper: IssuedPaper, seen: set) -> None:
        self.paper = paper
        about: list[Hazard] = list(paper.hazards.all())
        named = [hazard for hazard in about if hazard.pk in seen]
        self.first, self.rest = named[:FIRST], named[FIRST:]
        self.hidden, self.is_of_a_period = len(about) - len(named), not about


def lines(papers: Iterable[IssuedPaper], reader) -> list[Line]:
    """The rows of one page; one query says which hazards of all of them are in sight."""
    shown = list(papers)
    seen = hazards_in_sight(shown, reader)
    return [Line(paper, seen) for paper in shown]
