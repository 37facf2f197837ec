"""The shapes of roles, as administrators are told of them."""

from rest_framework import serializers

from api.hazards.schemas import PersonShape, Shape, UnitRefShape
from organizations.models import Role


class NamedPersonShape(PersonShape):
    username = serializers.CharField()


class HeldShape(Shape):
    """A role of somebody at a unit, from its first day to its last."""

    id = serializers.IntegerField()
    person = NamedPersonShape()
    unit = UnitRefShape()
    role = serializers.ChoiceField(Role.choices)
    title = serializers.CharField()
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
