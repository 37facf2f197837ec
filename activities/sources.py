"""What of the activities a blank of a form may count, and how one stands behind a figure.

A source belongs to the unit's own activities of a day in the campaign's activity window. One that
another record took the place of is kept among the rows and counts no more.
"""

from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from activities.kinds import KINDS
from activities.law import LOGGED
from activities.models import Activity, ActivityEntry
from activities.verification import fault_of
from records.rows import ACTIVITY_WINDOW, RowKind, Shown, at_once
from records.sources import DISTINCT, JOINED, ROWS, SUM, Source


class ActivityRows(RowKind):
    """Each says whether it is what was logged, so that a record altered behind a return is found
    with the return."""

    name = "activity"
    window = ACTIVITY_WINDOW
    records = Activity
    entries = ActivityEntry
    day = "day"
    order = ("day", "reported_at", "pk")

    def altered(self, keys: Iterable[str]) -> Iterator[str]:
        for some in at_once(keys):
            rows = Activity.objects.filter(pk__in=some).prefetch_related("history")
            yield from (str(one) for one in rows.order_by(*self.order) if fault_of(one))

    def shown(self, record: Activity) -> Shown:
        said = (record.state, record.get_state_display()) if record.superseded_by_id else ("", "")
        return Shown(str(record.pk), record.day, "", str(record), *said)


KIND = ActivityRows()
MEASURES = {
    "records": (ROWS, "", _("Records of “{kind}” in the window, corrected ones left out.")),
    "sessions": (SUM, "sessions", _("Sessions of “{kind}” in the window.")),
    "people": (SUM, "people", _("People who took part in “{kind}” in the window.")),
    "names": (JOINED, "name", _("What “{kind}” in the window was called, each name once.")),
    "different_names": (DISTINCT, "name", _("Different names of “{kind}” in the window.")),
}
SOURCES = {
    f"activities.{key}.{name}": Source(
        KIND,
        Q(kind=key, stood_state=LOGGED),
        format_lazy(definition, kind=label),
        measure,
        field,
    )
    for key, label in KINDS.items()
    for name, (measure, field, definition) in MEASURES.items()
}
