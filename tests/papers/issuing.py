"""Notices that went out, and what became of their hazards since."""

from hazards import services
from hazards.models import Hazard
from organizations.models import Unit
from papers.hazards.notices import rectification_notice, supervision_notice
from papers.issued import IssuedPaper
from papers.periods.public_notice import public_notice, published
from papers.publishing import services as wordings
from papers.publishing.lines import lines_of
from tests.cast import Cast


def delisted(cast: Cast) -> IssuedPaper:
    """The supervision notice of a hazard that is not listed any more."""
    hazard = cast.assigned(cast.major(), by=cast.auditor)
    listing = {"level": "district", "document_number": "区安督〔2026〕3号", "deadline": cast.due_on}
    services.list_for_supervision(hazard, by=cast.auditor, **listing)
    issued = supervision_notice(hazard, by=cast.auditor)
    services.delist(hazard, by=cast.auditor)
    return issued


def moved_away(cast: Cast, *others: Hazard) -> IssuedPaper:
    """A notice to the school about a hazard that is another unit's by now, and about `others`."""
    hazard = cast.reported()
    issued = rectification_notice([hazard, *others], by=cast.officer)
    told = {"unit": cast.units["school_b"], "reason": "归对方"}
    transfer = services.offer_transfer(hazard, by=cast.officer, **told)
    services.accept_transfer(transfer, by=cast["officer@school_b"])
    return issued


def read_through(unit: Unit, by, found_from=None, found_to=None) -> None:
    """Somebody confirms each row of the notice, and says of each cue that it names nobody."""
    for line in lines_of(published(by, unit, found_from, found_to), [unit], by=by):
        keys = [one.key for one in line.cues]
        wordings.confirm(line.hazard, by=by, checked=keys)


def announced(unit: Unit, by, **period) -> IssuedPaper:
    """A public notice, each row of it confirmed before."""
    read_through(unit, by, **period)
    return public_notice(unit, by=by, **period)
