"""The ledger as a file: at once, or by the worker when it is long."""

from typing import Any

from django.http import FileResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django_filters.utils import translate_validation
from rest_framework.response import Response

from api.hazards.filters import TRUTH, ApiLedgerFilter, TruthFilter, WhenAsked, day_of_names
from api.hazards.photos import WhateverTheyAccept
from api.idempotency import once
from api.openapi.schema import CSV, XLSX, file_of
from api.returns.inputs import Nothing
from api.returns.papers import download
from api.returns.schemas import StartedOutput
from api.views import ApiView
from audit.kinds import Kind
from audit.middleware import audited
from hazards.models import Hazard
from papers.ledger import exports

TRUTHS = {
    name for name, field in ApiLedgerFilter.base_filters.items() if isinstance(field, TruthFilter)
}


class FileOfLedger(ApiView):
    """Takes the ledger's own filters."""

    filter_backends = [WhenAsked]
    filterset_class = ApiLedgerFilter

    def get_queryset(self):
        return Hazard.objects.visible_to(self.request.user)

    def rows(self):
        return self.filter_queryset(self.get_queryset()).order_by("number")


@audited(Kind.EXPORTED, "ledger")
class LedgerXlsxView(FileOfLedger):
    """One row a hazard, for Excel."""

    content_negotiation_class = WhateverTheyAccept
    responses = {"GET": file_of(XLSX)}

    def get(self, request) -> HttpResponseBase:
        file = FileResponse(exports.workbook(self.rows(), day_of_names(request)), content_type=XLSX)
        return download(file, exports.file_name("xlsx"))


@audited(Kind.EXPORTED, "ledger")
class LedgerCsvView(FileOfLedger):
    """The same as CSV, sent while it is read."""

    content_negotiation_class = WhateverTheyAccept
    responses = {"GET": file_of(CSV)}

    def get(self, request) -> HttpResponseBase:
        lines = exports.as_csv(self.rows(), day_of_names(request))
        return download(StreamingHttpResponse(lines, CSV), exports.file_name("csv"))


@audited(Kind.EXPORTED, "ledger")
class ExportsView(ApiView):
    """Let the worker write a long ledger as a workbook. The filters are those of the list, in the
    address or in the body."""

    request_body, responses = Nothing, {"POST": {202: StartedOutput}}
    headers_taken = ("Idempotency-Key",)

    @once
    def post(self, request) -> Response:
        asked = filters_of(request)
        seen = Hazard.objects.visible_to(request.user)
        chosen = ApiLedgerFilter(asked, queryset=seen, request=request)
        if not chosen.is_valid():
            raise translate_validation(chosen.errors)
        job = exports.start(request.user, asked)
        answer = Response({"job": str(job.pk)}, 202)
        answer["Location"] = reverse("api:job", args=[job.pk])
        return answer


def filters_of(request) -> QueryDict:
    """Those of the address and of the body together, said as the address says them."""
    asked = request.query_params.copy()
    body = request.data if isinstance(request.data, dict) else {}
    for name, value in body.items():
        asked.setlist(name, [said(one) for one in (value if isinstance(value, list) else [value])])
    for name in TRUTHS & asked.keys():
        asked[name] = said(TRUTH.get(asked[name].lower(), asked[name]))
    return asked


def said(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
