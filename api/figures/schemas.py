"""The shapes of figures, for the schema."""

from collections.abc import Iterable
from typing import Any

from rest_framework import serializers

from api.hazards.schemas import OutputSerializer, UnitRefOutput
from figures import bottlenecks as stuck
from figures import definitions
from hazards.figures import registry

Fields = dict[str, serializers.Field]


class RateOutput(OutputSerializer):
    """A zero denominator has no value: null, never 100 %."""

    value = serializers.FloatField(allow_null=True)
    numerator = serializers.IntegerField()
    denominator = serializers.IntegerField()
    definition = serializers.CharField()


def counts() -> serializers.DictField:
    return serializers.DictField(child=serializers.IntegerField())


class SpreadOutput(OutputSerializer):
    """Days from found to closed; `bands` are whole days and add up to `closed`."""

    median = serializers.FloatField(allow_null=True)
    p90 = serializers.IntegerField(allow_null=True)
    bands = counts()


def integers(names: Iterable[str]) -> Fields:
    return {name: serializers.IntegerField() for name in names}


def figures() -> Fields:
    """The figures of the handbook's section 3. `funds` is in 万元."""
    # The counts stand in the order they were published in first.
    return {
        **integers(definitions.in_order(held="after_extension", dismissed="repeat")),
        **integers(definitions.EVENTS),
        **integers(("units_reported", "units_expected")),
        **{name: RateOutput() for name in definitions.RATES},
        **{name: counts() for name in dict.fromkeys(count.part_of for count in registry.PARTS)},
        "median_days_to_close": serializers.FloatField(allow_null=True),
        "days_to_close": SpreadOutput(),
        **{money.key: serializers.CharField() for money in registry.MONEY},
    }


OF_ALL = {"__module__": __name__, "__doc__": figures.__doc__}
FiguresOutput: Any = type("FiguresOutput", (OutputSerializer,), OF_ALL | figures())


class FiguresRowOutput(FiguresOutput):
    """`key` is what a filter takes, `label` how the row is named. `open_at_end` stands on months:
    all that was open in scope when the month ended, whenever it was found."""

    key = serializers.JSONField()
    label = serializers.CharField()  # type: ignore[assignment]
    open_at_end = serializers.IntegerField(required=False)


class StuckOutput(OutputSerializer):
    """What waits for one step on the desks of one level; the list takes `step`, `desk` and, for a
    band of `days`, `waited`."""

    step = serializers.ChoiceField(list(stuck.STEPS))
    desk = serializers.ChoiceField(list(stuck.LEVELS))
    days = counts()
    total = serializers.IntegerField()


OF_EVENTS = {
    "__module__": __name__,
    "__doc__": "To how many hazards it happened in the period.",
}
EventHazardsOutput: Any = type(
    "EventHazardsOutput", (OutputSerializer,), OF_EVENTS | integers(definitions.EVENTS)
)


class PeriodOutput(OutputSerializer):
    found_from = serializers.DateField(allow_null=True)
    found_to = serializers.DateField(allow_null=True)


class StatisticsOutput(FiguresOutput):
    definitions_version = serializers.CharField()
    unit = UnitRefOutput(allow_null=True)
    period = PeriodOutput()
    as_of = serializers.DateTimeField()
    tree_of = serializers.DateField()
    open_from_before = serializers.IntegerField()
    open_in_scope = serializers.IntegerField()
    hazards_of_events = EventHazardsOutput()
    stuck = StuckOutput(many=True)
    definitions = serializers.DictField(child=serializers.CharField())
    rows = FiguresRowOutput(many=True, required=False)
