"""Photos: taking them in one by one, and showing them to those who may see them."""

from django import forms
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponseNotModified, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_POST, require_safe

from audit import log
from audit.kinds import Kind
from hazards import services
from hazards.models import Photo
from hazards.photos.intake import UnacceptablePhoto
from workflow.errors import WorkflowError

A_YEAR = 365 * 24 * 3600  # seconds


class UploadForm(forms.Form):
    id = forms.UUIDField()
    file = forms.FileField(allow_empty_file=True)
    taken_at = forms.DateTimeField(required=False)


@require_POST
def upload(request):
    """One photo under the id its sender chose: 201, or 200 when the same bytes came again."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        lines = form.errors.get_json_data().items()
        return refused(400, *((e["code"], e["message"], attr) for attr, es in lines for e in es))
    try:
        photo, is_new = services.upload_photo(by=request.user, **form.cleaned_data)
    except UnacceptablePhoto as refusal:
        return refused(400, (refusal.code, str(refusal), "file"))
    except WorkflowError as refusal:
        return refused(409, (refusal.code, str(refusal), "id"))
    return JsonResponse(described(photo), status=201 if is_new else 200)


def described(photo: Photo) -> dict[str, object]:
    seen = {size: reverse("web:photo", args=[photo.pk, size]) for size in Photo.SIZES}
    measured = {"width": photo.width, "height": photo.height}
    return {"id": str(photo.pk), "sha256": photo.sha256, **measured, **seen}


def refused(status: int, *errors: tuple[str, str, str]) -> JsonResponse:
    lines = [dict(zip(("code", "detail", "attr"), error, strict=True)) for error in errors]
    kind = "validation_error" if status == 400 else "client_error"
    return JsonResponse({"type": kind, "errors": lines}, status=status)


@require_safe
def picture(request, pk, size):
    return shown(request, get_object_or_404(Photo.objects.visible_to(request.user), pk=pk), size)


def shown(request, seen: Photo, size: str):
    """The picture, kept by the browser for good: what is under one address never changes."""
    if size not in Photo.SIZES:
        raise Http404
    if size == "display":
        note_view(request, seen)
    etag = f'"{seen.pk.hex}-{size}"'
    if request.headers.get("If-None-Match") == etag:
        answer = HttpResponseNotModified()
    else:
        answer = FileResponse(stored(seen, size), content_type="image/jpeg")
    answer["ETag"], answer["X-Content-Type-Options"] = etag, "nosniff"
    patch_cache_control(answer, private=True, immutable=True, max_age=A_YEAR)
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


def stored(seen: Photo, size: str):
    try:
        return default_storage.open(seen.file_name(size))
    except FileNotFoundError as gone:
        raise Http404 from gone
