"""Fields of request bodies: strict about types, and what they name must be in sight."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from texts.writing import as_entered

LONGEST_TEXT = 2000
MOST_PHOTOS = 30
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
NOBODY_THERE: dict[str, Any] = {
    "does_not_exist": _("There is nothing with this id that you can see.")
}


class Words(serializers.CharField):
    """Text, and nothing that could be read as text. What says nothing is blank, however many
    characters it has; a password is taken as it is (`trim_whitespace=False`)."""

    def run_validation(self, data=serializers.empty):
        if isinstance(data, str) and self.trim_whitespace:
            data = as_entered(data)
        return super().run_validation(data)

    def to_internal_value(self, data):
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Identifier(serializers.UUIDField):
    def to_internal_value(self, data):
        if not isinstance(data, str):
            self.fail("invalid", value=data)
        return super().to_internal_value(data)


class Known(serializers.IntegerField):
    """The id of a row out of `among(user)`."""

    default_error_messages = NOBODY_THERE

    def __init__(self, among, **told):
        self.among = among
        super().__init__(**told)

    def to_internal_value(self, data):
        pk = super().to_internal_value(data)
        return _found(self, pk)


class KnownRecord(Identifier):
    """The UUID of a row out of `among(user)`."""

    default_error_messages = NOBODY_THERE

    def __init__(self, among, **told):
        self.among = among
        super().__init__(**told)

    def to_internal_value(self, data):
        return _found(self, super().to_internal_value(data))


def _found(field, pk):
    row = field.among(field.context["request"].user).filter(pk=pk).first()
    if row is None:
        field.fail("does_not_exist")
    return row


class FoundOn(serializers.DateField):
    default_error_messages = {
        "future": _("A hazard cannot be found in the future."),
        "too_early": _("This day is too long ago."),
    }

    def to_internal_value(self, value):
        day = super().to_internal_value(value)
        if day > timezone.localdate():
            self.fail("future")
        if day < EARLIEST:
            self.fail("too_early")
        return day


class TakenAt(serializers.DateTimeField):
    """When a phone says it took a picture; a clock that is far off is told so."""

    default_error_messages = {"implausible": _("This is not a time a photo can be from.")}

    def to_internal_value(self, value):
        moment = super().to_internal_value(value)
        if not moment.year >= 1990 or moment > timezone.now() + timedelta(days=2):
            self.fail("implausible")
        return moment


class Day(serializers.DateField):
    """A day within living memory or within sight: of a period, or a deadline."""

    default_error_messages = {"implausible": _("This day is too far away.")}

    def to_internal_value(self, value):
        day = super().to_internal_value(value)
        if not EARLIEST <= day <= LATEST:
            self.fail("implausible")
        return day


class DayOrMoment(serializers.DateTimeField):
    """A day, which means its end, or a moment."""

    default_error_messages = {"implausible": _("This moment is too far away.")}

    def to_internal_value(self, value):
        if len(str(value)) <= len("2021-06-28"):
            return Day().to_internal_value(value)
        moment = super().to_internal_value(value)
        if not EARLIEST.year < moment.year < LATEST.year:
            self.fail("implausible")
        return moment


# What a move may be told. Nothing is required here: what is missing is for the law to say.
VOLUNTARY: dict[str, Any] = {"required": False, "allow_null": True}


def words(longest: int = LONGEST_TEXT) -> Words:
    return Words(max_length=longest, allow_blank=True, **VOLUNTARY)


def day() -> Day:
    return Day(**VOLUNTARY)


def money() -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=12, decimal_places=2, min_value=0, **VOLUNTARY)


def photos() -> serializers.ListField:
    return serializers.ListField(child=Identifier(), max_length=MOST_PHOTOS, **VOLUNTARY)


def one_of(choices) -> serializers.ChoiceField:
    return serializers.ChoiceField(choices, allow_blank=True, **VOLUNTARY)
