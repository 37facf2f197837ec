"""Three answers for machines: does the process live, can it serve, is all of it well; and counts.

They are given before anything else is asked: no session, no log-in, no name the request must go
by. A load balancer's probe names us by an address that is in no ALLOWED_HOSTS.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase

from monitoring import answers, exposition, parts, probes, version

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def live(_request: HttpRequest) -> HttpResponse:
    """This process answers; whatever else is down, starting it anew would not help."""
    return JsonResponse({"live": "ok", **version.running()._asdict()})


def ready(_request: HttpRequest) -> HttpResponse:
    """Whether people can be sent here. Not for the worker's sake: pages do without it."""
    return told(probes.answers(parts.READY))


def healthz(_request: HttpRequest) -> HttpResponse:
    """200 when all of it is well, else 503; the body says which is not, and how old things are."""
    found = probes.answers(parts.ALL)
    more = {name: value for name, value in (found["worker"] or {}).items() if name != "is_well"}
    return told(found, **more)


def told(found: dict[str, Any], **more: Any) -> HttpResponse:
    words = {part: "ok" if parts.is_well(answer) else "down" for part, answer in found.items()}
    status = 200 if all(word == "ok" for word in words.values()) else 503
    answer = JsonResponse({**words, **more, **version.running()._asdict()}, status=status)
    if status == 503:
        answer["Retry-After"] = "5"
        answers.leave_out_of_the_log(answer)  # asked for every few seconds
    return answer


VIEWS = {
    "/healthz/live": live,
    "/healthz/ready": ready,
    "/healthz": healthz,
    "/metrics": exposition.metrics,
}


def answer_probes(get_response: GetResponse) -> GetResponse:
    def answer(request: HttpRequest) -> HttpResponseBase:
        view = VIEWS.get(request.path.removesuffix("/"))
        if view is None:
            return get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        response = view(request)
        response["Cache-Control"] = "no-store"
        return response

    return answer
