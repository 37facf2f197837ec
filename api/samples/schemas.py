"""The shapes of what is told about re-check samples, for the schema."""

from rest_framework import serializers

from api.hazards.schemas import PersonShape, PhotoShape, Shape, UnitRefShape
from workflow.states import Severity, State


class ResultShape(Shape):
    id = serializers.IntegerField()
    holds = serializers.BooleanField()
    note = serializers.CharField()
    photos = PhotoShape(many=True)
    by = PersonShape()
    at = serializers.DateTimeField()
    reopened = serializers.BooleanField()
    corrects = serializers.IntegerField(allow_null=True)


class DrawnHazardShape(Shape):
    id = serializers.UUIDField()
    number = serializers.CharField()
    state = serializers.ChoiceField(State.choices)
    severity = serializers.ChoiceField(Severity.choices)
    unit = UnitRefShape()
    place = serializers.CharField()
    description = serializers.CharField()


class AssignmentShape(Shape):
    rechecker = PersonShape()
    by = PersonShape()
    at = serializers.DateTimeField()


class ReopeningShape(Shape):
    """`result` is the id of the row's result that led to it; null where something else did."""

    at = serializers.DateTimeField()
    by = PersonShape()
    reason = serializers.CharField()
    result = serializers.IntegerField(allow_null=True)


class SampledShape(Shape):
    """`reasons` say why it weighs more: `major`, `repeat`, `fast`. `earlier` are the results that
    were corrected, oldest first; `assignments` all there were, the one in force last;
    `reopenings` those since the closure that was drawn, which no corrected result undoes."""

    position = serializers.IntegerField()
    hazard = DrawnHazardShape()
    reasons = serializers.ListField(child=serializers.CharField())
    weight = serializers.IntegerField()
    probability = serializers.FloatField()
    closed_at = serializers.DateTimeField()
    rechecker = PersonShape(allow_null=True)
    assigned_at = serializers.DateTimeField(allow_null=True)
    assignments = AssignmentShape(many=True)
    result = ResultShape(allow_null=True)
    earlier = ResultShape(many=True)
    waits_to_be_reopened = serializers.BooleanField()
    reopenings = ReopeningShape(many=True)


class EstimateShape(Shape):
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


class UnitEstimateShape(EstimateShape):
    unit = UnitRefShape()


class SampleRowShape(Shape):
    """`ordinal` says which draw it is of this unit over days that overlap. `drawn`, `checked` and
    `failed` count what the caller may see of it."""

    id = serializers.UUIDField()
    unit = UnitRefShape()
    found_from = serializers.DateField()
    found_to = serializers.DateField()
    size = serializers.IntegerField()
    seed = serializers.CharField()
    is_seed_given = serializers.BooleanField()
    ordinal = serializers.IntegerField()
    weights = serializers.DictField(child=serializers.IntegerField())
    drawn_by = PersonShape()
    drawn_at = serializers.DateTimeField()
    frame_size = serializers.IntegerField()
    frame_digest = serializers.CharField()
    drawn = serializers.IntegerField()
    checked = serializers.IntegerField()
    failed = serializers.IntegerField()


class SampleShape(SampleRowShape):
    """`estimate` and `estimates` only for who audits the unit."""

    hazards = SampledShape(many=True)
    estimate = EstimateShape(allow_null=True)
    estimates = UnitEstimateShape(many=True)


class VerificationShape(Shape):
    """Whether the kept frame and the seed give the same draw again; `fault` says why not."""

    is_same = serializers.BooleanField()
    fault = serializers.CharField()
