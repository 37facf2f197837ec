"""Stands before everything else: gives each request its id, counts it, and writes its line.

The line says what was asked as a pattern, such as `hazards/<uuid:pk>/`, never the address itself:
neither ids nor what was searched for, nor who asked, nor from where.
"""

import logging
from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from monitoring import meters, request_ids, snapshots

GetResponse = Callable[[HttpRequest], HttpResponseBase]
access = logging.getLogger("access")

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
PROBE = "probe"
DOORS = (("/api/", "api"), ("/admin/", "admin"), ("/healthz", PROBE), ("/metrics", PROBE))
PROBES = ("/healthz/", "/healthz/live/", "/healthz/ready/", "/metrics/")
NOWHERE = "-"
# A request that brings a file ends so where the file was not taken.
NOT_TAKEN = {400, 413, 422}


def watch_requests(get_response: GetResponse) -> GetResponse:
    def answer(request: HttpRequest) -> HttpResponseBase:
        request_id = request_ids.id_for(request)
        # Left standing when the request is over: Django logs its refusals after all of us, and a
        # long answer is made while it is sent. The thread's next request sets its own.
        request_ids.current.set(request_id)
        started = perf_counter()
        meters.in_flight.inc()
        try:
            response = get_response(request)
            response[request_ids.HEADER] = request_id
            tell(request, response, perf_counter() - started)
        finally:
            meters.in_flight.dec()
        return response

    return answer


def tell(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    count(request, response, seconds)
    snapshots.keep_writing()
    is_routine = door_of(request) == PROBE and response.status_code == 200
    if is_routine or not settings.ACCESS_LOG:
        return
    told = {
        "method": method_of(request),
        "view": view_of(request),
        "status": response.status_code,
        "ms": round(seconds * 1000),
        "bytes": length_of(response),
    }
    access.log(
        logging.INFO, "%(method)s %(view)s %(status)s %(ms)s ms %(bytes)s B", told, extra=told
    )


def count(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    door, view, status = door_of(request), view_of(request), str(response.status_code)
    meters.requests.labels(door, view, method_of(request), status).inc()
    meters.seconds.labels(door, view).observe(seconds)
    if response.status_code == 429:
        meters.rate_limited.inc()
    if response.status_code in NOT_TAKEN and request.content_type == "multipart/form-data":
        meters.refused_uploads.labels(status).inc()


def door_of(request: HttpRequest) -> str:
    static = ("/" + settings.STATIC_URL.lstrip("/"), "static")
    found = (door for start, door in (*DOORS, static) if request.path.startswith(start))
    return next(found, "pages")


def view_of(request: HttpRequest) -> str:
    """The pattern of the address; a dash where none fits, as for a static file or a guess."""
    probe = request.path.removesuffix("/") + "/"
    if probe in PROBES:
        return probe
    match = getattr(request, "resolver_match", None)
    return "/" + match.route if match else NOWHERE


def method_of(request: HttpRequest) -> str:
    return request.method if request.method in METHODS else "OTHER"


def length_of(response: HttpResponseBase) -> int | None:
    """Bytes of the body; None for one that is sent on as it is made."""
    if isinstance(response, HttpResponse):
        return len(response.content)
    announced = response.headers.get("Content-Length")
    return int(announced) if announced else None
