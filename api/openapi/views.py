"""The OpenAPI document: made once by each process for each language and format, then kept."""

from hashlib import sha256
from threading import Lock
from typing import ClassVar, NamedTuple

from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.views import SpectacularAPIView
from rest_framework.response import Response

from api.errors import refused
from api.rates import CallRate

MAKING_SECONDS = 20


class Made(NamedTuple):
    body: bytes
    content_type: str
    disposition: str
    etag: str


class DocumentView(SpectacularAPIView):
    """Making it takes seconds, so one makes it and the others wait for that one."""

    throttle_classes = [CallRate]
    made: ClassVar[dict[tuple[str, str], Made]] = {}
    making: ClassVar[Lock] = Lock()

    def _get_schema_response(self, request) -> HttpResponse:
        made = self._made(request)
        if made.etag in parse_etags(request.headers.get("If-None-Match", "")):
            answer = HttpResponse(status=304)
        else:
            answer = HttpResponse(made.body, content_type=made.content_type)
            answer["Content-Disposition"] = made.disposition
        answer["ETag"], answer["Cache-Control"] = made.etag, "public, no-cache"
        patch_vary_headers(answer, ["Accept", "Accept-Language"])
        return answer

    def _made(self, request) -> Made:
        key = (get_language() or "", request.accepted_renderer.media_type)
        if key not in self.made:
            if not self.making.acquire(timeout=MAKING_SECONDS):
                sentence = _("Too much is being asked at once. Please try again.")
                raise refused(503, "busy", sentence, wait=5)
            try:
                if key not in self.made:
                    self.made[key] = self._make(request)
            finally:
                self.making.release()
        return self.made[key]

    def _make(self, request) -> Made:
        answer: Response = super()._get_schema_response(request)
        renderer = request.accepted_renderer
        body = renderer.render(answer.data, renderer.media_type, {"view": self})
        etag = f'"{sha256(body).hexdigest()[:32]}"'
        told = (renderer.media_type, answer.headers["Content-Disposition"], etag)
        return Made(body, *told)
