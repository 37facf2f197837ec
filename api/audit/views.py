"""The audit log, for the administrators and auditors of a bureau: of their own units."""

from datetime import datetime, time
from ipaddress import ip_address

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter

from api.audit.schemas import EventOutput
from api.fields import Day, Known, Words
from api.hazards.inputs import VOLUNTARY, InputSerializer, one_of
from api.views import ListView
from audit.kinds import Kind
from audit.models import Event, EventQuerySet, may_read, units_read_about_by
from organizations import scope


def all_units(user):
    return units_read_about_by(user) if may_read(user) else scope.units_reached_by(user)


class Address(Words):
    default_error_messages = {"invalid": _("This is no address, such as 10.0.0.7.")}

    def to_internal_value(self, data):
        try:
            return str(ip_address(super().to_internal_value(data)))
        except ValueError:
            self.fail("invalid")


class EventsAsked(InputSerializer):
    kind = one_of(Kind.choices)
    person = Words(max_length=150, **VOLUNTARY)
    unit = Known(all_units, **VOLUNTARY)
    address = Address(**VOLUNTARY)
    since = Day(**VOLUNTARY)
    before = Day(**VOLUNTARY)


class AuditView(ListView):
    """Events, newest first, in the days [`since`, `before`). `person` is an account or part of a
    name; `unit` means the unit and all below it. Not there for anybody else."""

    responses, tag = {"GET": {200: EventOutput(many=True)}}, "audit"
    parameters = [
        OpenApiParameter("kind", str, enum=Kind.values),
        OpenApiParameter("unit", int),
        *(OpenApiParameter(name, str) for name in ("person", "address", "since", "before")),
    ]
    page_size = 50
    ordering = "-at"

    def get_queryset(self) -> EventQuerySet:
        if not may_read(self.request.user):
            raise Http404
        asked = self.validated_query(EventsAsked)
        plain = {name: asked[name] for name in ("kind", "address") if asked.get(name)}
        start, end = (first_moment(asked.get(name)) for name in ("since", "before"))
        found = Event.objects.visible_to(self.request.user).filter(**plain).within(start, end)
        found = found.by_person(asked["person"]) if asked.get("person") else found
        found = found.of_unit(asked["unit"]) if asked.get("unit") else found
        return found.select_related("by", "unit")


def first_moment(day) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None
