"""The shapes of roles, as administrators are told of them."""

from rest_framework import serializers

from api.hazards.schemas import (
    ColleagueOutput,
    MembershipOutput,
    OutputSerializer,
    PersonOutput,
    UnitRefOutput,
)
from organizations.models import Role
from organizations.people import StaffPost


class NamedPersonOutput(PersonOutput):
    username = serializers.CharField()


class ColleagueAtUnitsOutput(ColleagueOutput):
    """With each role at each unit in the caller's reach."""

    memberships = MembershipOutput(many=True)


class HeldOutput(OutputSerializer):
    """A role of somebody at a unit, from its first day to its last."""

    id = serializers.IntegerField()
    person = NamedPersonOutput()
    unit = UnitRefOutput()
    role = serializers.ChoiceField(Role.choices)
    title = serializers.CharField()
    post = serializers.ChoiceField(StaffPost.choices, allow_null=True)
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
