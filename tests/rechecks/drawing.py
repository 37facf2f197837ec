"""What the tests of samples share: struck-off hazards, a sample of them, a verdict."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from organizations.models import User
from rechecks import services
from rechecks.models import Result, Sample, SampledHazard
from tests.cast import Cast


def days() -> dict[str, Any]:
    today = timezone.localdate()
    return {"found_from": today - timedelta(days=30), "found_to": today + timedelta(days=1)}


def struck_off(cast: Cast, n: int = 3) -> None:
    """`n` closed hazards of the school, and one of a school under the other central school."""
    for number in range(n):
        cast.closed(cast.rectified(cast.assigned(cast.reported(place=f"教学楼{number}层"))))
    struck_off_b(cast)


def struck_off_b(cast: Cast) -> None:
    inspector, officer = cast["inspector@school_b"], cast["officer@school_b"]
    responsible = cast["responsible@school_b"]
    hazard = cast.reported(inspector, cast.units["school_b"])
    hazard = cast.assigned(hazard, officer, responsible=responsible)
    cast.closed(cast.rectified(hazard, responsible), officer)


def drawn(cast: Cast, size: int = 4, by: User | None = None, **given: Any) -> Sample:
    """A sample of the bureau; with the usual hazards all of them."""
    told = {"unit": cast.units["bureau"], "seed": "12", **days(), **given}
    sample, _ = services.draw(by=by or cast.auditor, size=size, **told)
    return sample


def row_of(sample: Sample, place: str = "JZ012") -> SampledHazard:
    rows = SampledHazard.objects.filter(sample=sample, hazard__unit__code=place)
    return rows.select_related("hazard__unit", "sample").first()


def given_to(cast: Cast, row: SampledHazard, person: User) -> SampledHazard:
    (row,) = services.assign(row.sample, by=cast.auditor, recheckers={row: person})
    return row


def judged(cast: Cast, row: SampledHazard, by: User, holds: bool = True, **given: Any) -> Result:
    told = {"photos": [cast.photo(by)], "note": "" if holds else "又堵上了", **given}
    return services.record(row, by=by, holds=holds, **told)
