"""Old ledgers: a dry run first, then the good rows, each once."""

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from api.hazards.photos import WhateverTheyAccept
from api.idempotency import once
from api.imports import schemas
from api.openapi.schema import XLSX, file_of
from api.returns.papers import download
from api.returns.schemas import StartedOutput
from api.views import ApiView
from audit.kinds import Kind
from audit.middleware import audited
from imports import services, template
from imports.loading import Outcome
from imports.models import Import


class OfImport(ApiView):
    tag = "imports"

    def one(self) -> Import:
        """One's own; those of others are not there."""
        return get_object_or_404(Import.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    def answer(self, one: Import, status: int = 200) -> Response:
        return Response(schemas.shown(one, services.under_way(one)), status)


class ImportsView(OfImport):
    """Send an old ledger (.xlsx, or CSV in UTF-8 or GBK) and hear of every faulty row and cell.
    Nothing enters the ledger yet. Without `mapping` the columns are matched by their heads, or as
    the caller matched the same heads before."""

    parser_classes = [MultiPartParser]
    request_body, responses = schemas.Upload, {"POST": {201: schemas.ImportOutput}}

    def post(self, request) -> Response:
        one = services.take_in(by=request.user, **self.validated_body(schemas.Upload))
        answer = self.answer(one, 201)
        answer["Location"] = reverse("api:import", args=[one.pk])
        return answer


class ImportView(OfImport):
    """The dry run, and what became of its rows."""

    responses = {"GET": {200: schemas.ImportOutput}}

    def get(self, request, pk) -> Response:
        return self.answer(self.one())


class MatchView(OfImport):
    """Match the columns anew; the rows that are not loaded yet are judged by that. What is left out
    of the body stays as it is, and the mapping is remembered for these heads."""

    request_body, responses = schemas.Matching, {"POST": {200: schemas.ImportOutput}}

    def post(self, request, pk) -> Response:
        one, told = self.one(), self.validated_body(schemas.Matching)
        now = {"mapping": one.mapping, "unit": one.unit, "category": one.category}
        return self.answer(services.match(one, by=request.user, **{**now, **told}))


@audited(Kind.IMPORTED, "import")
class CommitView(OfImport):
    """Load the good rows, or those chosen. Called again, or with the same file again, each row is
    loaded once. Many rows are left to the worker: 202 and its job."""

    request_body = schemas.Commit
    responses = {"POST": {200: schemas.CommittedOutput, 202: StartedOutput}}
    headers_taken = ("Idempotency-Key",)

    @once
    def post(self, request, pk) -> Response:
        one = self.one()
        came = services.commit(one, by=request.user, **self.validated_body(schemas.Commit))
        if isinstance(came, Outcome):
            return Response(schemas.outcome(one, came))
        answer = Response({"job": str(came.pk)}, 202)
        answer["Location"] = reverse("api:job", args=[came.pk])
        return answer


class TemplateView(ApiView):
    """A workbook to fill in, with the words that may stand in each column."""

    content_negotiation_class = WhateverTheyAccept
    responses, tag = {"GET": file_of(XLSX)}, "imports"

    def get(self, request) -> HttpResponseBase:
        file = FileResponse(template.template(request.user), content_type=XLSX)
        return download(file, template.file_name())


@audited(Kind.EXPORTED, "import")
class FaultyView(OfImport):
    """The faulty rows with what is wrong with each, to be mended and sent again."""

    content_negotiation_class = WhateverTheyAccept
    responses = {"GET": file_of(XLSX)}

    def get(self, request, pk) -> HttpResponseBase:
        one = self.one()
        file = FileResponse(template.faulty_rows(one), content_type=XLSX)
        return download(file, f"{one.file_name}.xlsx")
