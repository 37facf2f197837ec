"""What administrators send to keep units and people, and how a refusal of theirs is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.staff import policy
from api.errors import WrongShape, error, refused
from api.fields import Day, Known, Words
from api.hazards.inputs import InputSerializer
from organizations.administration import administered_units, administers_some
from organizations.models import Role, Unit
from organizations.people import Person, StaffPost

LONGEST_CODE, LONGEST_NAME = 16, 80


def open_units(user: Any):
    return administered_units(user).filter(closed_on=None)


class Kept(Words):
    """Words that may be emptied."""

    def __init__(self, **told: Any) -> None:
        super().__init__(required=False, allow_blank=True, **told)


class MailAddress(Words, serializers.EmailField):
    """A mail address; what says nothing is blank."""


class NewUnit(InputSerializer):
    code = Words(max_length=LONGEST_CODE)
    name = Words(max_length=LONGEST_NAME)
    kind = serializers.ChoiceField(Unit.Kind.choices)
    parent = Known(open_units)  # type: ignore[assignment]
    since = Day(required=False)


class UnitChanges(InputSerializer):
    """What is not said stays. `on` is the day it holds from, today where it is left out."""

    name = Words(max_length=LONGEST_NAME, required=False)
    parent = Known(open_units, required=False)  # type: ignore[assignment]
    closed_on = Day(required=False)
    on = Day(required=False)


class Days(InputSerializer):
    title = Kept(max_length=60)
    starts_on = Day(required=False, allow_null=True)
    ends_on = Day(required=False, allow_null=True)


class NewPerson(Days):
    """With the first roles, all at one unit. The account is the staff number or the phone where no
    `username` is given; nobody can log in before it is activated."""

    name = Words(max_length=60)
    username = Words(max_length=150, required=False)
    staff_number = Words(max_length=32, required=False)
    phone = Words(max_length=20, required=False)
    email = MailAddress(required=False)
    unit = Known(open_units)
    roles = serializers.ListField(child=serializers.ChoiceField(Role.choices), min_length=1)


class PersonChanges(InputSerializer):
    """What is not said stays; `is_active` false lets the person leave today."""

    name = Words(max_length=60, required=False)
    staff_number = Kept(max_length=32)
    phone = Kept(max_length=20)
    email = MailAddress(required=False, allow_blank=True)
    is_active = serializers.BooleanField(required=False)

    def validate_is_active(self, value: bool) -> bool:
        if value:
            raise serializers.ValidationError(_("Say false, or nothing."), "invalid")
        return value


def staff_post() -> serializers.ChoiceField:
    return serializers.ChoiceField(StaffPost.choices, required=False, allow_null=True)


class NewMembership(Days):
    post = staff_post()
    person = Known(policy.people_of)
    unit = Known(open_units)
    role = serializers.ChoiceField(Role.choices)


class MembershipChanges(Days):
    """What is not said stays; a null takes a day or the post away."""

    post = staff_post()

    @property
    def given(self) -> dict:
        """Here a null says something."""
        return dict(self.validated_data)


def refuse_who_administers_nothing(user: Person) -> None:
    """Raises the 403 of the API."""
    if not administers_some(user):
        raise refused(403, "not_permitted", _("This is for administrators."))


def field_of(name: str) -> str | None:
    """None for what is about no field alone."""
    return None if name in ("", NON_FIELD_ERRORS) else name


@contextmanager
def told_by_field(**names: str) -> Iterator[None]:
    """One transaction, whose refusals are told as the API tells them; `names` are those of fields
    that a service calls otherwise."""
    try:
        with transaction.atomic():
            yield
    except PermissionDenied as refusal:
        sentence = _("This is for an administrator of the unit above.")
        raise refused(403, "not_permitted", sentence) from refusal
    except ValidationError as refusal:
        by_field = refusal.error_dict if hasattr(refusal, "error_dict") else {"": [refusal]}
        raise WrongShape(
            [
                error("invalid", sentence, field_of(names.get(name, name)))
                for name, faults in by_field.items()
                for fault in faults
                for sentence in fault.messages
            ]
        ) from refusal
