"""What the calls about inspections may be told: the shape only, the law decides."""

from rest_framework import serializers

from api.fields import VOLUNTARY, Day, Identifier, Known, KnownRecord, Words, day, words
from api.hazards.inputs import InputSerializer, hazards, people, units
from inspections import law
from inspections.lines import RESULTS
from inspections.models import Checklist, Round
from inspections.models.querysets import LATE_TOO
from inspections.services.outings import MOST_PEOPLE, MOST_UNITS
from inspections.services.rounds import FREE
from organizations import scope

MOST_LINES = 150
KINDS = tuple(str(kind) for kind in FREE)
STATES = (law.DUE, law.DONE, LATE_TOO, law.MISSED, law.OPEN, law.LIFTED)


def checklists(user):
    return Checklist.objects.all()


class RoundsAsked(InputSerializer):
    unit = Known(scope.units_reached_by, **VOLUNTARY)
    state = serializers.ChoiceField(STATES, **VOLUNTARY)
    checklist = Words(max_length=40, **VOLUNTARY)

    def get_fields(self):
        # `from` is a word of the language.
        return super().get_fields() | {"from": day(), "to": day()}


class OutingsAsked(InputSerializer):
    """Of the unit and all below it; without days all there are."""

    unit = Known(scope.units_reached_by, **VOLUNTARY)

    def get_fields(self):
        return super().get_fields() | {"from": day(), "to": day()}


class CoverageAsked(InputSerializer):
    unit = Known(scope.units_reached_by, **VOLUNTARY)

    def get_fields(self):
        return super().get_fields() | {"from": day(), "to": day()}


class StartRound(InputSerializer):
    id = Identifier(**VOLUNTARY)
    unit = Known(units)
    checklist = Known(checklists, **VOLUNTARY)
    kind = serializers.ChoiceField(KINDS)
    day = Day(**VOLUNTARY)
    team = serializers.ListField(child=Known(people), max_length=MOST_PEOPLE, **VOLUNTARY)


class GoOut(InputSerializer):
    units = serializers.ListField(child=Known(units), allow_empty=False, max_length=MOST_UNITS)
    title = Words(max_length=80)
    day = Day(**VOLUNTARY)
    team = serializers.ListField(child=Known(people), max_length=MOST_PEOPLE, **VOLUNTARY)
    others = words(200)
    kind = serializers.ChoiceField(KINDS, **VOLUNTARY)
    checklist = Known(checklists, **VOLUNTARY)


class LineAnswer(InputSerializer):
    line = Words(max_length=40)
    result = serializers.ChoiceField(RESULTS)
    note = words(200)
    hazard = KnownRecord(hazards, **VOLUNTARY)


class FinishRound(InputSerializer):
    lines = serializers.ListField(child=LineAnswer(), max_length=MOST_LINES, **VOLUNTARY)
    note = words(500)


class AmendRound(FinishRound):
    """What is left out stays as it is."""

    reason = words(500)
    whereabouts = words(120)
    inspectors = words(200)


class KeepAnswers(InputSerializer):
    lines = serializers.ListField(child=LineAnswer(), max_length=MOST_LINES)


class Refusal(InputSerializer):
    reason = words(200)


def rounds(user):
    return Round.objects.visible_to(user)
