"""Smaller pages for a bad signal. Pictures are as small as they get and stay as they are."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

WORDS = ("text/html", "application/json")


class SmallerPages(GZipMiddleware):
    """Gzip for what is made of words; Django pads the answer at random against BREACH."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not response.headers.get("Content-Type", "").startswith(WORDS):
            return response
        return super().process_response(request, response)
