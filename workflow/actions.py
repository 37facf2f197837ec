"""What may be done beside the state, never as a state: extension, interim control, supervision,
transfer to another unit.

Handbook, section 2, "Beside the state". The original deadline never changes.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from organizations.people import Person
from workflow import action_needs as an
from workflow import needs, policy
from workflow.declarations import hazard_fields as f
from workflow.declarations.moves import (
    Action,
    Beginning,
    Declared,
    StatelessAction,
    Tell,
    anybody,
    by_name,
    nobody,
)
from workflow.states import OPEN, State
from workflow.with_the_unit import WITH_THE_UNIT


def works_on_it(hazard: Any, user: Person) -> bool:
    """Who may rectify it, an officer of the unit or above, or an auditor."""
    return policy.may_rectify(hazard, user) or policy.directs_the_unit(hazard, user)


def decides_extensions(hazard: Any, user: Person) -> bool:
    """General: an officer of the unit or above, or an auditor. Major: an auditor."""
    if hazard.is_major:
        return policy.is_auditor(hazard, user)
    return policy.directs_the_unit(hazard, user)


def nobody_has_asked(hazard: Any, user: Person) -> bool:
    """One request at a time."""
    return hazard.open_extension is None


def somebody_else_has_asked(hazard: Any, user: Person) -> bool:
    """Nobody answers their own request."""
    return hazard.open_extension is not None and hazard.open_extension.requested_by_id != user.pk


def is_offered_to_nobody(hazard: Any, user: Person) -> bool:
    """One offer at a time."""
    return hazard.open_transfer is None


def receives_it(hazard: Any, user: Person) -> bool:
    """An officer of the unit it is offered to or above, or an auditor, who did not offer it."""
    offer = hazard.open_transfer
    return (
        offer is not None
        and offer.offered_by_id != user.pk
        and policy.reads_offers_to(offer.to_unit, user)
    )


MAY_CHANGE_HANDS = (State.REPORTED, State.ASSIGNED)  # a repair that is shown is reviewed first

REQUEST_EXTENSION = Action(
    name="request_extension",
    label=_("Request an extension"),
    states=(State.ASSIGNED,),
    who=policy.may_rectify,
    needs=(an.UNTIL, an.LATER, an.UNTIL_AHEAD, needs.REASON, an.INTERIM),
    fields=(f.UNTIL, f.REASON, f.INTERIM_MEASURES),
    says=_("The original deadline does not change."),
    done=_("Asked for. The deadline stays until somebody grants it."),
    tells=(Tell("deciders", gettext_noop("%(by)s asks for more time for “%(title)s”: %(note)s")),),
    offered=nobody_has_asked,
    makes="extension",
    address="extensions",
)
GRANT = Action(
    name="grant",
    label=_("Grant the extension"),
    states=(State.ASSIGNED,),
    who=decides_extensions,
    needs=(an.LATER,),
    says=_("Moves the deadline in force. The original one does not change."),
    goes=pgettext_lazy("button", "Go and answer"),
    done=_("Granted. The deadline in force has moved."),
    tells=(Tell("expected", gettext_noop("More time for “%(title)s”: until %(due_on)s.")),),
    offered=somebody_else_has_asked,
    of="extension",
    sets_deadline=True,
)
REFUSE = Action(
    name="refuse",
    label=_("Refuse the extension"),
    states=(State.ASSIGNED,),
    who=decides_extensions,
    needs=(needs.REASON,),
    fields=(f.REASON,),
    says=_("The deadline stays as it is."),
    done=_("Refused. The deadline stays."),
    tells=(Tell("expected", gettext_noop("No more time for “%(title)s”: %(note)s")),),
    offered=somebody_else_has_asked,
    of="extension",
)
CONTROL = Action(
    name="control",
    label=_("Record an interim control"),
    states=OPEN,
    who=works_on_it,
    needs=(an.SAFE_MEANWHILE,),
    fields=(f.SAFE_MEANWHILE,),
    says=_("Fence off or switch off first; watched until it is put right."),
    done=_("Recorded."),
    tells=(Tell("officers", gettext_noop("Interim control of “%(title)s”: %(note)s")),),
    makes="control",
    address="interim-controls",
)
LIST_FOR_SUPERVISION = Action(
    name="list_for_supervision",
    label=_("List for supervision"),
    states=OPEN,
    who=policy.is_auditor,
    needs=(an.LEVEL, an.DOCUMENT, an.DEADLINE, an.NOT_LISTED_YET),
    fields=(f.LEVEL, f.DOCUMENT_NUMBER, f.LISTING_DEADLINE),
    says=_("A listed hazard cannot be closed before it is delisted."),
    done=_("Listed for supervision."),
    tells=(
        Tell(
            "unit_and_responsible",
            gettext_noop("“%(title)s” is listed for supervision: %(note)s"),
        ),
    ),
)
# The handbook names no condition: a listing may have been a mistake, and a city's or a province's
# ends when they say so. Closing has conditions of its own, and the doors say what is not done yet.
DELIST = Action(
    name="delist",
    label=_("Delist"),
    states=OPEN,
    who=policy.is_auditor,
    needs=(an.LISTED, an.DELISTED_BY_NOW),
    fields=(f.DELISTED_ON,),
    says=_("The listing ends. It can be closed once its repair has been checked."),
    done=_("Delisted."),
    tells=(
        Tell(
            "unit_and_responsible",
            gettext_noop("“%(title)s” is no longer listed for supervision."),
        ),
    ),
)
OFFER_TRANSFER = Action(
    name="offer_transfer",
    label=_("Offer to another unit"),
    states=MAY_CHANGE_HANDS,
    who=policy.directs_the_unit,
    needs=(an.UNIT, an.ANOTHER_UNIT, needs.REASON),
    fields=(f.UNIT, f.WHY_THEIRS),
    says=_("It stays here until somebody there takes it over."),
    done=_("Offered. It stays here until somebody there takes it over."),
    tells=(
        Tell(
            "receivers",
            gettext_noop("%(by)s offers “%(title)s” to %(to_unit)s: %(note)s"),
            about_beside=True,
        ),
    ),
    offered=is_offered_to_nobody,
    makes="transfer",
    address="transfers",
)
ACCEPT_TRANSFER = Action(
    name="accept_transfer",
    label=_("Take it over"),
    states=MAY_CHANGE_HANDS,
    who=receives_it,
    needs=(an.NEW_RESPONSIBLE, an.OF_THE_RECEIVER, an.RECEIVER_IS_OPEN),
    fields=(f.RESPONSIBLE_THERE,),
    says=_(
        "It becomes your unit’s, with its number, deadline, photos and history. "
        "No clock starts again."
    ),
    done=_("Taken over: it is your unit’s now."),
    # Who repairs it now is told what is theirs to do, and not what all others are told.
    tells=(
        Tell(
            "who_repairs_it_now",
            gettext_noop("“%(title)s” is yours to fix by %(due_on)s."),
            kind="assign",
        ),
        Tell(
            "both_sides",
            gettext_noop("%(to_unit)s has taken over “%(title)s”."),
            about_beside=True,
        ),
    ),
    main=anybody,
    offered=nobody,
    of="transfer",
    address="accept",
)
DECLINE_TRANSFER = Action(
    name="decline_transfer",
    label=_("Decline the offer"),
    states=tuple(State),
    who=receives_it,
    needs=(needs.REASON,),
    fields=(f.REASON,),
    says=_("It stays with the unit that offered it."),
    done=_("Declined. It stays where it is."),
    tells=(
        Tell(
            "offerer",
            gettext_noop("%(to_unit)s does not take over “%(title)s”: %(note)s"),
            about_beside=True,
        ),
    ),
    offered=nobody,
    of="transfer",
    address="decline",
)
WITHDRAW_TRANSFER = Action(
    name="withdraw_transfer",
    label=_("Withdraw the offer"),
    states=tuple(State),
    who=policy.directs_the_unit,
    fields=(f.REASON_IF_ANY,),
    says=_("It stays where it is."),
    done=_("Withdrawn. It stays where it is."),
    tells=(
        Tell(
            "receivers",
            gettext_noop("The offer of “%(title)s” to %(to_unit)s was withdrawn."),
            about_beside=True,
        ),
    ),
    offered=nobody,
    of="transfer",
    address="withdraw",
)
TRANSFERS = (OFFER_TRANSFER, ACCEPT_TRANSFER, DECLINE_TRANSFER, WITHDRAW_TRANSFER)

RECHECK = Action(
    name="recheck",
    label=_("Re-check"),
    states=tuple(State),
    who=policy.may_recheck,
    needs=(an.HOLDS, an.RECHECK_PHOTO, an.FOUND_THERE, an.NEW_DEADLINE, needs.DUE_ON_AHEAD),
    fields=(f.RECHECK_PHOTOS,),
    tells=(Tell("officers", gettext_noop("%(by)s re-checked “%(title)s” on site: %(note)s")),),
    offered=nobody,
    of="sampled",
)

# Of a sample, which stays as it was drawn: who looks at what of it. Each hazard has its own needs.
DRAW = Beginning(name="draw", label=_("Draw a sample"), who=policy.draws_samples_of)
NAME_RECHECKERS = StatelessAction(
    name="assign_recheck", label=_("Name re-checkers"), who=policy.names_recheckers
)
SHARE_OUT = StatelessAction(
    name="share_out", label=_("Share out evenly"), who=policy.names_recheckers
)
OF_A_SAMPLE: dict[str, Declared] = by_name(DRAW, NAME_RECHECKERS, SHARE_OUT)

# What a hazard's own page offers; a re-check belongs to a sample and is done on the sample's.
ACTS = (REQUEST_EXTENSION, GRANT, REFUSE, CONTROL, LIST_FOR_SUPERVISION, DELIST, *TRANSFERS)
ACTIONS = by_name(*ACTS, RECHECK, *WITH_THE_UNIT)
