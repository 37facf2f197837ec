"""The shapes of what is told about re-check samples, for the schema."""

from rest_framework import serializers

from api.hazards.schemas import OutputSerializer, PersonOutput, PhotoOutput, UnitRefOutput
from workflow.states import Severity, State


class ResultOutput(OutputSerializer):
    id = serializers.IntegerField()
    holds = serializers.BooleanField()
    note = serializers.CharField()
    photos = PhotoOutput(many=True)
    by = PersonOutput()
    at = serializers.DateTimeField()
    reopened = serializers.BooleanField()
    corrects = serializers.IntegerField(allow_null=True)


class DrawnHazardOutput(OutputSerializer):
    id = serializers.UUIDField()
    number = serializers.CharField()
    state = serializers.ChoiceField(State.choices)
    severity = serializers.ChoiceField(Severity.choices)
    unit = UnitRefOutput()
    place = serializers.CharField()
    description = serializers.CharField()


class AssignmentOutput(OutputSerializer):
    rechecker = PersonOutput()
    by = PersonOutput()
    at = serializers.DateTimeField()


class ReopeningOutput(OutputSerializer):
    """`result` is the id of the row's result that led to it; null where something else did."""

    at = serializers.DateTimeField()
    by = PersonOutput()
    reason = serializers.CharField()
    result = serializers.IntegerField(allow_null=True)


class SampledOutput(OutputSerializer):
    """`reasons` say why it weighs more: `major`, `repeat`, `fast`. `earlier` are the results that
    were corrected, oldest first; `assignments` all there were, the one in force last;
    `reopenings` those since the closure that was drawn, which no corrected result undoes."""

    position = serializers.IntegerField()
    hazard = DrawnHazardOutput()
    reasons = serializers.ListField(child=serializers.CharField())
    weight = serializers.IntegerField()
    probability = serializers.FloatField()
    closed_at = serializers.DateTimeField()
    rechecker = PersonOutput(allow_null=True)
    assigned_at = serializers.DateTimeField(allow_null=True)
    assignments = AssignmentOutput(many=True)
    result = ResultOutput(allow_null=True)
    earlier = ResultOutput(many=True)
    waits_to_be_reopened = serializers.BooleanField()
    reopenings = ReopeningOutput(many=True)


class EstimateOutput(OutputSerializer):
    """Shares in [0, 1] of the closures of the frame that do not hold, with the 95 % interval; null
    while nothing has been re-checked. Only what is re-checked counts."""

    frame = serializers.IntegerField()
    drawn = serializers.IntegerField()
    checked = serializers.IntegerField()
    failed = serializers.IntegerField()
    rate = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    effective_size = serializers.FloatField(allow_null=True)


class UnitEstimateOutput(EstimateOutput):
    unit = UnitRefOutput()


class SampleRowOutput(OutputSerializer):
    """`ordinal` says which draw it is of this unit over days that overlap. `drawn`, `checked` and
    `failed` count what the caller may see of it."""

    id = serializers.UUIDField()
    unit = UnitRefOutput()
    found_from = serializers.DateField()
    found_to = serializers.DateField()
    size = serializers.IntegerField()
    seed = serializers.CharField()
    is_seed_given = serializers.BooleanField()
    ordinal = serializers.IntegerField()
    weights = serializers.DictField(child=serializers.IntegerField())
    drawn_by = PersonOutput()
    drawn_at = serializers.DateTimeField()
    frame_size = serializers.IntegerField()
    frame_digest = serializers.CharField()
    drawn = serializers.IntegerField()
    checked = serializers.IntegerField()
    failed = serializers.IntegerField()


class SampleOutput(SampleRowOutput):
    """`estimate` and `estimates` only for who audits the unit."""

    hazards = SampledOutput(many=True)
    estimate = EstimateOutput(allow_null=True)
    estimates = UnitEstimateOutput(many=True)


class VerificationOutput(OutputSerializer):
    """Whether the kept frame and the seed give the same draw again; `fault` says why not."""

    is_same = serializers.BooleanField()
    fault = serializers.CharField()
