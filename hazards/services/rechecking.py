"""Looking again, on site, at what was struck off: its line of history and its photos."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from hazards.models.evidence import Photo
from hazards.models.hazard import Hazard
from hazards.perform import HAZARDS
from records.kinds import Performing, When
from records.perform import perform
from texts.writing import is_written


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
    return perform(
        hazard,
        "recheck",
        by=by,
        at=at,
        photos=photos,
        holds=holds,
        note=note,
        due_on=due_on,
        sample=sample,
        shown=shown,
        reopens=reopens,
    )


@HAZARDS.does(When.BODY, "recheck")
def write_the_verdict(doing: Performing) -> list[Photo]:
    values = doing.values
    said = verdict(values["holds"], values["note"])
    doing.facts = {"holds": values["holds"], "note": said, "sample": values["sample"]}
    return doing.new


def verdict(holds: bool | None, note: str) -> str:
    """What the history says, in the language of the ledger, whoever writes it."""
    with translation.override(settings.LANGUAGE_CODE):
        said = _("Still holds") if holds else _("Does not hold")
        told = {"verdict": said, "note": note}
        return _("%(verdict)s: %(note)s") % told if is_written(note) else said
