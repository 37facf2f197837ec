"""Too much at once and too often: what is refused before any page or call of ours is asked."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from foreign.errors import COME_AGAIN, TooManyFiles
from monitoring.answers import in_the_apis_shape, is_program
from throttling.hashing import Busy

GetResponse = Callable[[HttpRequest], HttpResponse]


def refuse(request: HttpRequest, status: int, code: str, detail: str) -> HttpResponse:
    """A page for people, the API's shape for programs."""
    if is_program(request):
        return in_the_apis_shape(status, code, detail)
    return render(request, f"{status}.html", status=status)


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
    """What the server gave no thread in time (`config.serving.thread_pools`), in our own words."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.META.get("ledger.is_refused"):
            return get_response(request)
        return busy(request)

    return answer


def busy(request: HttpRequest) -> HttpResponse:
    refusal = refuse(request, 503, "busy", _("Too much is being asked at once. Please try again."))
    refusal["Retry-After"] = "5"
    return refusal


def come_again(request: HttpRequest) -> HttpResponse:
    """To who brings a file while too many are being read."""
    refusal = render(request, "busy.html", status=429)
    refusal["Retry-After"] = str(COME_AGAIN)
    return refusal


class AnswerWhenBusy:
    """A page on which a hash could not be had in time, or a file not be read, says so; the API's
    own calls do it too."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, TooManyFiles):
            return come_again(request)
        return busy(request) if isinstance(error, Busy) else None
