"""Lets every request count in the district's days."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from installation import time_zone


class DistrictDays:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        time_zone.activate()
        return self.get_response(request)
