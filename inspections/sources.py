"""What of the rounds a blank of a form may count, and how one stands behind a figure.

Rounds behind a figure are the unit's own, of a day in the campaign's window for hazards: those it
looked for hazards in, and the first one it finished, which shows that it inspected.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from inspections.history.verification import fault_of
from inspections.law import DONE
from inspections.models import Round, RoundEntry
from records.rows import HAZARD_WINDOW, Days, RowKind, Shown, at_once
from records.sources import ANY, ROWS, Source


class RoundRows(RowKind):
    """Each says whether it is what was done, so that a round altered behind a return is found with
    the return."""

    name = "round"
    word = pgettext_lazy("where a figure comes from", "round")
    window = HAZARD_WINDOW
    records = Round
    entries = RoundEntry
    day = "opens_on"
    order = ("opens_on", "finished_at", "pk")
    page = "web:round"
    call = "api:round"

    def in_window(self, unit: Any, days: Days) -> QuerySet[Round]:
        """The first one finished stays the first, whatever is finished after it."""
        mine = super().in_window(unit, days).exclude(kind=Round.Kind.VISIT)
        first = mine.filter(finished_at__isnull=False).order_by("finished_at", "pk")
        is_first = Q(pk__in=Subquery(first.values("pk")[:1]))
        return mine.filter(Q(kind=Round.Kind.HUNT) | is_first)

    def there_before(
        self, records: QuerySet[Any], moment: datetime, until: datetime
    ) -> QuerySet[Any]:
        """A hunt is among the rows as soon as it is begun, another round once it is finished."""
        past = self.whole_past().filter(at__lte=moment)
        is_begun = Q(kind=Round.Kind.HUNT) & Q(Exists(past))
        return records.filter(is_begun | Q(Exists(past.filter(move="finish"))))

    def altered(self, keys: Iterable[str]) -> Iterator[str]:
        for some in at_once(keys):
            rows = Round.objects.filter(pk__in=some).for_list().order_by(*self.order)
            yield from (str(one) for one in rows if fault_of(one))

    def shown(self, record: Round) -> Shown:
        state = record.get_state_display()
        return Shown(str(record.pk), record.opens_on, "", str(record), record.state, state)


KIND = RoundRows()
SOURCES = {
    "inspections.hunts": Source(
        KIND,
        Q(kind=Round.Kind.HUNT, stood_state=DONE),
        _("Finished rounds of “looking for hazards around oneself” in the window."),
        ROWS,
    ),
    "inspections.units_inspected": Source(
        KIND,
        Q(stood_state=DONE),
        _("Units that finished a round of their own in the window, whatever it found."),
        ANY,
    ),
}
