"""Taking a hazard into the ledger, with its number."""

import hashlib
import json
import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hazards.models.hazard import Hazard, Source
from hazards.perform import HAZARDS
from hazards.search import searchable
from hazards.services import numbering, repeats
from organizations import scope
from organizations.models import Unit
from organizations.services import hold_unit
from records.facts import as_fact
from records.kinds import Performing
from records.perform import enter, require
from workflow import policy
from workflow.declarations.beginnings import REPORT
from workflow.errors import NotPermitted, NotPossible
from workflow.states import Severity


def report(
    *,
    by,
    unit: Unit,
    category,
    place: str,
    description: str,
    photos: Iterable[uuid.UUID] = (),
    id: uuid.UUID | None = None,
    severity: str = Severity.GENERAL,
    clause=None,
    found_on: date | None = None,
    source: str = Source.SELF_CHECK,
    is_violation: bool = False,
    at: datetime | None = None,
) -> tuple[Hazard, bool]:
    """Report a hazard; True beside it when it is new, False when this report was here already.

    The same `id` with the same body is the same report sent twice (a phone with a bad signal).
    Raises NotPossible for another body under that id, NotPermitted, SomethingMissing.
    """
    at = at or timezone.now()
    hazard = Hazard(
        id=id or uuid.uuid4(),
        reporter=by,
        unit=unit,
        category=category,
        place=place,
        description=description,
        severity=severity,
        clause=clause,
        found_on=found_on or timezone.localdate(at),
        source=source,
        is_violation=is_violation,
        reported_at=at,
    )
    photos = list(photos)
    hazard.report_digest = digest_of(hazard, found_on, photos)
    try:
        return _enter(hazard, by, photos)
    except IntegrityError:  # the same id came in by another connection a moment ago
        return _again(hazard), False


@transaction.atomic
def _enter(hazard: Hazard, by, photos: list[uuid.UUID]) -> tuple[Hazard, bool]:
    hazard.unit = hold_unit(hazard.unit)
    # Of the same report sent twice at once the second waits here for the first one's photos, and
    # only then is it known that they are used already.
    doing = Performing(REPORT, hazard, by, hazard.reported_at, named=photos)
    doing.new = HAZARDS.loose_photos(photos, by)
    if Hazard.objects.filter(pk=hazard.pk).exists():
        return _again(hazard), False
    admit(hazard, by)
    require(doing)
    post = scope.nearest_post(by, hazard.unit, *policy.INSPECTING)
    hazard.was_found_by_bureau = post is not None and post.is_at_an_authority
    number(hazard)
    doing.facts = told_of(hazard)
    enter(doing)
    return hazard, True


def admit(hazard: Hazard, by) -> None:
    """May this person enter a hazard of this unit; is the unit still there; has the day come?"""
    if not policy.may_report_for(by, hazard.unit):
        raise NotPermitted(_("You may not report hazards for this unit."))
    if hazard.unit.closed_on is not None:
        raise NotPossible(_("This unit is closed; report for the one that took its place."))
    if hazard.found_on > timezone.localdate(hazard.reported_at):
        raise NotPossible(_("A hazard cannot be found in the future."))


def number(hazard: Hazard) -> None:
    """The next one of its unit in the year it enters the ledger; what it repeats and by which text
    it is searched for are known now."""
    year = timezone.localdate(hazard.reported_at).year
    repeats.remember_the_last_closure(hazard)
    hazard.number = numbering.next_number(hazard.unit, year)
    hazard.searchable = searchable.text_of(hazard)


TOLD = (
    "unit",
    "category",
    "place",
    "description",
    "severity",
    "clause",
    "found_on",
    "source",
    "is_violation",
)


# What the ledger itself adds to a report. The history says it, so that the row can be made again
# out of the history alone.
ADDED = ("repeat_of", "repeat_days", "number", "was_found_by_bureau", "report_digest")


def told_of(hazard: Hazard) -> dict[str, Any]:
    return {name: getattr(hazard, name) for name in (*TOLD, *ADDED)}


def digest_of(hazard: Hazard, found_on: date | None, photos: list[uuid.UUID]) -> str:
    """What makes two reports the same report: as told, so that a day left out stays left out and
    the same report sent again after midnight is still the same."""
    told = {name: as_fact(getattr(hazard, name)) for name in TOLD}
    told["found_on"] = as_fact(found_on)
    body = [hazard.reporter_id, told, sorted(map(str, photos))]
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _again(hazard: Hazard) -> Hazard:
    """The record already entered under this id, if it is the same report."""
    entered = Hazard.objects.for_list().get(pk=hazard.pk)
    if entered.report_digest != hazard.report_digest:
        raise NotPossible(_("Another report was already entered under this id."))
    return entered
