"""What is due for somebody as iCalendar (RFC 5545): whole days, each with its link."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from hazards.models import Hazard
from organizations.models import User
from returns.models.returns import Return

MOST = 300  # of each kind, the first ones due
AGAIN = timedelta(hours=6)  # how often a program is asked to look


class Due(NamedTuple):
    """`key` stays the same as long as it is the same thing that is due."""

    key: str
    day: date
    says: str
    path: str


def due_for(person: User) -> list[Due]:
    return [*_hazards(person), *_returns(person)]


def _hazards(person: User) -> Iterator[Due]:
    """Whose turn it is, as under 待办."""
    mine = Hazard.objects.visible_to(person).waiting_for(person).exclude(due_on=None)
    for one in mine.select_related("unit", "category").order_by("due_on", "number")[:MOST]:
        told = {"number": one.number, "unit": one.unit, "category": one.category}
        says = _("Hazard %(number)s due: %(unit)s, %(category)s") % told
        yield Due(f"hazard-{one.pk}", one.due_on, says, reverse("web:hazard", args=[one.pk]))


def _returns(person: User) -> Iterator[Due]:
    mine = Return.objects.visible_to(person).waiting_to_be_filled_by(person)
    for one in mine.select_related("unit", "campaign").order_by("campaign__due_on", "pk")[:MOST]:
        told = {"campaign": one.campaign, "unit": one.unit}
        says = _("Return due: %(campaign)s, %(unit)s") % told
        path = reverse("web:return", args=[one.pk])
        yield Due(f"return-{one.pk}", one.campaign.due_on, says, path)


def as_calendar(dues: list[Due], link: Callable[[str], str], at: datetime) -> bytes:
    """`link` makes the whole address of a path."""
    calendar = Calendar()
    calendar.add("prodid", "-//hazard-ledger//due//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Hazards and returns due"))
    calendar.add("refresh-interval", AGAIN, parameters={"value": "DURATION"})
    for due in dues:
        event = Event()
        event.add("uid", f"{due.key}@hazard-ledger")
        event.add("dtstamp", at)
        event.add("dtstart", due.day)
        event.add("summary", due.says)
        event.add("url", link(due.path))
        calendar.add_component(event)
    return calendar.to_ical()
