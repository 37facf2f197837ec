"""What is done beside the state: extensions, interim controls, supervision listings."""

from django.utils import timezone
from django.utils.translation import gettext as _

from hazards.models.beside_the_state import Extension, InterimControl, Supervision
from hazards.models.hazard import Hazard
from hazards.perform import HAZARDS
from records.kinds import Performing, When
from records.perform import perform
from workflow.action_needs import DELISTED_BY_NOW
from workflow.errors import NotPermitted, NotPossible, SomethingMissing

Decision = Extension.Decision


def request_extension(hazard: Hazard, *, by, **given) -> Extension:
    """Ask for more time; one request at a time."""
    return perform(hazard, "request_extension", by=by, **given)


def grant(extension: Extension, *, by, **given) -> Extension:
    """Moves the effective deadline, only ever to a later day; the original one stays."""
    return perform(extension.hazard, "grant", by=by, beside=extension, **given)


def refuse(extension: Extension, *, by, **given) -> Extension:
    """The deadline stays as it is."""
    return perform(extension.hazard, "refuse", by=by, beside=extension, **given)


def control(hazard: Hazard, *, by, **given) -> InterimControl:
    """Fenced off today, repaired later."""
    return perform(hazard, "control", by=by, **given)


def list_for_supervision(hazard: Hazard, *, by, **given) -> Supervision:
    """A listed hazard cannot be closed."""
    return perform(hazard, "list_for_supervision", by=by, **given)


def delist(hazard: Hazard, *, by, **given) -> Supervision:
    """Today, or on another day since it was listed."""
    return perform(hazard, "delist", by=by, **given)


# --- What each of them does, once the law is content. Bodies assign and make rows; the path saves
# them, and `hazards.verification` makes them again out of the history. ---


@HAZARDS.does(When.READY, "request_extension")
def refuse_a_second_request(doing: Performing) -> None:
    if doing.record.open_extension is not None:
        raise NotPossible(_("A request is already waiting for an answer."), hazard=doing.record)


@HAZARDS.does(When.BODY, "request_extension")
def ask(doing: Performing) -> Extension:
    """Ask for more time; one request at a time."""
    hazard, values = doing.record, doing.values
    doing.beside = Extension(
        hazard=hazard,
        until=values["until"],
        reason=values["reason"],
        interim_measures=values["interim_measures"],
        requested_by=doing.by,
        requested_at=doing.at,
    )
    return doing.beside


@HAZARDS.does(When.FIRST, "grant", "refuse")
def find_the_request(doing: Performing) -> None:
    """Where none is named, the one that waits; the last one where all have been answered, which is
    then said."""
    hazard, rows = doing.record, doing.record.extensions.select_for_update()
    if doing.beside is not None:
        extension = rows.get(pk=doing.beside.pk)
    else:
        extension = rows.filter(decision=Decision.REQUESTED).first() or rows.last()
    if extension is None:
        raise NotPossible(_("Nobody has asked for more time."), hazard=hazard)
    if extension.decision != Decision.REQUESTED:
        raise NotPossible(_("This request has been answered already."), hazard=hazard)
    doing.beside = extension
    if doing.what.sets_deadline:
        doing.values["until"] = extension.until


@HAZARDS.does(When.READY, "grant", "refuse")
def refuse_who_asked(doing: Performing) -> None:
    if doing.beside.requested_by_id == doing.by.pk:
        raise NotPermitted(_("Somebody else answers your request."), hazard=doing.record)


@HAZARDS.does(When.BODY, "grant")
def put_off(doing: Performing) -> Extension:
    """Answer a request for more time. Granting moves the deadline, never the original one."""
    extension = answer(doing, Decision.GRANTED)
    doing.record.due_on = extension.until
    return extension


@HAZARDS.does(When.BODY, "refuse")
def leave_as_it_is(doing: Performing) -> Extension:
    """Answer a request for more time. The deadline stays as it is."""
    return answer(doing, Decision.REFUSED)


def answer(doing: Performing, decision: Extension.Decision) -> Extension:
    extension = doing.beside
    extension.decision, extension.decided_by, extension.decided_at = decision, doing.by, doing.at
    return extension


@HAZARDS.does(When.BODY, "control")
def keep_safe(doing: Performing) -> InterimControl:
    """Record what keeps people safe until the repair."""
    doing.beside = InterimControl(
        hazard=doing.record,
        measures=doing.values["measures"],
        recorded_by=doing.by,
        recorded_at=doing.at,
    )
    return doing.beside


@HAZARDS.does(When.BODY, "list_for_supervision")
def put_on_the_list(doing: Performing) -> Supervision:
    """List for supervision. A listed hazard cannot be closed."""
    values = doing.values
    doing.beside = Supervision(
        hazard=doing.record,
        level=values["level"],
        document_number=values["document_number"],
        deadline=values["deadline"],
        listed_on=timezone.localdate(doing.at),
        listed_by=doing.by,
    )
    doing.facts["note"] = str(doing.beside)
    return doing.beside


@HAZARDS.does(When.READY, "delist")
def find_the_listing(doing: Performing) -> None:
    """Where there is none, the needs say so."""
    doing.beside = doing.record.listing


@HAZARDS.does(When.BODY, "delist")
def take_off_the_list(doing: Performing) -> Supervision:
    """Delist, on a day from the listing up to today."""
    listing = doing.beside
    delisted_on = doing.values.get("delisted_on") or timezone.localdate(doing.at)
    if delisted_on < listing.listed_on:
        raise SomethingMissing([DELISTED_BY_NOW.lack()], hazard=doing.record)
    listing.delisted_on, listing.delisted_by = delisted_on, doing.by
    return listing
