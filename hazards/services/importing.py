"""Bringing a row of an old ledger into this one: on the same path, with where it came from."""

import uuid
from datetime import date, datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hazards import notifications
from hazards.models.hazard import Hazard, Source
from hazards.services import reporting
from organizations.models import Unit
from organizations.services import hold_unit
from records.kinds import Performing
from records.perform import enter, require
from workflow.declarations.beginnings import BRING_IN
from workflow.states import Severity


class Origin(NamedTuple):
    """Where a row stood (`sheet` is "" where the file has but one), and what the old ledger `says`
    of it by the heads of its columns: states, closures and measures nobody has checked here. They
    are kept as words and count for nothing."""

    file: str
    sha256: str
    row: int
    says: dict[str, str]
    sheet: str = ""

    def sentence(self) -> str:
        whence = _("Imported from “%(file)s”, row %(row)s.")
        if self.sheet:
            whence = _("Imported from “%(file)s”, sheet “%(sheet)s”, row %(row)s.")
        whence %= {"file": self.file, "sheet": self.sheet, "row": self.row}
        if not self.says:
            return whence
        said = _("; ").join(f"{head}: {text}" for head, text in self.says.items())
        return f"{whence} " + _("The old ledger says: %(what)s") % {"what": said}


def bring_in(
    *,
    by,
    id: uuid.UUID,
    origin: Origin,
    unit: Unit,
    category,
    place: str,
    description: str,
    found_on: date,
    severity: str = Severity.GENERAL,
    clause=None,
    source: str = Source.IMPORTED,
    is_violation: bool = False,
    former_number: str = "",
    at: datetime | None = None,
) -> tuple[Hazard, bool]:
    """Enter a row of an old ledger as reported; True beside it when it is new.

    `id` says which row it is: whatever else is told, an id that is in the ledger is here already.
    Raises NotPermitted, NotPossible, SomethingMissing.
    """
    hazard = Hazard(
        id=id,
        reporter=by,
        unit=unit,
        category=category,
        place=place,
        description=description,
        severity=severity,
        clause=clause,
        found_on=found_on,
        source=source,
        is_violation=is_violation,
        former_number=former_number,
        reported_at=at or timezone.now(),
        # Whoever imports has found nothing; the old ledger says who has.
        was_found_by_bureau=source == Source.BUREAU_CHECK,
    )
    hazard.report_digest = reporting.digest_of(hazard, found_on, [])
    try:
        return _enter(hazard, by, origin)
    except IntegrityError:  # the same row came in by another connection a moment ago
        return _known(hazard), False


@transaction.atomic
def _enter(hazard: Hazard, by, origin: Origin) -> tuple[Hazard, bool]:
    if Hazard.objects.filter(pk=hazard.pk).exists():
        return _known(hazard), False
    hazard.unit = hold_unit(hazard.unit)
    reporting.admit(hazard, by)
    doing = Performing(BRING_IN, hazard, by, hazard.reported_at)
    require(doing)
    reporting.number(hazard)
    doing.facts = reporting.told_of(hazard) | {
        "former_number": hazard.former_number,
        "origin": origin._asdict(),
        "note": origin.sentence(),
    }
    enter(doing)
    return hazard, True


def _known(hazard: Hazard) -> Hazard:
    return Hazard.objects.for_list().get(pk=hazard.pk)


def announce(hazard: Hazard, n: int, *, by, at: datetime | None = None) -> None:
    """Tell those whose turn it is that `n` rows of the unit of `hazard`, this one among them, came
    in: once, however many there are."""
    notifications.send_of_import(hazard, n, by, at or timezone.now())
