"""What of the activities a blank of a form may count, and how one stands behind a figure.

A source belongs to the unit's own activities of a day in the campaign's activity window. One that
another record took the place of is kept among the rows and counts no more.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.kinds import EVERY, ActivityKind
from activities.law import LOGGED
from activities.models import Activity, ActivityEntry, ActivityPhoto
from activities.verification import fault_of, with_past
from records.rows import ACTIVITY_WINDOW, Days, Page, RowKind, Shown, at_once
from records.sources import DISTINCT, JOINED, ROWS, SUM, Source


class ActivityRows(RowKind):
    """Each says whether it is what was logged, so that a record altered behind a return is found
    with the return."""

    name = "activity"
    word = pgettext_lazy("where a figure comes from", "activity")
    window = ACTIVITY_WINDOW
    records = Activity
    entries = ActivityEntry
    day = "day"
    order = ("day", "reported_at", "pk")
    page, call = "web:activity", "api:activity"

    def altered(self, keys: Iterable[str]) -> Iterator[str]:
        for some in at_once(keys):
            rows = with_past(Activity.objects.filter(pk__in=some))
            yield from (str(one) for one in rows.order_by(*self.order) if fault_of(one))

    def shown(self, record: Activity) -> Shown:
        said = (record.state, record.get_state_display()) if record.superseded_by_id else ("", "")
        return Shown(str(record.pk), record.day, "", str(record), *said)

    def photos_in(self, unit: Any, days: Days) -> QuerySet[Any]:
        standing = self.in_window(unit, days).filter(superseded_by=None).order_by()
        return ActivityPhoto.objects.filter(of__in=standing.values("pk")).values("photo")

    def where_to_record(self, source: str) -> Page:
        _room, kind, _measure = source.split(".")
        return Page("web:log_activity", {"kind": kind})


KIND = ActivityRows()
RECORDS = _("Records of “{kind}” in the window, corrected ones left out.")
SESSIONS = _("“{kind}” in the window, {unit} added up, corrected records left out.")
PEOPLE = _("Who took part in “{kind}” in the window, {unit} added up, corrected records left out.")
NAMES = _("What “{kind}” in the window was called, each name once.")
DIFFERENT = _("Different names of “{kind}” in the window.")


def measures_of(kind: ActivityKind) -> Iterator[tuple[str, str, str, Any]]:
    """What there is to count of a kind: its name, the measure, the field, and the definition."""
    yield "records", ROWS, "", format_lazy(RECORDS, kind=kind.label)
    if kind.number:
        told = format_lazy(SESSIONS, kind=kind.label, unit=kind.number.unit)
        yield "sessions", SUM, "sessions", told
    if kind.people:
        told = format_lazy(PEOPLE, kind=kind.label, unit=kind.people.unit)
        yield "people", SUM, "people", told
    if kind.name_label:
        yield "names", JOINED, "name", format_lazy(NAMES, kind=kind.label)
        yield "different_names", DISTINCT, "name", format_lazy(DIFFERENT, kind=kind.label)


SOURCES = {
    f"activities.{kind.key}.{name}": Source(
        KIND, Q(kind=kind.key, stood_state=LOGGED), definition, measure, field
    )
    for kind in EVERY
    for name, measure, field, definition in measures_of(kind)
}
