"""What the moves and actions of a hazard ask for, by the names their bodies know them under."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workflow.deadlines import usual_deadline
from workflow.declarations import fields
from workflow.states import Level, Outcome, Stage, State


def is_major(hazard: Any) -> bool:
    return hazard.is_major


def is_ordinary(hazard: Any) -> bool:
    return not hazard.is_major


def has_no_deadline(hazard: Any) -> bool:
    return not hazard.due_on


def lacks_a_clause(hazard: Any) -> bool:
    return hazard.is_major and not hazard.clause_id


def is_repaired_elsewhere(hazard: Any) -> bool:
    """What is being repaired changes hands together with who repairs it."""
    return hazard.state == State.ASSIGNED and hazard.open_transfer is not None


def usual_day(hazard: Any) -> date:
    return usual_deadline(hazard.severity)


REASON = fields.Text(name="reason", label=_("Reason"))
WHY_NOT_RIGHT = fields.Text(
    name="reason", label=_("Reason"), example=_("What is still not right, and how it should be")
)
WHY_THEIRS = fields.Text(name="reason", label=_("Reason"), example=_("Why it is theirs to see to"))
REASON_IF_ANY = fields.Text(name="reason", label=_("Reason"), is_optional=fields.always)
NOTE = fields.Text(name="note", label=_("What you saw"), is_optional=fields.always)

RESPONSIBLE = fields.Person(
    name="responsible",
    label=_("Responsible person"),
    proposed=lambda hazard: hazard.responsible_id,
    proposes_one=True,
    told_as=_("given to %(told)s"),
)
NEW_RESPONSIBLE = fields.Person(
    name="responsible", label=_("New responsible person"), told_as=_("given to %(told)s")
)
RESPONSIBLE_THERE = fields.Person(
    name="responsible",
    label=_("Responsible person"),
    at=lambda hazard: hazard.open_transfer.to_unit,
    asked=is_repaired_elsewhere,
    proposes_one=True,
    told_as=_("given to %(told)s"),
)
DUE_ON = fields.Day(
    name="due_on",
    label=_("Deadline"),
    ahead=True,
    proposed=usual_day,
    told_as=_("due %(told)s"),
)
FIRST_DUE_ON = fields.Day(
    name="due_on",
    label=_("Deadline"),
    ahead=True,
    asked=has_no_deadline,
    proposed=usual_day,
    told_as=_("due %(told)s"),
)
NEW_DUE_ON = fields.Day(
    name="due_on",
    label=_("New deadline"),
    ahead=True,
    proposed=usual_day,
    told_as=_("due %(told)s"),
)
UNTIL = fields.Day(name="until", label=_("New deadline"), ahead=True, told_as=_("until %(told)s"))
MEASURES = fields.Text(
    name="measures", label=_("Measures"), example=_("What to do, and what to watch meanwhile")
)
NEW_MEASURES = fields.Text(name="measures", label=_("New measures"))
SAFE_MEANWHILE = fields.Text(
    name="measures",
    label=_("Interim measures"),
    example=_("Fenced off, switched off, someone on guard …"),
)
INTERIM_MEASURES = fields.Text(
    name="interim_measures",
    label=_("Interim measures"),
    example=_("How people are kept safe until it is fixed"),
    told_as=_("meanwhile: %(told)s"),
)
FUNDS = fields.Money(
    name="funds", label=_("Funds"), is_optional=is_ordinary, told_as=_("funds %(told)s")
)
CONTINGENCY = fields.Text(
    name="contingency",
    label=_("Contingency plan"),
    asked=is_major,
    told_as=_("contingency plan: %(told)s"),
)
CLAUSE = fields.ClauseInForce(name="clause", label=_("Clause"), asked=lacks_a_clause)
DONE = _("What was done (one sentence)")
FOR_EXAMPLE = _("For example: desks moved to the store, a no-parking line drawn")
MEASURES_TAKEN = fields.Text(name="measures_taken", label=DONE, example=FOR_EXAMPLE)
MEASURES_TAKEN_IF_ANY = fields.Text(
    name="measures_taken", label=DONE, example=FOR_EXAMPLE, is_optional=fields.always
)
FUNDS_SPENT = fields.Money(
    name="funds_spent",
    label=_("What it cost"),
    proposed=lambda hazard: Decimal(0),
    told_as=_("cost %(told)s"),
)
BEFORE_PHOTOS = fields.Photos(name="photos", label=Stage.BEFORE.label, stage=Stage.BEFORE)
AFTER_PHOTOS = fields.Photos(name="photos", label=_("After-photos"), stage=Stage.AFTER)
REVIEW_PHOTOS = fields.Photos(name="photos", label=_("On-site review photos"), stage=Stage.REVIEW)
RECHECK_PHOTOS = fields.Photos(name="photos", label=_("On-site photos"), stage=Stage.RECHECK)
OUTCOME = fields.Choice(
    name="outcome", label=_("Outcome"), choices=Outcome, told_as=_("outcome: %(told)s")
)
DUPLICATE_OF = fields.AnotherHazard(
    name="duplicate_of",
    label=_("Number of the other hazard"),
    told_as=_("duplicate of %(told)s"),
)
TRANSFERRED_TO = fields.ShortText(
    name="transferred_to",
    label=_("Transferred to"),
    longest=120,
    told_as=_("transferred to %(told)s"),
)
LEVEL = fields.Choice(name="level", label=_("Level"), choices=Level, told_as=_("level: %(told)s"))
DOCUMENT_NUMBER = fields.ShortText(
    name="document_number",
    label=_("Document number"),
    longest=60,
    told_as=_("document %(told)s"),
)
LISTING_DEADLINE = fields.Day(
    name="deadline",
    label=_("Deadline of the listing"),
    ahead=True,
    told_as=_("to be settled by %(told)s"),
)
DELISTED_ON = fields.Day(
    name="delisted_on",
    label=_("Delisted on"),
    proposed=lambda hazard: timezone.localdate(),
    told_as=_("delisted on %(told)s"),
)
UNIT = fields.AnotherUnit(name="unit", label=_("The unit it belongs to"))
