"""Photos: taken in before the hazard they speak for, shown only to those who may see it."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from accounts.models import Scope
from api.hazards import outputs
from api.hazards.inputs import PhotoUpload
from api.hazards.schemas import UploadOutput
from api.openapi.schema import JPEG
from api.views import ApiView
from audit import log
from audit.kinds import Kind
from hazards import services
from hazards.models import Photo

FOREVER = "private, max-age=31536000, immutable"


class UploadView(ApiView):
    """Send a picture, then name its id when reporting, rectifying or closing. The same id and
    the same bytes again are the same upload."""

    parser_classes = [MultiPartParser]
    request_body, responses = PhotoUpload, {"POST": {201: UploadOutput, 200: UploadOutput}}
    tag = "photos"
    writes_need = Scope.REPORT

    def post(self, request) -> Response:
        photo, is_new = services.upload_photo(by=request.user, **self.validated_body(PhotoUpload))
        return Response(outputs.upload(photo), 201 if is_new else 200)


class WhateverTheyAccept(DefaultContentNegotiation):
    """A browser asks for `image/*`; a refusal is JSON all the same."""

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class PhotoView(ApiView):
    """The picture itself, without what the camera wrote into it."""

    content_negotiation_class = WhateverTheyAccept
    responses, tag = {"GET": JPEG}, "photos"

    def get(self, request, pk, size: str) -> HttpResponseBase:
        photo = get_object_or_404(Photo.objects.visible_to(request.user), pk=pk)
        return picture(request, photo, size)


def picture(request, photo: Photo, size: str) -> HttpResponseBase:
    """The file, or that the caller has it already: a picture never changes."""
    if size == "display":
        note_view(request._request, photo)
    tag = f'"{photo.sha256}-{size}"'
    known = tag in request.headers.get("If-None-Match", "")
    answer: HttpResponseBase = HttpResponse(status=304)
    if not known:
        answer = stored(photo.file_name(size), "image/jpeg")
    answer["ETag"], answer["Cache-Control"] = tag, FOREVER
    return answer


def note_view(request, photo: Photo) -> None:
    """Who looked at a photo of a major hazard is logged, once a day."""
    hazard = photo.hazard
    if hazard is not None and hazard.is_major:
        log.record_once_a_day(
            Kind.PHOTO_VIEWED,
            request=request,
            about=photo,
            unit_id=hazard.unit_id,
            details={"number": hazard.number},
        )


def stored(name: str, content_type: str) -> FileResponse:
    """What the storage keeps under `name`; lost is not there."""
    try:
        file = default_storage.open(name)
    except FileNotFoundError as error:
        raise Http404 from error
    headers = {"X-Content-Type-Options": "nosniff"}
    return FileResponse(file, content_type=content_type, headers=headers)
