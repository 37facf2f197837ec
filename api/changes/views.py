"""The feed of changes: what happened after a place in it, to what the caller may see."""

from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from rest_framework.response import Response

from api.changes.inputs import LATEST, ChangesAsked
from api.changes.schemas import ChangeOutput, ChangesOutput, cursor_of
from api.errors import refused
from api.hazards.schemas import ErrorsOutput
from api.pagination import MOST
from api.views import ApiView
from changes import numbering
from changes.models import START, NumberedChange, Place
from hazards.snapshot import snapshot
from organizations import feed as units_and_people
from organizations import scope
from records import feed as records

NUMBERED_AT_ONCE = 10_000  # while somebody waits for an answer; the rest with the next one
ANEW = (
    "`cursor_unknown`: the ledger was restored from a backup that does not know the cursor. "
    "`reach_changed`: the caller's own roles have changed since. Begin anew."
)
ONE = {
    "cursor": "4127-5e3c0ab1f2d94c7788a1b0c3d2e4f5a6",
    "kind": "hazard",
    "id": "0c9d6f0e-6f0b-4a53-9a53-3d1f4f0f7d11",
    "version": 4,
    "what": "close",
    "at": "2026-03-02T09:41:07.123456+08:00",
}
EXAMPLE = OpenApiExample(
    "A hazard was struck off", {"results": [ONE], "next": ONE["cursor"]}, response_only=True
)


class ChangesView(ApiView):
    """Each act on a hazard, return, sample, activity, round, unit or person in the caller's reach:
    once, and in an order that never changes. Ask with `next` again and again; it is given also
    where nothing came. A round is told once it is begun freely or finished, not when it comes due.

    To keep a mirror, ask with `after=latest` first, keep its `next`, list everything, and follow
    the feed from there, fetching what each change names. `gone` says that something has left the
    caller's reach: drop it, and of a unit ask anew for all you hold of it. What comes into reach
    with a unit that is `founded`, `moved` or `reopened` has no change of its own: list what is
    there. A row whose own call answers 404 is out of reach as well. A 410 says begin anew: with the
    code `cursor_unknown` the ledger was restored, with `reach_changed` the caller's own roles are
    others since the cursor. Parameters there are not are refused.
    """

    responses = {
        "GET": {
            200: OpenApiResponse(ChangesOutput, examples=[EXAMPLE]),
            410: OpenApiResponse(ErrorsOutput, ANEW),
        }
    }
    tag = "changes"
    parameters = [
        OpenApiParameter(
            "after",
            str,
            description="`next` or a `cursor` of an earlier answer; `latest` for the present end; "
            "without it the feed is told from its beginning.",
        ),
        OpenApiParameter(
            "page_size", {"type": "integer", "minimum": 1, "maximum": MOST, "default": MOST}
        ),
    ]

    def get(self, request) -> Response:
        asked = self.validated_query(ChangesAsked)
        units_and_people.note_own_beginnings(self.request.user)
        numbered = numbering.number(at_most=NUMBERED_AT_ONCE)
        size, after = asked.get("page_size", MOST), asked.get("after", START)
        if numbered >= NUMBERED_AT_ONCE and after != LATEST:
            # What the caller reaches by may not have its number yet.
            return Response({"results": [], "next": cursor_of(after)})
        # A unit that moves between the reading of the roles and that of the changes would hide what
        # happened in it, and the cursor would have passed it.
        with snapshot(connection):
            scope.read_anew(request.user)
            return self.page(after, size)

    def page(self, after: Any, size: int) -> Response:
        end = numbering.head()
        found = [] if after == LATEST else list(self._changes(after, end)[:size])
        rows = [ChangeOutput().to_representation(change) for change in found]
        last = found[-1].place if len(rows) == size else end
        return Response({"results": rows, "next": cursor_of(last)})

    def _changes(self, after: Place, end: Place):
        if not numbering.is_known(after):
            sentence = _("This ledger does not know the cursor: fetch everything anew.")
            raise refused(410, "cursor_unknown", sentence, "after")
        user = self.request.user
        if after != START and after.position < units_and_people.reach_changed_at(user):
            sentence = _("Your own roles have changed since: fetch everything anew.")
            raise refused(410, "reach_changed", sentence, "after")
        left = units_and_people.left_behind(user)
        seen = records.seen_by(user, left) | units_and_people.seen_by(user, left)
        changes = NumberedChange.objects.filter(seen, position__gt=after.position)
        return changes.filter(position__lte=end.position).order_by("position")
