"""What is open goes along when its unit is merged or split; offers of it and to it end.

Made by whoever administers the units, through the merge alone (`hazards.unit_stakes`). Number,
state, deadlines, attempts, photos and history go along, so no clock starts again.
"""

from django.utils.translation import gettext as _

from hazards.models.hazard import Hazard
from hazards.models.transfers import Transfer
from hazards.perform import HAZARDS
from hazards.services.transfers import Decision, answer, name_both_sides
from organizations.models import Unit
from records.kinds import Performing, When
from records.perform import perform
from workflow.errors import NotPossible


def pass_on(hazard: Hazard, *, unit: Unit, by, reason: str, **given) -> Transfer:
    """The hazard is the unit's from now on."""
    return perform(hazard, "pass_on", by=by, unit=unit, reason=reason, **given)


def lapse(hazard: Hazard, *, by, reason: str, **given) -> Transfer:
    """The open offer of it ends unanswered. The hazard stays where it is."""
    return perform(hazard, "lapse", by=by, reason=reason, **given)


@HAZARDS.does(When.FIRST, "lapse")
def find_the_open_offer(doing: Performing) -> None:
    """Ours as well, and still open."""
    rows = Transfer.objects.select_for_update(of=("self",)).select_related("from_unit", "to_unit")
    doing.beside = rows.open().filter(hazard=doing.record).first()
    if doing.beside is None:
        raise NotPossible(_("This offer has been answered already."), hazard=doing.record)


@HAZARDS.does(When.BODY, "lapse")
def end_unanswered(doing: Performing) -> Transfer:
    """End an offer with the unit it was made by or to. The hazard stays where it is."""
    return answer(doing, Decision.WITHDRAWN)


@HAZARDS.does(When.BODY, "pass_on")
def go_along(doing: Performing) -> Transfer:
    """The hazard is the other unit's from then on: number, deadlines, attempts, photos and history
    go along."""
    hazard = doing.record
    doing.beside = Transfer(
        hazard=hazard,
        from_unit=hazard.unit,
        to_unit=doing.facts.pop("unit"),
        reason=doing.values["reason"],
        offered_by=doing.by,
        offered_at=doing.at,
        decision=Decision.ACCEPTED,
        decided_by=doing.by,
        decided_at=doing.at,
    )
    hazard.unit = doing.beside.to_unit
    return name_both_sides(doing)
