"""What the calls about re-check samples may be told: the shape only, the law decides."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.fields import (
    NOBODY_THERE,
    VOLUNTARY,
    Day,
    Identifier,
    Known,
    Words,
    day,
    photos,
    words,
)
from api.hazards.inputs import InputSerializer, people, units
from api.returns.inputs import LARGEST_ID
from rechecks.models import Sample
from rechecks.services.sampling import MOST

LONGEST_SEED = 40


def samples(user):
    return Sample.objects.visible_to(user)


WORD = {"type": "string", "maxLength": LONGEST_SEED}


@extend_schema_field({"oneOf": [WORD, {"type": "integer"}]})
class Seed(Words):
    """A word or a number of the auditor's choice; 12 and "12" are the same seed."""

    def to_internal_value(self, data):
        is_number = isinstance(data, int) and not isinstance(data, bool)
        return super().to_internal_value(str(data) if is_number else data)


class DrawSample(InputSerializer):
    id = Identifier(**VOLUNTARY)
    unit = Known(units)
    found_from = Day()
    found_to = Day()
    size = serializers.IntegerField(max_value=10 * MOST)
    seed = Seed(max_length=LONGEST_SEED, allow_blank=True, **VOLUNTARY)


@extend_schema_field(
    {
        "oneOf": [
            {"type": "array", "items": {"type": "integer"}, "description": "People to share it."},
            {
                "type": "object",
                "additionalProperties": {"type": "integer"},
                "description": "A person for each hazard, by the hazard's id.",
            },
        ]
    }
)
class Recheckers(serializers.Field):
    """Either a list of people, or a person for each hazard."""

    default_error_messages = {**NOBODY_THERE}

    def to_internal_value(self, data):
        if isinstance(data, dict):
            hazards = serializers.ListField(child=Identifier(), max_length=MOST)
            keys = hazards.run_validation(list(data))
            return dict(zip(keys, self._people(list(data.values())), strict=True))
        return self._people(data)

    def _people(self, data):
        person = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
        asked = serializers.ListField(child=person, allow_empty=False, max_length=MOST)
        keys = asked.run_validation(data)
        found = people(self.context["request"].user).in_bulk(set(keys))
        if len(found) < len(set(keys)):
            self.fail("does_not_exist")
        return [found[key] for key in keys]


class AssignRecheckers(InputSerializer):
    recheckers = Recheckers()


class OfSampled(InputSerializer):
    """One hazard of the sample, by the hazard's id."""

    hazard = Identifier()


class RecordResult(OfSampled):
    holds = serializers.BooleanField(**VOLUNTARY)
    note = words()
    photos = photos()
    due_on = day()
    corrects = serializers.IntegerField(min_value=1, **VOLUNTARY)


class ReopenSampled(OfSampled):
    due_on = day()


# The fields a lack may be about besides those of the moves.
SAID = {name for body in (DrawSample, RecordResult) for name in body().get_fields()}
