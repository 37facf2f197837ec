"""What a move of a return needs besides the right state and the right person (handbook, 4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from workflow.errors import Lack
from workflow.needs import Need, Told, given, missing


@dataclass(frozen=True)
class Findings:
    """What the figures say before a move: `gaps` keep the return from being submitted, one for
    each blank; `is_nil` tells whether there is nothing at all to report."""

    gaps: Sequence[Lack] = ()
    is_nil: bool = False


NO_FINDINGS = Findings()


@dataclass(frozen=True)
class ReturnCase(Told):
    """A return, what the person has given with the move, and what its figures say."""

    one: Any
    given: Mapping[str, Any] = field(default_factory=dict)
    findings: Findings = NO_FINDINGS


REASON = given("reason", _("a reason"))
COMPLETE = Need(
    "complete",
    _("every blank filled, and no figure that contradicts another"),
    lambda case: not case.findings.gaps,
)
NOTHING_TO_REPORT = Need(
    "nothing_to_report",
    _("nothing to report: all figures are 0"),
    lambda case: case.findings.is_nil,
)


def lacks(needs: Sequence[Need], case: ReturnCase) -> list[Lack]:
    """Everything missing, blank by blank where a blank is what is missing."""
    unmet = missing(needs, case)
    gaps = list(case.findings.gaps) if COMPLETE in unmet else []
    return [*gaps, *(need.lack() for need in unmet if need is not COMPLETE)]
