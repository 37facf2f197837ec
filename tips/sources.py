"""What of the tips a blank of a form may count (rows B3 of the notice), and how one stands behind a
figure.

A tip counts once, at the unit that verifies it, on the day it came in. One that was set aside as
junk is kept among the rows and counts nowhere; taken back it counts again.
"""

from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from records.rows import ACTIVITY_WINDOW, Days, RowKind, Shown, at_once
from records.sources import Source
from tips.follow_up_law import RECORDED
from tips.models import FollowUp, FollowUpEntry, Tip, TipEntry
from tips.states import FollowUpKind, TipState
from tips.verification import fault_of, fault_of_follow_up

WORD = pgettext_lazy("where a figure comes from", "tip")


class TipRows(RowKind):
    """A reader sees those in their sight; the figure counts all of the unit."""

    name = "tip"
    word = WORD
    window = ACTIVITY_WINDOW
    records = Tip
    entries = TipEntry
    day = "received_on"
    order = ("received_on", "received_at", "pk")
    page = "web:tip"
    call = "api:tip"

    def in_window(self, unit, days: Days):
        within = {"received_on__gte": days.first, "received_on__lt": days.end}
        return Tip.objects.filter(verifier=unit, **within)

    def altered(self, keys: Iterable[str]) -> Iterator[str]:
        for some in at_once(keys):
            rows = Tip.objects.filter(pk__in=some).prefetch_related("history", "photos")
            yield from (str(one) for one in rows.order_by(*self.order) if fault_of(one))

    def shown(self, record: Tip) -> Shown:
        state = (record.state, record.get_state_display())
        return Shown(str(record.pk), record.received_on, "", record.place, *state)


class FollowUpRows(RowKind):
    name = "tip_follow_up"
    word = WORD  # it came of one
    window = ACTIVITY_WINDOW
    records = FollowUp
    entries = FollowUpEntry
    day = "day"
    order = ("day", "recorded_at", "pk")

    def altered(self, keys: Iterable[str]) -> Iterator[str]:
        for some in at_once(keys):
            rows = FollowUp.objects.filter(pk__in=some).prefetch_related("history")
            yield from (str(one) for one in rows.order_by(*self.order) if fault_of_follow_up(one))

    def shown(self, record: FollowUp) -> Shown:
        said = (record.state, record.get_state_display()) if record.superseded_by_id else ("", "")
        return Shown(str(record.pk), record.day, "", str(record), *said)


TIPS, FOLLOW_UPS = TipRows(), FollowUpRows()
COUNTED = Q(stood_state=RECORDED)
SOURCES = {
    "tips.received": Source(
        TIPS,
        ~Q(stood_state=TipState.SET_ASIDE),
        _(
            "Tips that came in within the window, once each at the unit that verifies them; junk "
            "that was set aside left out."
        ),
    ),
    "tips.rewarded": Source(
        FOLLOW_UPS,
        COUNTED & Q(kind=FollowUpKind.PUBLIC),
        _("Members of the public rewarded for a tip in the window; staff left out."),
    ),
    "tips.news": Source(
        FOLLOW_UPS,
        COUNTED & Q(kind=FollowUpKind.NEWS),
        _("News reports in the window that came of a lead."),
    ),
}
