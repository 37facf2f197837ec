"""What pages behind the log-in have in common: nobody stores them, and none of them opens while
somebody else knows the password."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

Answer = Callable[[HttpRequest], HttpResponseBase]
# The API says it in its own shape (api/views.py).
OPEN_ALL_THE_SAME = (
    *("web:password", "web:logout", "web:language", "web:login"),
    # Ways to a new one as well.
    *("web:activate", "web:activate_by_link", "web:first_password"),
    *("web:lost_password", "web:lost_password_by_link", "web:lost_password_new"),
    *("web:provider", "web:provider_callback"),
)


def not_stored(get_response: Answer) -> Answer:
    """A page of somebody who is logged in stays in no cache, and not behind the Back button of a
    shared computer. Photos say how they are kept themselves."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "no-store"
        return response

    return answer


class NewPasswordFirst:
    """While the password was chosen by somebody else, every page leads to where it is changed."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponseBase | None:
        match, user = request.resolver_match, request.user
        if match.view_name in OPEN_ALL_THE_SAME or match.namespace == "api":
            return None
        if not (user.is_authenticated and user.must_change_password):
            return None
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": reverse("web:password")})
        return redirect("web:password")
