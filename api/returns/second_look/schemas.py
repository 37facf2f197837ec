"""The shapes of earlier periods, outliers and stars, for the schema; `outputs` fills them."""

from rest_framework import serializers

from api.hazards.schemas import OutputSerializer, PersonOutput
from api.returns.figure_field import FigureField
from returns.second_look.looks import AGAINST
from returns.second_look.robust import MEASURES


class EarlierOutput(OutputSerializer):
    """What the unit handed in to an earlier campaign on the same form, by indicator; `return` is
    the return it was read from."""

    campaign = serializers.IntegerField()
    title = serializers.CharField()
    due_on = serializers.DateField()
    values = serializers.DictField(child=FigureField())  # type: ignore[assignment]

    def get_fields(self) -> dict[str, serializers.Field]:
        """`return` is a word Python keeps for itself."""
        return {"return": serializers.UUIDField(), **super().get_fields()}


class OutlierOutput(OutputSerializer):
    """A figure that lies far from `n` figures of the unit's `earlier` periods or of its `peers`:
    the modified z-score by `measure` is `threshold` or more, either way. `median` and `spread` are
    in the unit of the figure. It blocks nothing."""

    against = serializers.ChoiceField(AGAINST)
    n = serializers.IntegerField()
    median = serializers.FloatField()
    spread = serializers.FloatField()
    measure = serializers.ChoiceField(MEASURES)
    score = serializers.FloatField()
    threshold = serializers.FloatField()
    detail = serializers.CharField()


class StarOutput(OutputSerializer):
    """One thing said beside a starred figure; a star may be without words."""

    comment = serializers.CharField()
    by = PersonOutput()
    at = serializers.DateTimeField()
