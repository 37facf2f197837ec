"""Lets every request count in the district's days."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from installation import time_zone

# Probes ask no question about days, and are to be answered while the database is away.
PROBES = ("/healthz/", "/metrics")


class DistrictDays:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PROBES):
            time_zone.activate()
        return self.get_response(request)
