"""What the calls about wordings for the public may be told: the shape only, the law decides."""

from rest_framework import serializers

from api.fields import VOLUNTARY, Day, Known, words
from api.hazards.inputs import InputSerializer
from organizations import scope

MOST_CUES, LONGEST_KEY, LATEST = 200, 60, 2**31 - 1


def version_read() -> serializers.IntegerField:
    """As it was read. It has to be said: whoever confirms, confirms what they have seen."""
    return serializers.IntegerField(min_value=0, max_value=LATEST)


class RowsAsked(InputSerializer):
    """The period is [found_from, found_to)."""

    unit = Known(scope.units_reached_by)
    found_from = Day(**VOLUNTARY)
    found_to = Day(**VOLUNTARY)


class Reword(InputSerializer):
    """`version` is the row's (0 where nobody has worded it), `hazard_version` the hazard's."""

    place = words()
    text = words()
    version = version_read()
    hazard_version = version_read()


class Confirm(Reword):
    """What is not said of `place` and `text` stays as the row shows it; `checked` are the keys of
    the cues of which somebody says that they name nobody."""

    checked = serializers.ListField(child=words(LONGEST_KEY), required=False, max_length=MOST_CUES)
