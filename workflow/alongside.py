"""What may be done beside the state, never as a state: extension, interim control, supervision.

Handbook, section 2, "Beside the state". The original deadline never changes.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workflow import needs, policy
from workflow.needs import Need
from workflow.states import OPEN, Severity, State


class Act(NamedTuple):
    name: str
    label: str | Promise
    states: tuple[State, ...]
    who: Callable[[Any, Any], bool]
    needs: tuple[Need, ...]

    def is_open_to(self, hazard, user) -> bool:
        return hazard.state in self.states and self.who(hazard, user)


def works_on_it(hazard, user) -> bool:
    """Who may rectify it, an officer of the unit or above, or an auditor."""
    return policy.may_rectify(hazard, user) or policy.directs_the_unit(hazard, user)


def decides_extensions(hazard, user) -> bool:
    """General: an officer of the unit or above, or an auditor. Major: an auditor."""
    if hazard.severity == Severity.MAJOR:
        return policy.is_auditor(hazard, user)
    return policy.directs_the_unit(hazard, user)


UNTIL = needs.given("until", _("the new deadline"))
LATER = Need(
    "until_later",
    _("a new deadline after the present one"),
    lambda case: not case.has("until") or case.given["until"] > case.hazard.due_on,
)
UNTIL_AHEAD = Need(
    "until_ahead",
    _("a deadline that has not passed"),
    lambda case: needs.not_past(case, "until"),
)
INTERIM = needs.given("interim_measures", _("interim measures"))
LEVEL = needs.given("level", _("the level"))
DOCUMENT = needs.given("document_number", _("the document number"))
DEADLINE = needs.given("deadline", _("the deadline of the listing"))
NOT_LISTED_YET = Need(
    "not_listed_yet", _("not listed already"), lambda case: not case.evidence.is_listed
)
LISTED = Need("listed", _("a listing to end"), lambda case: case.evidence.is_listed)
DELISTED_BY_NOW = Need(
    "delisted_on",
    _("a day of delisting from the listing up to today"),
    lambda case: (
        not case.has("delisted_on")
        or case.given["delisted_on"] <= timezone.localdate(case.given["at"])
    ),
)

REQUEST_EXTENSION = Act(
    "request_extension",
    _("Request an extension"),
    (State.ASSIGNED,),
    policy.may_rectify,
    (UNTIL, LATER, UNTIL_AHEAD, needs.REASON, INTERIM),
)
GRANT = Act("grant", _("Grant the extension"), (State.ASSIGNED,), decides_extensions, (LATER,))
REFUSE = Act(
    "refuse", _("Refuse the extension"), (State.ASSIGNED,), decides_extensions, (needs.REASON,)
)
CONTROL = Act("control", _("Record an interim control"), OPEN, works_on_it, (needs.MEASURES,))
LIST_FOR_SUPERVISION = Act(
    "list_for_supervision",
    _("List for supervision"),
    OPEN,
    policy.is_auditor,
    (LEVEL, DOCUMENT, DEADLINE, NOT_LISTED_YET),
)
DELIST = Act("delist", _("Delist"), OPEN, policy.is_auditor, (LISTED, DELISTED_BY_NOW))

HOLDS = needs.given("holds", _("whether it still holds"))
FOUND_THERE = Need(
    "note",
    _("what you found there"),
    lambda case: case.given.get("holds") is not False or case.has("note"),
)
RECHECK_PHOTO = Need(
    "recheck_photo", _("an on-site photo of this re-check"), lambda case: case.given["shown"] > 0
)
NEW_DEADLINE = Need(
    "due_on",
    _("the deadline"),
    lambda case: not case.given["reopens"] or case.has("due_on"),
)
RECHECK = Act(
    "recheck",
    _("Re-check"),
    tuple(State),
    policy.may_recheck,
    (HOLDS, RECHECK_PHOTO, FOUND_THERE, NEW_DEADLINE, needs.DUE_ON_AHEAD),
)

# What a hazard's own page offers; a re-check belongs to a sample and is done on the sample's.
ACTS = (REQUEST_EXTENSION, GRANT, REFUSE, CONTROL, LIST_FOR_SUPERVISION, DELIST)
