"""The papers of a return: its table, its packet, and the files and pictures that go with it."""

import mimetypes
import tempfile
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.http import content_disposition_header
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from api.hazards.photos import WhateverTheyAccept, picture, stored
from api.idempotency import once
from api.openapi.schema import DOCX, JPEG, XLSX, ZIP, file_of
from api.returns import inputs, outputs
from api.returns.base import ReturnAt
from api.returns.schemas import ReturnOutput
from audit.kinds import Kind
from audit.middleware import audited
from papers.returns.packet import write_packet
from papers.returns.table_docx import docx_of
from papers.returns.table_xlsx import xlsx_of
from returns import services
from returns.models.returns import Return
from returns.table.sheet import Sheet, sheet_of

UNKNOWN = "application/octet-stream"


def download(file: HttpResponseBase, name: str) -> HttpResponseBase:
    """To be kept under `name`, in whatever script it is written; never shown in the browser."""
    file["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    file["X-Content-Type-Options"] = "nosniff"
    return file


def file_kept(name: str, shown: str) -> HttpResponseBase:
    """A file of the storage, downloaded as `shown`."""
    if not name:
        raise Http404
    kind, _encoding = mimetypes.guess_type(shown)
    return download(stored(name, kind or UNKNOWN), shown)


def name_of(one: Return, ending: str) -> str:
    """The number first: a folder of downloads stays in order."""
    return f"{one.number} {one.unit.name} {one.campaign.title}.{ending}"


class PaperView(ReturnAt):
    content_negotiation_class = WhateverTheyAccept


@audited(Kind.PRINTED, "return")
class TableDocxView(PaperView):
    """The table for Word, as the notice prints it; of a draft, as it would be handed in now."""

    responses = {"GET": file_of(DOCX)}

    def get(self, request, pk) -> HttpResponseBase:
        one = self.one()
        return download(HttpResponse(drawn(docx_of, one), DOCX), name_of(one, "docx"))


@audited(Kind.PRINTED, "return")
class TableXlsxView(PaperView):
    """The same for Excel."""

    responses = {"GET": file_of(XLSX)}

    def get(self, request, pk) -> HttpResponseBase:
        one = self.one()
        return download(HttpResponse(drawn(xlsx_of, one), XLSX), name_of(one, "xlsx"))


def drawn(draw: Callable[[Sheet], bytes], one: Return) -> bytes:
    """An official paper speaks the service's language, whoever asks for it."""
    with translation.override(settings.LANGUAGE_CODE):
        return draw(sheet_of(one))


@audited(Kind.EXPORTED, "return")
class PacketView(PaperView):
    """Summary, table, photos and scan in one zip, with a manifest."""

    responses = {"GET": file_of(ZIP)}

    def get(self, request, pk) -> HttpResponseBase:
        one = self.one()
        file = tempfile.TemporaryFile()  # noqa: SIM115  the answer closes it
        write_packet(one, file)
        file.seek(0)
        return download(FileResponse(file, content_type=ZIP), name_of(one, "zip"))


class ReturnPhotoView(PaperView):
    """A picture that goes with the return, for all who may see the return."""

    responses = {"GET": JPEG}

    def get(self, request, pk, photo, size: str) -> HttpResponseBase:
        chosen = self.one().photos.select_related("photo")
        return picture(request, get_object_or_404(chosen, photo=photo).photo, size)


class ReturnPhotosView(ReturnAt):
    """These photos go with the return, in this order, instead of those before: of the unit's own
    hazards, or uploads of the caller's own."""

    request_body, responses = (
        inputs.Photos,
        {"PUT": {200: ReturnOutput}, "POST": {200: ReturnOutput}},
    )
    headers_taken = ("If-Match", "Idempotency-Key")

    @once
    def put(self, request, pk) -> Response:
        services.choose_photos(self.one(), by=request.user, **self.given())
        return self.as_it_stands()

    def post(self, request, pk) -> Response:
        return self.put(request, pk)


class FileOfReturn(PaperView):
    """One file beside the return, put there by `attach`."""

    parser_classes = [MultiPartParser]
    request_body = inputs.File
    headers_taken = ("If-Match",)
    attach: Any = None

    def post(self, request, pk) -> Response:
        type(self).attach(self.one(), by=request.user, **self.given())
        return self.as_it_stands()


@audited(Kind.EXPORTED, "return", ("GET",))
class SummaryView(FileOfReturn):
    attach = staticmethod(services.attach_summary)
    responses = {"GET": file_of(DOCX), "POST": {200: ReturnOutput}}

    def get(self, request, pk) -> HttpResponseBase:
        """The summary somebody attached as a file."""
        one = self.one()
        return file_kept(one.summary_file, one.summary_name)

    def post(self, request, pk) -> Response:
        """Attach a summary written in Word (.docx); it takes the place of the one before."""
        return super().post(request, pk)


@audited(Kind.EXPORTED, "return", ("GET",))
class ScanView(FileOfReturn):
    attach = staticmethod(services.attach_scan)
    responses = {"GET": file_of("application/pdf"), "POST": {200: ReturnOutput}}

    def get(self, request, pk) -> HttpResponseBase:
        """The scan of the stamped table, a PDF or a picture."""
        one = self.one()
        return file_kept(one.scan_file, outputs.scan_name(one))

    def post(self, request, pk) -> Response:
        """Attach the scan of the stamped table, a PDF or a picture: the return counts as stamped
        from now on. Only once it was handed in."""
        return super().post(request, pk)
