"""The shapes of figures, for the schema."""

from rest_framework import serializers

from api.shapes import Shape, UnitRefShape


class RateShape(Shape):
    """A zero denominator has no value: null, never 100 %."""

    value = serializers.FloatField(allow_null=True)
    numerator = serializers.IntegerField()
    denominator = serializers.IntegerField()
    definition = serializers.CharField()


def counts() -> serializers.DictField:
    return serializers.DictField(child=serializers.IntegerField())


class FiguresShape(Shape):
    """The figures of the handbook's section 3. `funds` is in 万元."""

    found = serializers.IntegerField()
    rectified = serializers.IntegerField()
    closed = serializers.IntegerField()
    open = serializers.IntegerField()
    overdue = serializers.IntegerField()
    due = serializers.IntegerField()
    on_time = serializers.IntegerField()
    after_extension = serializers.IntegerField()
    held = serializers.IntegerField()
    held_due = serializers.IntegerField()
    repeat = serializers.IntegerField()
    dismissed = serializers.IntegerField()
    major_found = serializers.IntegerField()
    major_closed = serializers.IntegerField()
    closures = serializers.IntegerField()
    reopened = serializers.IntegerField()
    sent_back = serializers.IntegerField()
    units_reported = serializers.IntegerField()
    units_expected = serializers.IntegerField()
    rectification_rate = RateShape()
    closure_rate = RateShape()
    on_time_rate = RateShape()
    after_extension_rate = RateShape()
    held_rate = RateShape()
    by_state = counts()
    dismissed_by_outcome = counts()
    ageing = counts()
    median_days_to_close = serializers.FloatField(allow_null=True)
    funds = serializers.CharField()


class FiguresRowShape(FiguresShape):
    """`key` is what a filter takes, `label` how the row is named."""

    key = serializers.JSONField()
    label = serializers.CharField()  # type: ignore[assignment]


class PeriodShape(Shape):
    found_from = serializers.DateField(allow_null=True)
    found_to = serializers.DateField(allow_null=True)


class StatisticsShape(FiguresShape):
    definitions_version = serializers.CharField()
    unit = UnitRefShape(allow_null=True)
    period = PeriodShape()
    as_of = serializers.DateTimeField()
    tree_of = serializers.DateField()
    open_from_before = serializers.IntegerField()
    rows = FiguresRowShape(many=True, required=False)
