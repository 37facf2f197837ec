"""What the calls about activities may be told: the shape only, the law decides."""

from datetime import timedelta

from rest_framework import serializers

from activities.kinds import KINDS
from activities.perform import LONGEST_NAME
from api.fields import VOLUNTARY, Day, Identifier, Known, photos, words
from api.hazards.inputs import InputSerializer, units
from api.returns.inputs import Legible
from organizations import scope

LARGEST = 2**63 - 1
KEYS = [(key, kind.label) for key, kind in KINDS.items()]


def number() -> serializers.IntegerField:
    """What is too much for the kind is the law's to say; what is no number is refused here."""
    return serializers.IntegerField(min_value=-LARGEST, max_value=LARGEST, **VOLUNTARY)


def name() -> Legible:
    return Legible(max_length=2 * LONGEST_NAME, allow_blank=True, **VOLUNTARY)


class LogActivity(InputSerializer):
    id = Identifier(**VOLUNTARY)
    unit = Known(units)
    kind = serializers.ChoiceField(KEYS)
    day = Day()
    sessions = number()
    people = number()
    name = name()
    photos = photos()
    confirmed = serializers.BooleanField(**VOLUNTARY)


class SupersedeActivity(InputSerializer):
    """What is not named stays as it is; the photos go along unless others are named."""

    id = Identifier(**VOLUNTARY)
    reason = words()
    kind = serializers.ChoiceField(KEYS, **VOLUNTARY)
    day = Day(**VOLUNTARY)
    sessions = number()
    people = number()
    name = name()
    photos = photos()
    confirmed = serializers.BooleanField(**VOLUNTARY)


class WhichActivities(InputSerializer):
    """`from` is a word of Python's, so two of these are declared by their names."""

    unit = Known(scope.units_reached_by, **VOLUNTARY)
    kind = serializers.ChoiceField(KEYS, **VOLUNTARY)
    current = serializers.BooleanField(**VOLUNTARY)

    def get_fields(self):
        return {**super().get_fields(), "from": Day(**VOLUNTARY), "to": Day(**VOLUNTARY)}

    @property
    def conditions(self) -> dict[str, object]:
        told = self.given
        asked = {"day__gte": told.get("from"), "kind": told.get("kind")}
        if "to" in told:
            asked["day__lte"] = told["to"] - timedelta(days=1)
        return {name: value for name, value in asked.items() if value is not None}


# The fields a lack may be about.
SAID = {*LogActivity().get_fields(), *SupersedeActivity().get_fields()}
