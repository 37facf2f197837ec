"""Every paper of one hazard, by the name it has in an address."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from hazards.models import Hazard
from papers.document import Document
from papers.hazards import case_file
from papers.hazards.notices import review_opinion, standing_review, supervision_notice
from workflow import policy
from workflow.states import State


class HazardPaper(NamedTuple):
    """`write` takes the hazard and who asks; `is_there` says when a page offers it; an issued one
    takes a number and is for those who may issue it."""

    title: Any
    write: Callable[[Hazard, Any], Document]
    is_there: Callable[[Hazard], bool]
    is_issued: bool = False


def opinion(hazard: Hazard, by) -> Document:
    return review_opinion(hazard, by=by).paper


def supervision(hazard: Hazard, by) -> Document:
    return supervision_notice(hazard, by=by).paper


def was_reviewed(hazard: Hazard) -> bool:
    came_back = hazard.state == State.ASSIGNED and hazard.attempts > 1
    return hazard.is_closed or (came_back and standing_review(hazard) is not None)


def is_listed(hazard: Hazard) -> bool:
    return any(listing.delisted_on is None for listing in hazard.supervisions.all())


PAPERS = {
    "closing-certificate": HazardPaper(
        _("Closing certificate"),
        lambda hazard, by: case_file.paper(hazard, "closing-certificate"),
        lambda hazard: hazard.is_closed,
    ),
    "case-file": HazardPaper(
        _("Case file"), lambda hazard, by: case_file.paper(hazard, "case-file"), lambda hazard: True
    ),
    "review-opinion": HazardPaper(_("Review opinion"), opinion, was_reviewed, True),
    "supervision-notice": HazardPaper(_("Supervision notice"), supervision, is_listed, True),
}


def offered(hazard: Hazard, reader) -> dict[str, HazardPaper]:
    """What a page has a button for."""
    issues = policy.issues_papers_to(reader, hazard.unit)
    return {
        name: paper
        for name, paper in PAPERS.items()
        if paper.is_there(hazard) and (issues or not paper.is_issued)
    }
