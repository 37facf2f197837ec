"""What the calls about campaigns and returns may be told: the shape only, the law decides."""

from typing import Any

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.fields import LONGEST_TEXT, NOBODY_THERE, VOLUNTARY, Day, Identifier, Known, Words
from api.hazards.inputs import InputSerializer, units
from organizations import scope
from returns.models.campaigns import Campaign
from returns.models.form_templates import FormTemplate
from returns.services.attachments import MOST_PHOTOS
from returns.services.campaigns import refuse_empty_windows
from returns.table.answers import UNREADABLE
from workflow.states import ReturnState

LONGEST_SUMMARY = 20_000
MOST_UNITS = 5000
LARGEST_ID = 2**63 - 1


def campaigns(user):
    """Campaigns are no secret among those who hold a post."""
    return Campaign.objects.visible_to(user)


class Legible(Words):
    """Text that a paper can print as well."""

    def __init__(self, **told):
        super().__init__(**told)
        sentence = _("This text contains characters that cannot be printed.")
        self.validators.append(
            RegexValidator(UNREADABLE, sentence, "illegible", inverse_match=True)
        )


def words(longest: int = LONGEST_TEXT) -> Legible:
    return Legible(max_length=longest, allow_blank=True, **VOLUNTARY)


@extend_schema_field({"oneOf": [{"type": "integer"}, {"type": "string", "maxLength": 40}]})
class Template(serializers.Field):
    """A form in use by its id, or the newest version of one by its code."""

    default_error_messages = NOBODY_THERE

    def to_internal_value(self, data):
        in_use = FormTemplate.objects.filter(retired_on=None)
        if isinstance(data, str):
            named = in_use.filter(code=Words(max_length=40).run_validation(data))
        else:
            named = in_use.filter(pk=serializers.IntegerField().run_validation(data))
        found = named.order_by("-version").first()
        if found is None:
            self.fail("does_not_exist")
        return found


@extend_schema_field({"description": "A number, a text, yes or no; null empties the blank."})
class Anything(serializers.Field):
    """An answer of any kind; the form knows which kind it must be."""

    def to_internal_value(self, data):
        return data


@extend_schema_field({"type": "object", "additionalProperties": True})
class Answers(serializers.Field):
    """Answers by the code of their indicator."""

    default_error_messages = {"not_an_object": _("An object of answers by code is expected here.")}

    def to_internal_value(self, data):
        if not isinstance(data, dict):
            self.fail("not_an_object")
        return data


class OpenCampaign(InputSerializer):
    title = Legible(max_length=120)
    template = Template()
    activity_from = Day()
    activity_through = Day()
    hazards_from = Day()
    hazards_through = Day()
    due_on = Day()
    photos_wanted = serializers.IntegerField(min_value=0, max_value=MOST_PHOTOS, **VOLUNTARY)
    unit = Known(units, **VOLUNTARY)

    def validate(self, told: dict[str, Any]) -> dict[str, Any]:
        windows = ("activity_from", "activity_through", "hazards_from", "hazards_through")
        refuse_empty_windows(**{name: told[name] for name in windows})
        return told


class Remind(InputSerializer):
    units = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_ID),
        allow_empty=False,
        max_length=MOST_UNITS,
        **VOLUNTARY,
    )

    def validate_units(self, ids: list[int] | None):
        reached = scope.units_reached_by(self.context["request"].user)
        found = reached.in_bulk(set(ids or ()))
        if len(found) < len(set(ids or ())):
            raise serializers.ValidationError(NOBODY_THERE["does_not_exist"], "does_not_exist")
        return list(found.values())


class WhichReturns(InputSerializer):
    campaign = Known(campaigns, **VOLUNTARY)
    unit = Known(scope.units_reached_by, **VOLUNTARY)
    state = serializers.ChoiceField(ReturnState.choices, **VOLUNTARY)


class WhichFigure(InputSerializer):
    code = Words(max_length=60)


class Header(serializers.Serializer):
    contact_name = words(60)
    contact_phone = words(40)
    filled_on = Day(**VOLUNTARY)


class Fill(InputSerializer):
    """What is not named stays as it is; null empties a blank."""

    values = Answers(**VOLUNTARY)
    header = Header(**VOLUNTARY)
    summary = words(LONGEST_SUMMARY)


class Adjust(InputSerializer):
    """The counted figure itself, or null, takes the adjustment back."""

    code = Words(max_length=60)
    value = Anything(allow_null=True)
    reason = words()


class Unstar(InputSerializer):
    code = Words(max_length=60)


class Star(Unstar):
    """A star may be without a comment; more comments may follow it."""

    comment = words()


class Photos(InputSerializer):
    photos = serializers.ListField(child=Identifier(), max_length=MOST_PHOTOS)


class File(InputSerializer):
    file = serializers.FileField(allow_empty_file=True, max_length=None)


class Proof(File):
    """`code` is one of the form's yes-or-no questions."""

    code = Words(max_length=60)


class Nothing(InputSerializer):
    """This call needs no body."""
