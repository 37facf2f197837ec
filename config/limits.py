"""Too much at once and too often: what is refused before any page or call of ours is asked."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

GetResponse = Callable[[HttpRequest], HttpResponse]


def refuse(request: HttpRequest, status: int, code: str, detail: str) -> HttpResponse:
    """A page for people, the API's shape for programs."""
    if not request.path.startswith("/api/"):
        return render(request, f"{status}.html", status=status)
    error = {"code": code, "detail": detail, "attr": None}
    return JsonResponse({"type": "client_error", "errors": [error]}, status=status)


def length(request: HttpRequest) -> int:
    """Bytes the client announces; a body without an announced length is read as empty."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    return int(announced) if announced.isdigit() else 0


def refuse_huge_requests(get_response: GetResponse) -> GetResponse:
    """Before a byte of the body is stored."""

    def answer(request: HttpRequest) -> HttpResponse:
        if length(request) <= settings.MAX_REQUEST_BYTES:
            return get_response(request)
        return refuse(request, 413, "too_large", _("This is too large to be sent at once."))

    return answer


def refuse_when_too_much_waits(get_response: GetResponse) -> GetResponse:
    """What the server could not give a thread in time (config/lanes.py), in our own words."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.META.get("ledger.is_refused"):
            return get_response(request)
        return busy(request)

    return answer


def busy(request: HttpRequest) -> HttpResponse:
    refusal = refuse(request, 503, "busy", _("Too much is being asked at once. Please try again."))
    refusal["Retry-After"] = "5"
    return refusal


def refuse_guessing(request: HttpRequest, *_details: Any) -> HttpResponse:
    """The answer to somebody who tried too many passwords."""
    detail = _("Too many failed attempts. Please try again in 15 minutes.")
    return refuse(request, 429, "too_many_attempts", detail)
