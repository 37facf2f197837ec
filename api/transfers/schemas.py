"""The shapes of what people are told and keep: notifications, offers as letters, saved views."""

import uuid

from rest_framework import serializers

from api.hazards.schemas import (
    HazardRowOutput,
    OutputSerializer,
    PersonOutput,
    PhotoOutput,
    SupervisionOutput,
    TransferOutput,
    UnitRefOutput,
)
from notifications.models import ACCOUNT, HAZARD, RETURN, SAMPLE, TRANSFER, Notification
from workflow.states import State


class OfferedOutput(OutputSerializer):
    id = serializers.UUIDField()
    number = serializers.CharField()
    description = serializers.CharField()


class LetterRowOutput(TransferOutput):
    """An offer with the hazard it is about."""

    hazard = OfferedOutput()


class LetterOutput(LetterRowOutput):
    """The case comes along (and its photos) for those who see the hazard, and for the receivers
    while the offer is open."""

    case = HazardRowOutput(allow_null=True)
    photos = PhotoOutput(many=True)


class NotificationOutput(OutputSerializer):
    """`subject` says what `about` is the id of; of `hazard`, `return` and `sample`, that one is not
    null (a letter about a `transfer` has none of them). All of them are null once what it is about
    is out of the caller's reach, and the sentence says no more than that."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    sentence = serializers.CharField()
    subject = serializers.ChoiceField([HAZARD, RETURN, SAMPLE, TRANSFER, ACCOUNT])
    about = serializers.UUIDField(source="told_about", allow_null=True)
    hazard = serializers.SerializerMethodField()
    sample = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)

    def get_fields(self) -> dict[str, serializers.Field]:
        """`return` is a word Python keeps for itself."""
        return {**super().get_fields(), RETURN: serializers.SerializerMethodField()}

    def get_hazard(self, told: Notification) -> uuid.UUID | None:
        return told.told_about if told.subject == HAZARD else None

    def get_sample(self, told: Notification) -> uuid.UUID | None:
        return told.told_about if told.subject == SAMPLE else None

    def get_return(self, told: Notification) -> uuid.UUID | None:
        return told.told_about if told.subject == RETURN else None


class MarkedOutput(OutputSerializer):
    marked = serializers.IntegerField()


class SupervisedOutput(OfferedOutput):
    """The hazard a listing is about."""

    state = serializers.ChoiceField(State.choices)
    unit = UnitRefOutput()


class ListingOutput(SupervisionOutput):
    """A listing that lasts; the hazard cannot be closed before it is delisted."""

    id = serializers.IntegerField()
    days_left = serializers.IntegerField()
    hazard = SupervisedOutput()


class SavedViewOutput(OutputSerializer):
    """The ledger's filters under a name; `query` goes behind `hazards/?`."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    query = serializers.CharField()
    owner = PersonOutput()
    is_mine = serializers.BooleanField()
    shared_with = UnitRefOutput(allow_null=True)
