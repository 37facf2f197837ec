"""What a derived figure of a form counts: one condition for each source a template may name.

The conditions are those of the statistics (handbook, section 3), so a form and the board never
disagree. A source belongs to the unit's own hazards found in the campaign's hazard window.
"""

from typing import NamedTuple

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from figures.history.recount import IS_CLOSED, IS_FOUND, IS_MAJOR, IS_OPEN, IS_RECTIFIED
from hazards.models import Source as HazardSource

GENERAL = IS_FOUND & ~IS_MAJOR
MAJOR = IS_FOUND & IS_MAJOR
# A deadline is set when repair is first ordered, together with the rest of the five in place.
PLANNED = MAJOR & IS_OPEN & Q(stood_original_due_on__isnull=False)
FIVE_IN_PLACE = (
    PLANNED
    & Q(responsible__isnull=False, funds__isnull=False)
    & ~Q(measures="")
    & ~Q(contingency="")
)


class Source(NamedTuple):
    """`condition` is about a hazard as it stood. `is_money` sums what was spent on the rows, in
    万元; `is_any` counts the unit once where there is a row at all."""

    condition: Q
    definition: str | Promise
    is_money: bool = False
    is_any: bool = False


SOURCES = {
    "hazards.found": Source(IS_FOUND, _("Hazards found in the window and not dismissed.")),
    "hazards.rectified": Source(
        IS_RECTIFIED,
        _(
            "Hazards found in the window that are awaiting review or closed; "
            "a major one counts only once closed."
        ),
    ),
    "hazards.closed": Source(IS_CLOSED, _("Hazards found in the window that are closed.")),
    "hazards.open": Source(IS_OPEN, _("Hazards found in the window that are not closed yet.")),
    "hazards.violations": Source(
        IS_FOUND & Q(is_violation=True),
        _("Hazards found in the window that are violations of law or rule."),
    ),
    "hazards.tips": Source(
        IS_FOUND & Q(source=HazardSource.TIP), _("Hazards found in the window through a tip.")
    ),
    "hazards.units_inspected": Source(
        IS_FOUND, _("The unit counts once it has found a hazard in the window."), is_any=True
    ),
    "hazards.general_found": Source(GENERAL, _("General hazards found in the window.")),
    "hazards.general_rectified": Source(
        IS_RECTIFIED & ~IS_MAJOR,
        _("General hazards found in the window that are awaiting review or closed."),
    ),
    "hazards.major_found": Source(MAJOR, _("Major hazards found in the window.")),
    "hazards.major_closed": Source(
        IS_CLOSED & IS_MAJOR, _("Major hazards found in the window that are closed.")
    ),
    "hazards.major_planned": Source(
        PLANNED, _("Major hazards found in the window, assigned and not closed yet.")
    ),
    "hazards.major_five_in_place": Source(
        FIVE_IN_PLACE,
        _("Of these, those with person, measures, funds, deadline and contingency plan."),
    ),
    "hazards.major_listed": Source(
        MAJOR & Q(was_listed=True),
        _("Major hazards found in the window that have been listed for supervision."),
    ),
    "hazards.major_listed_by_province": Source(
        MAJOR & Q(was_listed_by_province=True), _("Of these, those listed by the province.")
    ),
    "hazards.funds": Source(
        IS_FOUND, _("What was spent on the hazards found in the window."), is_money=True
    ),
}
# Shown beside every figure that counts hazards: one blank holds two verbs (handbook, section 4).
BESIDE = ("hazards.found", "hazards.rectified", "hazards.closed", "hazards.open")
