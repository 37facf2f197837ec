"""The shapes of figures, for the schema."""

from rest_framework import serializers

from api.hazards.schemas import Shape, UnitRefShape
from figures import bottlenecks as stuck


class RateShape(Shape):
    """A zero denominator has no value: null, never 100 %."""

    value = serializers.FloatField(allow_null=True)
    numerator = serializers.IntegerField()
    denominator = serializers.IntegerField()
    definition = serializers.CharField()


def counts() -> serializers.DictField:
    return serializers.DictField(child=serializers.IntegerField())


class SpreadShape(Shape):
    """Days from found to closed; `bands` are whole days and add up to `closed`."""

    median = serializers.FloatField(allow_null=True)
    p90 = serializers.IntegerField(allow_null=True)
    bands = counts()


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
    days_to_close = SpreadShape()
    funds = serializers.CharField()


class FiguresRowShape(FiguresShape):
    """`key` is what a filter takes, `label` how the row is named. `open_at_end` stands on months:
    all that was open in scope when the month ended, whenever it was found."""

    key = serializers.JSONField()
    label = serializers.CharField()  # type: ignore[assignment]
    open_at_end = serializers.IntegerField(required=False)


class StuckShape(Shape):
    """What waits for one step on the desks of one level; the list takes `step`, `desk` and, for a
    band of `days`, `waited`."""

    step = serializers.ChoiceField(list(stuck.STEPS))
    desk = serializers.ChoiceField(list(stuck.DESKS))
    days = counts()
    total = serializers.IntegerField()


class EventHazardsShape(Shape):
    """To how many hazards it happened in the period."""

    closures = serializers.IntegerField()
    reopened = serializers.IntegerField()
    sent_back = serializers.IntegerField()


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
    open_in_scope = serializers.IntegerField()
    hazards_of_events = EventHazardsShape()
    stuck = StuckShape(many=True)
    definitions = serializers.DictField(child=serializers.CharField())
    rows = FiguresRowShape(many=True, required=False)
