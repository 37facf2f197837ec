"""The shape of a change, and how a place in the feed is written."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.hazards.schemas import OutputSerializer
from changes.models import NumberedChange, Place
from organizations.feed import PERSON, UNIT
from records import feed

# By which call what a change names is fetched; rewards and news of a lead stand in a list alone.
CALLS = {
    "activity": "activities/{id}/",
    "round": "rounds/{id}/",
    "tip": "tips/{id}/",
    "hazard": "hazards/{id}/",
    "return": "returns/{id}/",
    "sample": "samples/{id}/",
    UNIT: "units/{id}/",
    PERSON: "people/{id}/",
}
KINDS = [f"{kind} ({CALLS.get(kind, '–')})" for kind in (*feed.records(), UNIT, PERSON)]


def cursor_of(place: Place) -> str:
    return f"{place.position}-{place.mark}"


@extend_schema_field({"oneOf": [{"type": "string", "format": "uuid"}, {"type": "integer"}]})
class Key(serializers.Field):
    """A UUID as text, or a number: as the record's own calls write it."""

    def to_representation(self, key: Any) -> Any:
        return key if isinstance(key, int) else str(key)


class ChangeOutput(OutputSerializer):
    """`id` is the id the calls of its kind use. `version` is the record's after the act; null for
    kinds without versions. `what` is the act's one word: the move or action of a record, `open` for
    a return that was asked for; of a unit `founded`, `moved`, `renamed`, `changed`, `merged`,
    `split`, `passed_on`, `closed`, `reopened`; of a person `added`, `changed`, `activated`,
    `deactivated`, `role_given`, `role_begun`, `role_taken`, `role_dated`, `role_lapsed`; of a
    hazard, unit or person `gone`, where it has left the caller's reach. `at` is the time of the
    act, which may be earlier than that of the one before. More kinds and words may come: leave out
    those you do not know."""

    cursor = serializers.SerializerMethodField()
    kind = serializers.CharField(help_text=", ".join(KINDS))
    id = Key(source="key")
    version = serializers.IntegerField(allow_null=True)
    what = serializers.CharField()
    at = serializers.DateTimeField()

    def get_cursor(self, change: NumberedChange) -> str:
        return cursor_of(change.place)


class ChangesOutput(OutputSerializer):
    """`next` is the cursor to ask with next, also where nothing came."""

    results = ChangeOutput(many=True)
    next = serializers.CharField()
