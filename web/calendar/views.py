"""The address of one's calendar: made, shown once, ended, and read without a log-in."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import calendars
from installation.public_address import link
from throttling import rates
from web.calendar.feed import as_calendar, due_for


@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request):
    """A POST makes a new address and shows it, this once."""
    secret = calendars.renew(request.user, request=request) if request.method == "POST" else ""
    told = {
        "page": "me",
        "address": calendars.address_of(request.user),
        "link": link(reverse("web:due_ics", args=[secret]), request) if secret else "",
    }
    return render(request, "calendar/calendar.html", told)


@require_POST
def end(request):
    calendars.end(request.user, request=request)
    messages.success(request, _("The calendar's address has ended."))
    return redirect("web:calendar")


@require_safe
@login_not_required
def due(request, secret):
    """Whoever has the address reads it; one that has ended is not there."""
    seconds = rates.wait("calendar", calendars.digest(secret))
    if seconds:
        return HttpResponse(status=429, headers={"Retry-After": str(seconds)})
    person = calendars.reader(secret)
    if person is None:
        raise Http404
    content = as_calendar(due_for(person), partial(link, request=request), timezone.now())
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")
