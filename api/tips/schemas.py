"""The shapes of what is told about tips, for the schema. Only `TipsterOutput` says who tipped."""

from rest_framework import serializers

from api.hazards.schemas import OutputSerializer, PersonOutput, UnitRefOutput
from tips.states import Channel, FollowUpKind, TipState

STAGES = [(one, one) for one in ("received", "verified", "answered", "closed")]


class ReceiptOutput(OutputSerializer):
    """The code to ask with how far it is: told once, and kept nowhere."""

    receipt = serializers.CharField()


class ProgressOutput(OutputSerializer):
    """How far it is, and what was answered. It names no unit, no place and nobody."""

    stage = serializers.ChoiceField(STAGES)
    received_on = serializers.DateField()
    verified_on = serializers.DateField(allow_null=True)
    outcome = serializers.CharField()
    answer_due_on = serializers.DateField(allow_null=True)
    answered_on = serializers.DateField(allow_null=True)
    answer = serializers.CharField()
    closed_on = serializers.DateField(allow_null=True)


class TipMoveOutput(OutputSerializer):
    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]


class TipPhotoOutput(OutputSerializer):
    id = serializers.UUIDField()
    display = serializers.CharField()
    thumb = serializers.CharField()


class TipRowOutput(OutputSerializer):
    """`unit` is the one told of, `verifier` the one that verifies and counts it."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(TipState.choices)
    state_label = serializers.CharField()
    version = serializers.IntegerField()
    unit = UnitRefOutput()
    verifier = UnitRefOutput()
    place = serializers.CharField()
    channel = serializers.ChoiceField(Channel.choices)
    received_on = serializers.DateField()
    decided_on = serializers.DateField(allow_null=True)
    feedback_due_on = serializers.DateField(allow_null=True)
    answered_on = serializers.DateField(allow_null=True)


class FollowUpOutput(OutputSerializer):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(FollowUpKind.choices)
    unit = UnitRefOutput()
    tip = serializers.UUIDField(allow_null=True)
    day = serializers.DateField()
    amount = serializers.CharField()
    title = serializers.CharField()
    recorded_by = PersonOutput()
    superseded_by = serializers.UUIDField(allow_null=True)


class TipOutput(TipRowOutput):
    """`keeps_identity` says whether there is anything to look at under `tipster/`."""

    text = serializers.CharField()
    photos = TipPhotoOutput(many=True)
    decided_by = PersonOutput(allow_null=True)
    hazard = serializers.UUIDField(allow_null=True)
    repeat_of = serializers.UUIDField(allow_null=True)
    forwarded_to = serializers.CharField()
    answer = serializers.CharField()
    keeps_identity = serializers.BooleanField()
    identity_deleted_on = serializers.DateField(allow_null=True)
    follow_ups = FollowUpOutput(many=True)
    moves = TipMoveOutput(many=True)


class TipsterOutput(OutputSerializer):
    """Empty where nothing was left, or it was deleted by the rule."""

    phone = serializers.CharField()
    name = serializers.CharField()


class SetAsideOutput(OutputSerializer):
    set_aside = serializers.IntegerField()
