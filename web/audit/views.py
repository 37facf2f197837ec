"""审计日志: who did what, when, from where, with what result; for administrators and auditors."""

import csv
from collections.abc import Iterator
from urllib.parse import urlencode

from django.http import Http404, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from audit import words
from audit.kinds import Kind
from audit.middleware import audited
from audit.models import Event, EventQuerySet, may_read
from papers.ledger.files import BOM, Echo, harmless
from web.audit.forms import AuditFilter

PAGE = 50
BATCH = 500


def seen_by(user) -> EventQuerySet:
    """For everybody else there is no such page."""
    if not may_read(user):
        raise Http404
    return Event.objects.visible_to(user).select_related("by", "unit").newest_first()


@require_GET
def events(request):
    """Newest first; the next page begins behind the last event of this one."""
    form = AuditFilter(request.GET, user=request.user)
    seen = seen_by(request.user)
    last = last_seen(request.GET.get("before", ""), seen)
    found = form.found(seen)
    rows = list((found.before(last) if last else found)[: PAGE + 1])
    shown = rows[:PAGE]
    asked = {name: value for name, value in request.GET.items() if value and name in form.fields}
    told = {
        "page": "audit",
        "form": form,
        "rows": [(event, words.summary(event)) for event in shown],
        "query": urlencode(asked),
        "is_first": last is None,
        "further": shown[-1].pk if len(rows) > PAGE else None,
    }
    return render(request, "audit/log.html", told)


def last_seen(key: str, seen: EventQuerySet) -> Event | None:
    """The event the page before this one ended with."""
    return seen.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None


@audited(Kind.EXPORTED, "audit")
@require_safe
def as_csv(request):
    """What the filters find, as a file for Excel."""
    form = AuditFilter(request.GET, user=request.user)
    found = form.found(seen_by(request.user))
    name = _("Audit log %(day)s.csv") % {"day": timezone.localdate().isoformat()}
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return StreamingHttpResponse(lines(found), content_type="text/csv", headers=headers)


def lines(found: EventQuerySet) -> Iterator[str]:
    writer = csv.writer(Echo())
    heads = (_("Time"), _("Kind"), _("Account"), _("Person"), _("Unit"), _("IP address"), _("Door"))
    yield BOM + writer.writerow((*heads, _("Result"), _("Details")))
    for event in found.iterator(BATCH):
        yield writer.writerow([harmless(value) for value in cells(event)])


def cells(event: Event) -> tuple[str, ...]:
    at = timezone.localtime(event.at).isoformat(" ", "seconds")
    who = (event.account, str(event.by or ""), str(event.unit or ""), event.address or "")
    how = (event.get_door_display(), event.get_result_display(), words.summary(event))
    return (at, event.get_kind_display(), *who, *how)
