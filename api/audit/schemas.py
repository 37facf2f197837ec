"""The shape of an event of the audit log."""

from rest_framework import serializers

from api.hazards.schemas import OutputSerializer, PersonOutput, UnitRefOutput
from audit import words
from audit.kinds import Door, Kind, Result
from audit.models import Event


class EventOutput(OutputSerializer):
    """`account` is the name typed at a log-in (`by` is null where that failed), or `?` and a digest
    in the place of one nobody has: people type passwords into the wrong box. `summary` says the
    `details` in a line; `about` is the key of what `about_kind` names."""

    id = serializers.IntegerField()
    at = serializers.DateTimeField()
    kind = serializers.ChoiceField(Kind.choices)
    by = PersonOutput(allow_null=True)
    account = serializers.CharField()
    address = serializers.CharField(allow_null=True)
    door = serializers.ChoiceField(Door.choices)
    about_kind = serializers.CharField()
    about = serializers.CharField()
    unit = UnitRefOutput(allow_null=True)
    result = serializers.ChoiceField(Result.choices)
    summary = serializers.SerializerMethodField()
    details = serializers.DictField()

    def get_summary(self, event: Event) -> str:
        return words.summary(event)
