"""What is answered when something fails that no view could foresee: a page, or the API's shape.

Django calls these for every error that leaves a view or a middleware, whatever raised it, so this
is the one place where a fault of the database, the photo store or the disk becomes a 503.
"""

import logging
import sys
from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views import defaults

from monitoring import meters, request_ids
from monitoring.faults import DATABASE_AWAY, DISK_FULL, Fault, fault_in, let_go_of_the_database

GetResponse = Callable[[HttpRequest], HttpResponseBase]
log = logging.getLogger(__name__)

MOST_FIELDS = 500  # of a form that is offered again; a longer one is told to go back instead
SECRET = "password"  # fields with this in their name are never written into a page


def server_error(request: HttpRequest) -> HttpResponse:
    """For `handler500`: Django calls it while the error is being handled."""
    error = sys.exception()
    if fault := fault_in(error):
        return away(request, fault, error)
    told = {"request_id": request_ids.current.get()}
    if is_program(request):
        return in_the_apis_shape(500, "error", _("Something went wrong on our side."))
    return HttpResponse(render_to_string("500.html", told), status=500)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For `handler400`: a session that could not be written counts as interrupted in Django, and
    as a bad request; the database behind it may be away."""
    if fault := fault_in(exception):
        return away(request, fault, exception)
    return defaults.bad_request(request, exception)


def refuse_what_did_not_fit(get_response: GetResponse) -> GetResponse:
    """A body the server had no room for on the disk (config/serving/server.py); it is gone."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if not request.META.get("ledger.has_no_room"):
            return get_response(request)
        return away(request, DISK_FULL, None)

    return answer


def away(request: HttpRequest, fault: Fault, error: BaseException | None) -> HttpResponse:
    """503 with a sentence and when to try again."""
    note(fault, error)
    if is_program(request):
        answer: HttpResponse = in_the_apis_shape(503, fault.code, str(fault.sentence))
    else:
        fields = list(sent_again(request))
        told = {"fault": fault, "fields": fields, "request_id": request_ids.current.get()}
        answer = HttpResponse(render_to_string("away.html", told), status=503)
    answer["Retry-After"] = str(fault.retry_after)
    answer["Cache-Control"] = "no-store"
    leave_out_of_the_log(answer)
    return answer


def leave_out_of_the_log(answer: HttpResponse) -> None:
    """A line of its own was written; Django's, with a traceback for each request of an outage,
    would only bury it."""
    setattr(answer, "_has_been_logged", True)  # noqa: B010  how Django itself marks an answer


def note(fault: Fault, error: BaseException | None) -> None:
    """One line in the log and one more in the count; connections that may be dead are given up."""
    meters.faults.labels(fault.code).inc()
    log.error("%s: %s", fault.code, " ".join(str(error or "the request did not fit").split()))
    if fault is DATABASE_AWAY:
        let_go_of_the_database()


def is_program(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def in_the_apis_shape(status: int, code: str, detail: str) -> JsonResponse:
    kind = "server_error" if status >= 500 else "client_error"
    error = {"code": code, "detail": detail, "attr": None}
    return JsonResponse({"type": kind, "errors": [error]}, status=status)


def sent_again(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """The fields of a form that was sent, to be sent once more from the page that says why not.
    Photos uploaded before are among them by their ids; files are not."""
    if request.method != "POST" or request.META.get("ledger.has_no_room"):
        return
    try:
        fields: list[tuple[str, Any]] = list(request.POST.lists())
    except (UnreadablePostError, OSError):  # it was reading the form that failed
        return
    if len(fields) > MOST_FIELDS or any(SECRET in name for name, _values in fields):
        return
    for name, values in fields:
        yield from ((name, value) for value in values)
