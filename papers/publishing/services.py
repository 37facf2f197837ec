"""Wording a hazard for the public, and confirming that. There is no other way to write either."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from hazards.models import Hazard
from papers.publishing.finding import Names
from papers.publishing.law import PROPOSE
from papers.publishing.models import PublicWording
from papers.publishing.names import names_for
from papers.publishing.perform import WORDINGS, faults
from papers.publishing.proposals import proposed_place, proposed_text
from records.kinds import Performing
from records.perform import enter, locked, perform
from texts.writing import as_entered
from workflow.errors import NotPermitted, SomethingMissing, Stale

Words = tuple[str, str]  # place and text


@transaction.atomic
def reword(
    hazard: Hazard,
    *,
    by: Any,
    place: str,
    text: str,
    version: int | None = None,
    hazard_version: int | None = None,
    at: datetime | None = None,
) -> PublicWording:
    """Say of a hazard what everybody may read; whoever had confirmed other words has not confirmed
    these. The same words again change nothing.

    `version` is that of the wording as it was read (0: there was none), `hazard_version` that of
    the hazard. Raises Stale, NotPermitted, SomethingMissing.
    """
    names = names_for(by, [hazard.unit], [hazard])
    wording = _held(hazard, by, names, version, hazard_version, at)
    return _reworded(wording, by, names, cleaned(place, text), at)


@transaction.atomic
def confirm(
    hazard: Hazard,
    *,
    by: Any,
    checked: Collection[str] = (),
    place: str | None = None,
    text: str | None = None,
    version: int | None = None,
    hazard_version: int | None = None,
    at: datetime | None = None,
) -> PublicWording:
    """Somebody has read the row as it will be printed: with the place and text given, or as they
    stand or are proposed. `checked` are keys of cues (`Finding.key`) that name nobody; each one
    left over is missing, and the confirmation is refused. Otherwise as `reword`."""
    names = names_for(by, [hazard.unit], [hazard])
    wording = _held(hazard, by, names, version, hazard_version, at)
    shown = words_of(wording.hazard, wording, names)
    given = (shown[0] if place is None else place, shown[1] if text is None else text)
    wording = _reworded(wording, by, names, cleaned(*given), at)
    if is_confirmed(wording, wording.hazard) and not set(checked) - set(wording.marks):
        return wording
    told: dict[str, Any] = {"names": names, "checked": list(checked)}
    confirmed: PublicWording = perform(wording, "confirm", by=by, at=at, **told)
    return confirmed


def cleaned(place: str, text: str) -> Words:
    """One line each: they stand in the cells of a table."""
    return " ".join(as_entered(place).split()), " ".join(as_entered(text).split())


def words_of(hazard: Hazard, wording: PublicWording | None, names: Names) -> Words:
    """What stands in the row: own words, or what is proposed of the hazard as it is now."""
    if wording is not None and not wording.is_proposed:
        return wording.place, wording.text
    return proposed_place(hazard, names), proposed_text(hazard)


def is_confirmed(wording: PublicWording | None, hazard: Hazard) -> bool:
    """Of the hazard as it is now: whatever was done with it since, somebody looks at it again."""
    return wording is not None and wording.confirmed_version == hazard.version


def _held(
    hazard: Hazard,
    by: Any,
    names: Names,
    version: int | None,
    hazard_version: int | None,
    at: datetime | None,
) -> PublicWording:
    """The wording, locked, made where there is none. The hazard is locked before it, so that two
    people make one, and neither words a hazard that moves on under their hands."""
    hazard = locked(hazard, hazard_version)
    known = PublicWording.objects.filter(hazard=hazard, unit=hazard.unit).first()
    if known is None and version:
        raise Stale(str(WORDINGS.stale))
    if known is not None:
        wording = locked(known, version)
        wording.hazard = hazard
        return wording
    new = PublicWording(hazard=hazard, unit=hazard.unit, worded_by=by)
    if not PROPOSE.who(new, by):
        raise NotPermitted(str(WORDINGS.forbidden))
    new.place, new.text = words_of(hazard, None, names)
    new.worded_at = at or timezone.now()
    enter(Performing(PROPOSE, new, by, new.worded_at))
    return new


def _reworded(
    wording: PublicWording, by: Any, names: Names, words: Words, at: datetime | None
) -> PublicWording:
    if words == (wording.place, wording.text):
        return wording
    told: dict[str, Any] = {"place": words[0], "text": words[1]}
    lacking = list(faults(told))
    if lacking:
        raise SomethingMissing(lacking)
    told["is_proposed"] = words == words_of(wording.hazard, None, names)
    reworded: PublicWording = perform(wording, "reword", by=by, at=at, **told)
    return reworded
