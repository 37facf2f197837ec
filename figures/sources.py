"""What of the hazards a blank of a form may count, and how a hazard stands behind a figure.

The conditions are those of the statistics (handbook, section 3), so a form and the board never
disagree. A source belongs to the unit's own hazards found in the campaign's hazard window.
"""

from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from figures.history.as_of import from_history
from figures.history.recount import IS_CLOSED, IS_FOUND, IS_MAJOR, IS_OPEN, IS_RECTIFIED
from hazards.models import Hazard, HistoryEntry, Supervision, Transfer
from hazards.models import Source as HazardSource
from records.rows import HAZARD_WINDOW, Days, Page, RowKind, Shown
from records.sources import ANY, MONEY, ROWS, Source

LISTING = "list_for_supervision"
TAKEN_OVER = ("accept_transfer", "pass_on")  # by these a hazard changes hands
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


class HazardRows(RowKind):
    """Hazards change hands, and their state is told by more than the last entry. Each return has
    them, asked for or not, as it had before there was any other kind of record. Their own proof is
    `verify_history`."""

    name = "hazard"
    word = pgettext_lazy("where a figure comes from", "hazard")
    window = HAZARD_WINDOW
    records = Hazard
    entries = HistoryEntry
    day = "found_on"
    number = "number"
    order = ("number",)
    read = ("pk", "number", "state", "description", "unit", "found_on")
    page, call = "web:hazard", "api:hazard"
    # One blank holds two verbs (handbook, section 4): what it leaves unsaid stands beside it.
    beside = ("hazards.found", "hazards.rectified", "hazards.closed", "hazards.open")
    is_in_every_return = True

    def of_unit_then(self, unit: Any, days: Days, past: QuerySet[Any]) -> QuerySet[Hazard]:
        """Though it may have changed hands since: the history says whose it was."""
        left_it = Transfer.objects.filter(from_unit=unit).values("hazard")
        known = Hazard.objects.filter(Q(unit=unit) | Q(pk__in=left_it))
        known = known.alias(seen=Subquery(past.order_by("-sequence").values("sequence")[:1]))
        later = self.whole_past().filter(move__in=TAKEN_OVER, sequence__gt=OuterRef("seen"))
        whose = Cast(KT("facts__from_unit__id"), BigIntegerField())
        then = Subquery(later.order_by("sequence").annotate(whose=whose).values("whose")[:1])
        known = known.alias(unit_then=Coalesce(then, F("unit"), output_field=BigIntegerField()))
        return known.found_between(*days).filter(unit_then=unit.pk)

    def stood(self, records: QuerySet[Hazard], past: QuerySet[Any]) -> QuerySet[Hazard]:
        listed = past.filter(move=LISTING)
        by_province = listed.filter(facts__level=Supervision.Level.PROVINCE)
        return from_history(records, past).alias(
            was_listed=Exists(listed), was_listed_by_province=Exists(by_province)
        )

    def there_before(
        self, records: QuerySet[Hazard], moment: datetime, until: datetime
    ) -> QuerySet[Hazard]:
        there = records.filter(reported_at__lte=moment)
        return there.exclude(transfers__decided_at__range=(moment, until))

    def where_to_record(self, source: str) -> Page:
        return Page("web:report")

    def shown(self, record: Hazard) -> Shown:
        label = record.get_state_display()
        said = (record.number, record.description, record.state, label)
        return Shown(str(record.pk), record.found_on, *said)


def of_hazards(condition: Q, definition: Any, measure: str = ROWS, field: str = "") -> Source:
    return Source(KIND, condition, definition, measure, field)


KIND = HazardRows()
SOURCES = {
    "hazards.found": of_hazards(IS_FOUND, _("Hazards found in the window and not dismissed.")),
    "hazards.rectified": of_hazards(
        IS_RECTIFIED,
        _(
            "Hazards found in the window that are awaiting review or closed; "
            "a major one counts only once closed."
        ),
    ),
    "hazards.closed": of_hazards(IS_CLOSED, _("Hazards found in the window that are closed.")),
    "hazards.open": of_hazards(IS_OPEN, _("Hazards found in the window that are not closed yet.")),
    "hazards.violations": of_hazards(
        IS_FOUND & Q(is_violation=True),
        _("Hazards found in the window that are violations of law or rule."),
    ),
    "hazards.tips": of_hazards(
        IS_FOUND & Q(source=HazardSource.TIP), _("Hazards found in the window through a tip.")
    ),
    "hazards.units_inspected": of_hazards(
        IS_FOUND, _("The unit counts once it has found a hazard in the window."), ANY
    ),
    "hazards.general_found": of_hazards(GENERAL, _("General hazards found in the window.")),
    "hazards.general_rectified": of_hazards(
        IS_RECTIFIED & ~IS_MAJOR,
        _("General hazards found in the window that are awaiting review or closed."),
    ),
    "hazards.major_found": of_hazards(MAJOR, _("Major hazards found in the window.")),
    "hazards.major_closed": of_hazards(
        IS_CLOSED & IS_MAJOR, _("Major hazards found in the window that are closed.")
    ),
    "hazards.major_planned": of_hazards(
        PLANNED, _("Major hazards found in the window, assigned and not closed yet.")
    ),
    "hazards.major_five_in_place": of_hazards(
        FIVE_IN_PLACE,
        _("Of these, those with person, measures, funds, deadline and contingency plan."),
    ),
    "hazards.major_listed": of_hazards(
        MAJOR & Q(was_listed=True),
        _("Major hazards found in the window that have been listed for supervision."),
    ),
    "hazards.major_listed_by_province": of_hazards(
        MAJOR & Q(was_listed_by_province=True), _("Of these, those listed by the province.")
    ),
    "hazards.funds": of_hazards(
        IS_FOUND, _("What was spent on the hazards found in the window."), MONEY, "stood_funds"
    ),
}
