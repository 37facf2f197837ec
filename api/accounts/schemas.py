"""The shapes of tokens and sessions, as their owner is told of them."""

from rest_framework import serializers

from accounts.models import Scope
from api.hazards.schemas import OutputSerializer


class OwnTokenOutput(OutputSerializer):
    """`begins` is how the secret begins, `expires_on` the last day on which it opens anything.
    `address` and `device` say where it was made, and where it was last used once it was. `used_at`
    is told to ten minutes."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    scope = serializers.ChoiceField(Scope.choices)
    begins = serializers.CharField()
    created_at = serializers.DateTimeField()
    expires_on = serializers.DateField()
    used_at = serializers.DateTimeField(allow_null=True)
    address = serializers.CharField(allow_null=True)
    device = serializers.CharField()
    is_current = serializers.BooleanField()


class NewTokenOutput(OwnTokenOutput):
    """`token` is the secret. It is told this once and kept nowhere."""

    token = serializers.CharField()


class SessionOutput(OutputSerializer):
    """What was not kept yet when the session was begun is null. `seen_at` is told to a minute, and
    `address` and `device` are those of that moment."""

    id = serializers.UUIDField()
    created_at = serializers.DateTimeField(allow_null=True)
    seen_at = serializers.DateTimeField(allow_null=True)
    address = serializers.CharField(allow_null=True)
    device = serializers.CharField()
    is_current = serializers.BooleanField()
