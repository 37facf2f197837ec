"""The shapes of what is told about activities, for the schema."""

from rest_framework import serializers

from activities.law import LOGGED, SUPERSEDED
from api.hazards.schemas import OutputSerializer, PersonOutput, UnitRefOutput

STATES = (LOGGED, SUPERSEDED)


class NumberOutput(OutputSerializer):
    label = serializers.CharField()  # type: ignore[assignment]
    counted_in = serializers.CharField()


class ActivityKindOutput(OutputSerializer):
    """What is counted of a kind: null where it is not. `feeds` names the blank of the notice's form
    each of `sessions`, `people` and `names` goes into."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    icon = serializers.CharField()
    sessions = NumberOutput(allow_null=True)
    people = NumberOutput(allow_null=True)
    name_label = serializers.CharField()
    is_named = serializers.BooleanField()
    feeds = serializers.DictField(child=serializers.CharField())


class ActivityRowOutput(OutputSerializer):
    id = serializers.UUIDField()
    unit = UnitRefOutput()
    kind = serializers.CharField()
    kind_label = serializers.CharField()
    day = serializers.DateField()
    sessions = serializers.IntegerField(allow_null=True)
    people = serializers.IntegerField(allow_null=True)
    name = serializers.CharField()
    state = serializers.ChoiceField(STATES)
    state_label = serializers.CharField()
    reported_by = PersonOutput()
    reported_at = serializers.DateTimeField()
    supersedes = serializers.UUIDField(allow_null=True)
    superseded_by = serializers.UUIDField(allow_null=True)


class ActivityPhotoOutput(OutputSerializer):
    id = serializers.UUIDField()
    display = serializers.CharField()
    thumb = serializers.CharField()


class ActivityEntryOutput(OutputSerializer):
    at = serializers.DateTimeField()
    by = PersonOutput()
    move = serializers.CharField()
    note = serializers.CharField()
    digest = serializers.CharField()
    previous_digest = serializers.CharField()


class ActivityOutput(ActivityRowOutput):
    photos = ActivityPhotoOutput(many=True)
    history = ActivityEntryOutput(many=True)
    may_supersede = serializers.BooleanField()
