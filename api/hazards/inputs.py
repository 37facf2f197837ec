"""What each call may be told: the shape only, the law decides the rest."""

from rest_framework import serializers

from api.fields import (
    VOLUNTARY,
    FoundOn,
    Identifier,
    Known,
    KnownRecord,
    TakenAt,
    Words,
    one_of,
    photos,
)
from hazards.models import REPORTED_FROM, Category, Clause, Hazard, Supervision
from organizations import scope
from organizations.models import Membership, Unit, User
from papers.issued import IssuedPaper, Kind
from workflow.states import Severity

MOST_AT_ONCE = 100


def units(user):
    return scope.units_reached_by(user).filter(closed_on=None)


def open_units(user):
    """Also those out of reach: what is found at one unit may belong to any other of its tree."""
    return Unit.objects.filter(scope.in_trees_of(user), closed_on=None)


def categories(user):
    return Category.objects.current()


def clauses(user):
    return Clause.objects.current()


def people(user):
    """Those who hold a role in reach; a key of anybody else is told as one that nobody has."""
    held = Membership.objects.held().filter(unit__in=scope.units_reached_by(user))
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def hazards(user):
    return Hazard.objects.visible_to(user)


class InputSerializer(serializers.Serializer):
    """What a call may be told."""

    @property
    def given(self) -> dict:
        """What was really said; a null says nothing."""
        return {name: value for name, value in self.validated_data.items() if value is not None}


class Login(InputSerializer):
    username = Words(max_length=150)
    password = Words(max_length=1000, trim_whitespace=False)
    code = Words(max_length=60, required=False, allow_blank=True)


class PhotoUpload(InputSerializer):
    id = Identifier(required=False)
    file = serializers.FileField(allow_empty_file=True, max_length=None)
    taken_at = TakenAt(required=False)


class Report(InputSerializer):
    id = Identifier(**VOLUNTARY)
    unit = Known(units)
    category = Known(categories)
    place = Words(max_length=120)
    description = Words(max_length=500)
    severity = serializers.ChoiceField(Severity.choices, **VOLUNTARY)
    clause = Known(clauses, **VOLUNTARY)
    found_on = FoundOn(**VOLUNTARY)
    source = serializers.ChoiceField(REPORTED_FROM, **VOLUNTARY)  # type: ignore[assignment]
    is_violation = serializers.BooleanField(**VOLUNTARY)
    photos = photos()


class SaveView(InputSerializer):
    name = Words(max_length=40, allow_blank=True, **VOLUNTARY)
    query = Words(max_length=1000, allow_blank=True, **VOLUNTARY)
    shared_with = Known(units, **VOLUNTARY)


class RenameView(InputSerializer):
    name = Words(max_length=40, allow_blank=True, **VOLUNTARY)


class ListedUnder(InputSerializer):
    unit = Known(scope.units_reached_by, **VOLUNTARY)
    level = one_of(Supervision.Level.choices)


class PapersAsked(InputSerializer):
    kind = one_of(Kind.choices)
    unit = Known(lambda user: IssuedPaper.objects.visible_to(user).issuers(), **VOLUNTARY)
    addressee = Known(scope.units_reached_by, **VOLUNTARY)
    year = serializers.IntegerField(min_value=1, max_value=9999, **VOLUNTARY)
    hazard = KnownRecord(lambda user: Hazard.objects.visible_to(user), **VOLUNTARY)


class Several(InputSerializer):
    ids = serializers.ListField(child=Identifier(), allow_empty=False, max_length=MOST_AT_ONCE)
