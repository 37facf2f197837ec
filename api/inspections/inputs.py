"""What the calls about inspections may be told: the shape only, the law decides."""

from rest_framework import serializers

from api.fields import VOLUNTARY, Day, Identifier, Known, KnownRecord, Words, day, words
from api.hazards.inputs import Body, hazards, people, units
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


class RoundsAsked(Body):
    unit = Known(scope.units_reached_by, **VOLUNTARY)
    state = serializers.ChoiceField(STATES, **VOLUNTARY)
    checklist = Words(max_length=40, **VOLUNTARY)

    def get_fields(self):
        # `from` is a word of the language.
        return super().get_fields() | {"from": day(), "to": day()}


class CoverageAsked(Body):
    unit = Known(scope.units_reached_by, **VOLUNTARY)

    def get_fields(self):
        return super().get_fields() | {"from": day(), "to": day()}


class StartRound(Body):
    id = Identifier(**VOLUNTARY)
    unit = Known(units)
    checklist = Known(checklists, **VOLUNTARY)
    kind = serializers.ChoiceField(KINDS)
    day = Day(**VOLUNTARY)
    team = serializers.ListField(child=Known(people), max_length=MOST_PEOPLE, **VOLUNTARY)


class GoOut(Body):
    units = serializers.ListField(child=Known(units), allow_empty=False, max_length=MOST_UNITS)
    title = Words(max_length=80)
    day = Day(**VOLUNTARY)
    team = serializers.ListField(child=Known(people), max_length=MOST_PEOPLE, **VOLUNTARY)
    others = words(200)
    kind = serializers.ChoiceField(KINDS, **VOLUNTARY)
    checklist = Known(checklists, **VOLUNTARY)


class LineAnswer(Body):
    line = Words(max_length=40)
    result = serializers.ChoiceField(RESULTS)
    note = words(200)
    hazard = KnownRecord(hazards, **VOLUNTARY)


class FinishRound(Body):
    lines = serializers.ListField(child=LineAnswer(), max_length=MOST_LINES, **VOLUNTARY)
    note = words(500)


class KeepAnswers(Body):
    lines = serializers.ListField(child=LineAnswer(), max_length=MOST_LINES)


class Refusal(Body):
    reason = words(200)


def rounds(user):
    return Round.objects.visible_to(user)
