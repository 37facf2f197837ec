"""What the feed is asked: from where, and how much at once."""

import re

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

from api.fields import Words
from api.hazards.inputs import VOLUNTARY, InputSerializer
from api.pagination import MOST, size_of
from changes.models import MARK, Place

LATEST = "latest"
NO_SUCH = _("There is no such parameter.")
CURSOR = re.compile(rf"(\d{{1,18}})-([0-9a-f]{{{MARK}}})", re.ASCII)


class Cursor(Words):
    """A place in the feed, or `LATEST`."""

    default_error_messages = {"invalid": _("This is no cursor of this feed.")}

    def to_internal_value(self, data):
        said = super().to_internal_value(data)
        if said == LATEST:
            return said
        found = CURSOR.fullmatch(said)
        return Place(int(found[1]), found[2]) if found else self.fail("invalid")


class PageSize(serializers.Field):
    def to_internal_value(self, data):
        return size_of(data, MOST)


class ChangesAsked(InputSerializer):
    after = Cursor(**VOLUNTARY)
    page_size = PageSize(**VOLUNTARY)

    def to_internal_value(self, data):
        """Somebody who filters by a name there is not would take all changes for those they asked
        for."""
        if unknown := data.keys() - self.fields.keys():
            wrong = ErrorDetail(str(NO_SUCH), code="unknown_parameter")
            raise ValidationError({name: [wrong] for name in sorted(unknown)})
        return super().to_internal_value(data)
