"""Where ‹ leads: to the list somebody came from, filtered as it was.

The browser says where it was in the Referer, which is believed only of a list of our own, on this
very host. A page that was moved on by a form of its own has no list behind it: js/back.js, which
remembers the last one of each tab, leads on from there.
"""

from typing import NamedTuple
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# The lists people go through, by the names of their addresses, with the words of their headings.
LISTS = {
    "web:home": _("To do"),
    "web:ledger": _("Ledger"),
    "web:board": _("Statistics"),
    "web:notifications": _("Notifications"),
    "web:supervisions": _("Supervision"),
    "web:issued_papers": _("Issued papers"),
    "web:returns": _("Returns"),
    "web:campaign": _("Returns"),
    "web:review": _("Returns to check"),
    "web:samples": _("Re-checks"),
    "web:rounds": _("Inspections"),
    "web:coverage": _("Inspection coverage"),
    "web:transfers": _("Offers to other units"),
    "web:units": pgettext_lazy("looked after", "Units"),
}


class Place(NamedTuple):
    """A list as it was left: its address on this host, and its heading."""

    url: str
    label: str


def list_at(path: str) -> str:
    """The heading of the list at this path; nothing where there is none of ours."""
    try:
        return str(LISTS.get(resolve(path).view_name, ""))
    except Resolver404:
        return ""


def came_from(request: HttpRequest) -> Place | None:
    before = urlsplit(request.headers.get("Referer", ""))
    if before.netloc != request.get_host() or before.path == request.path:
        return None
    label = list_at(before.path)
    return Place(before._replace(scheme="", netloc="").geturl(), label) if label else None
