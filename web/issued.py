"""Issued papers as rows of a page: each with its hazards, a link to those in sight."""

from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse

from hazards.models import Hazard
from reports.issued import IssuedPaper

FIRST = 3  # hazards of a paper that are named before a tap


class About(NamedTuple):
    """A hazard of a paper; no address where it is out of the reader's sight by now."""

    number: str
    state: str
    url: str


class Line:
    def __init__(self, paper: IssuedPaper, seen: set) -> None:
        self.paper = paper
        hazards = [about(hazard, seen) for hazard in paper.hazards.all()]
        self.first, self.rest = hazards[:FIRST], hazards[FIRST:]


def about(hazard: Hazard, seen: set) -> About:
    url = reverse("web:hazard", args=[hazard.pk]) if hazard.pk in seen else ""
    return About(hazard.number, hazard.state, url)


def lines(papers: Iterable[IssuedPaper], reader) -> list[Line]:
    """The rows of one page; one query says which hazards of all of them are in sight."""
    shown = list(papers)
    keys = {hazard.pk for paper in shown for hazard in paper.hazards.all()}
    seen = Hazard.objects.visible_to(reader).filter(pk__in=keys).values_list("pk", flat=True)
    return [Line(paper, set(seen)) for paper in shown]
