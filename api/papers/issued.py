"""Issued papers: what went out, and each printed again as it was."""

from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from api.hazards import inputs
from api.openapi.schema import DOCX, PDF, file_of
from api.papers.schemas import IssuedPaperOutput, told
from api.papers.views import Printed
from api.views import ListView
from audit import kinds
from audit.middleware import audited
from papers.issued import IssuedPaper, Kind, hazards_in_sight
from papers.reprint import as_issued


class IssuedPapersView(ListView):
    """The notices issued by or addressed to units in reach, newest first. `unit` is the one that
    issued; `addressee` the unit it is for, or one above that; `year` the one in the number."""

    responses, tag = {"GET": {200: IssuedPaperOutput(many=True)}}, "papers"
    parameters = [
        OpenApiParameter("kind", str, enum=Kind.values),
        *(OpenApiParameter(name, int) for name in ("unit", "addressee", "year")),
        OpenApiParameter("hazard", str),
    ]
    page_size = 20
    ordering = "-issued_at"

    def get_queryset(self):
        asked = {n: v for n, v in self.validated_query(inputs.PapersAsked).items() if v}
        seen = IssuedPaper.objects.visible_to(self.request.user).asked_for(**asked)
        return seen.with_prints_for(self.request.user).for_list()

    def get(self, request) -> Response:
        page: list[Any] = self.paginate_queryset(self.get_queryset()) or []
        seen = hazards_in_sight(page, request.user)
        return self.get_paginated_response([told(one, one.is_printable, seen) for one in page])


@audited(kinds.Kind.PRINTED, "issuedpaper")
class PrintedAgain(Printed):
    """The paper as it went out, under the number it has; nothing is numbered anew. It shows photos
    and names, so it is for callers who see every hazard it is about. 409 if what is kept is not
    what was issued."""

    tag, form = "papers", ""

    def get(self, request, pk: int) -> HttpResponseBase:
        seen = IssuedPaper.objects.visible_to(request.user).printable_by(request.user)
        paper = get_object_or_404(seen, pk=pk)
        return self.printed(as_issued(paper), self.form, paper.only_hazard)


class WordAgainView(PrintedAgain):
    form, responses = "docx", {"GET": file_of(DOCX)}


class PdfAgainView(PrintedAgain):
    form, responses = "pdf", {"GET": file_of(PDF)}
