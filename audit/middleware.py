"""Logs what a view says it hands out, and whom a request was refused to."""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from audit import log
from audit.kinds import Kind, Result

View = TypeVar("View")
HANDED_OUT = (200, 202, 206, 304)  # a redirect is none: it says why not, or where to wait
LONGEST_QUERY = 500  # characters of the filters that are kept


class Audited(NamedTuple):
    """What an answered request of a view is logged as; `about` is the kind of its key."""

    kind: Kind
    about: str
    methods: tuple[str, ...]


def audited(
    kind: Kind, about: str = "", methods: tuple[str, ...] = ("GET", "POST")
) -> Callable[[View], View]:
    """Marks a view (a function, or a class of the API): each answer that hands it out is logged."""

    def mark(view: View) -> View:
        view.audited = Audited(kind, about, methods)  # type: ignore[attr-defined]
        return view

    return mark


class RecordRequests:
    """One event for each request that is worth one; most are not, and cost nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        mark = getattr(request, "audited", None)
        if response.status_code == 403 or getattr(request, "was_refused", False):
            refuse(request)
        elif mark and request.method in mark.methods and response.status_code in HANDED_OUT:
            log.record(
                mark.kind, request=request, about=about(request, mark), details=asked(request)
            )
        return response

    def process_view(self, request: HttpRequest, view: Any, *_arguments: Any) -> None:
        """A view of the API is a function around its class."""
        mark = getattr(view, "audited", None) or getattr(
            getattr(view, "cls", None), "audited", None
        )
        request.audited = mark  # type: ignore[attr-defined]


def refuse(request: HttpRequest) -> None:
    """Of people who have logged in; a stranger's expired form is no news."""
    if request.user.is_authenticated:
        told = {"method": str(request.method), **here(request)}
        log.record(Kind.REFUSED, request=request, result=Result.REFUSED, details=told)


def about(request: HttpRequest, mark: Audited) -> tuple[str, str]:
    key = request.resolver_match.kwargs.get("pk", "") if request.resolver_match else ""
    return (mark.about, str(key))


def here(request: HttpRequest) -> dict[str, str]:
    return {"path": request.path[:200]}


def asked(request: HttpRequest) -> dict[str, str]:
    """The address and its filters: what was exported or printed."""
    return {**here(request), "query": request.GET.urlencode()[:LONGEST_QUERY]}
