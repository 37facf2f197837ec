"""Looking again, on site, at what was struck off: its line of history and its photos."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hazards import perform
from hazards.models import evidence
from hazards.models.evidence import Photo
from hazards.models.hazard import Hazard
from texts.writing import is_written
from workflow.actions import RECHECK
from workflow.needs import Case
from workflow.states import Stage


@transaction.atomic
def recheck(
    hazard: Hazard,
    *,
    by,
    holds: bool | None,
    sample: str,
    note: str = "",
    photos: Iterable[uuid.UUID] = (),
    shown: int = 0,
    reopens: bool = False,
    due_on: date | None = None,
    at: datetime | None = None,
) -> list[Photo]:
    """Write down whether the repair still holds; the photos that were bound to it.

    `sample` names what it was drawn in, `shown` counts photos of an earlier verdict that still
    speak, and `reopens` says that a reopening follows, for which a deadline is needed. The state
    stays. Its photos are of a stage of their own: they never speak for a later closure.
    """
    hazard, at, photos = perform.locked(hazard), at or timezone.now(), list(photos)
    if not RECHECK.who(hazard, by):
        perform.forbid(hazard)
    new = perform.loose_photos(photos, by)
    given = {"holds": holds, "note": note, "due_on": due_on, "reopens": reopens}
    case = Case(hazard, {**given, "shown": evidence.pictures(new) + shown, "at": at})
    perform.require(RECHECK.needs, case, photos, new, hazard=hazard)
    perform.bind(new, hazard, Stage.RECHECK, hazard.attempts)
    told = {"holds": holds, "note": verdict(holds, note), "sample": sample}
    perform.record(hazard, RECHECK.name, by=by, at=at, before=hazard.state, given=told, photos=new)
    return new


def verdict(holds: bool | None, note: str) -> str:
    """What the history says, in the language of the ledger, whoever writes it."""
    with translation.override(settings.LANGUAGE_CODE):
        said = _("Still holds") if holds else _("Does not hold")
        told = {"verdict": said, "note": note}
        return _("%(verdict)s: %(note)s") % told if is_written(note) else said
