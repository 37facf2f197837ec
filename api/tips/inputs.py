"""What the calls about tips may be told: the shape only, the law decides."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api.fields import (
    VOLUNTARY,
    Day,
    Identifier,
    Known,
    KnownRecord,
    Words,
    day,
    money,
    one_of,
    words,
)
from api.hazards.inputs import (
    MOST_AT_ONCE,
    InputSerializer,
    categories,
    clauses,
    hazards,
    open_units,
)
from organizations import scope
from organizations.models import Role
from tips.identity import tipsters
from tips.models import FollowUp, Tip
from tips.services.uploads import MOST
from tips.states import ENTERED_FROM, REWARDS, TipState
from workflow.states import Severity

LONGEST_TEXT, LONGEST_PLACE, LONGEST_CODE = 1000, 120, 16


def tips(user):
    return Tip.objects.visible_to(user)


def handling_units(user):
    return scope.units_reached_by(user, Role.TIP_HANDLER).filter(closed_on=None)


class TellTip(InputSerializer):
    """`unit` is its code. `channel`, `received_on` and `name` are for a tip handler who enters what
    came by phone or letter. `id` is a UUID of the client's own: the same tip again under it is the
    same tip."""

    id = Identifier(**VOLUNTARY)
    unit = Words(max_length=LONGEST_CODE)
    where = Words(max_length=LONGEST_PLACE)
    what = Words(max_length=LONGEST_TEXT)
    phone = words(tipsters.LONGEST)
    name = words(tipsters.LONGEST)
    photos = serializers.ListField(
        child=serializers.FileField(allow_empty_file=True), max_length=MOST, required=False
    )
    channel = one_of(ENTERED_FROM)
    received_on = Day(**VOLUNTARY)


class Unfounded(InputSerializer):
    reason = words()


class AcceptTip(Unfounded):
    """A hazard it `joins`, or what the unit reads of it: nothing is taken over that is not said
    here. `tip_photos` are pictures of the tip to be passed on, `photos` uploads of one's own."""

    joins = KnownRecord(hazards, **VOLUNTARY)
    unit = Known(open_units, **VOLUNTARY)
    category = Known(categories, **VOLUNTARY)
    place = words(LONGEST_PLACE)
    description = words(500)
    severity = serializers.ChoiceField(Severity.choices, **VOLUNTARY)
    clause = Known(clauses, **VOLUNTARY)
    is_violation = serializers.BooleanField(**VOLUNTARY)
    photos = serializers.ListField(child=Identifier(), max_length=30, **VOLUNTARY)
    tip_photos = serializers.ListField(child=Identifier(), max_length=MOST, **VOLUNTARY)


class RepeatTip(Unfounded):
    repeat_of = KnownRecord(tips, **VOLUNTARY)


class ForwardTip(Unfounded):
    forwarded_to = words(120)


class AnswerTip(InputSerializer):
    answer = words()


class RewardTip(InputSerializer):
    id = Identifier(**VOLUNTARY)
    kind = one_of(REWARDS)
    amount = money()
    day = day()


class SetAside(InputSerializer):
    """Those of these `ids`; or `all` that came in on the day `since` or later, about the `unit` and
    all below it, with these words in them (`says`), each as far as it is told."""

    ids = serializers.ListField(child=Identifier(), max_length=MOST_AT_ONCE, **VOLUNTARY)
    all = serializers.BooleanField(default=False)
    unit = Known(handling_units, **VOLUNTARY)
    since = Day(**VOLUNTARY)
    says = words(60)
    reason = words()

    def validate(self, attrs):
        """Nothing told is not everything meant."""
        if bool(attrs.get("ids")) == attrs["all"]:
            sentence = _("Say which ones by their ids, or that all are meant.")
            raise serializers.ValidationError({"ids": sentence}, code="required")
        return attrs


class News(InputSerializer):
    id = Identifier(**VOLUNTARY)
    unit = Known(handling_units)
    tip = KnownRecord(tips, **VOLUNTARY)
    title = words(120)
    day = Day()


class CorrectFollowUp(InputSerializer):
    id = Identifier(**VOLUNTARY)
    kind = one_of(REWARDS)
    amount = money()
    title = words(120)
    day = day()
    reason = words()


class TipsAsked(InputSerializer):
    state = one_of(TipState.choices)
    unit = Known(handling_units, **VOLUNTARY)


def follow_ups(user):
    return FollowUp.objects.visible_to(user)


BODIES: dict[str, type[InputSerializer]] = {
    "accept": AcceptTip,
    "repeat": RepeatTip,
    "forward": ForwardTip,
    "feedback": AnswerTip,
    "reward": RewardTip,
}
# The fields a lack may be about besides those of hazards.
TAKEN: list[type[InputSerializer]] = [*BODIES.values(), TellTip, CorrectFollowUp]
SAID = {name for body in TAKEN for name in body().get_fields()}
