"""The papers of one hazard, the notices about several, and what is printed about a period."""

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from rest_framework import serializers

from api.fields import Day, Identifier, Known
from api.hazards.inputs import MOST_AT_ONCE, InputSerializer
from api.hazards.photos import WhateverTheyAccept
from api.openapi.schema import DOCX, PDF, file_of
from api.returns.papers import download
from api.views import ApiView
from audit.kinds import Kind
from audit.middleware import audited
from hazards.models import Hazard
from installation.public_address import link
from organizations import scope
from papers.document import Document
from papers.hazards.notices import rectification_notice
from papers.hazards.of_hazard import PAPERS
from papers.periods.public_notice import public_notice
from papers.periods.summary import period_summary
from papers.printing import printers

EITHER = {**file_of(DOCX), **file_of(PDF)}


class Printed(ApiView):
    """Answers with a file for Word or as PDF."""

    content_negotiation_class = WhateverTheyAccept

    def printed(
        self, document: Document, form: str, about: Hazard | None = None
    ) -> HttpResponseBase:
        """The QR code of a paper about one hazard leads to its page."""
        page = link(reverse("web:hazard", args=[about.pk]), self.request) if about else ""
        content = printers.printed(document, form, page)
        answer = HttpResponse(content, printers.KINDS[form])
        return download(answer, printers.file_name(document, form))


@audited(Kind.PRINTED, "hazard")
class HazardPaperView(Printed):
    """A paper about the record as it stands. The closing certificate, one page to be signed (409
    for a hazard that is not closed), and the case file, everything there is, are for whoever sees
    the hazard. The review opinion (409 before a review) and the supervision notice (422 where it
    is not listed) are numbered and issued by officers and auditors; asked for again with nothing
    changed, each is the same paper with the same number."""

    paper = form = ""

    def get(self, request, pk) -> HttpResponseBase:
        hazard = self.hazard()
        document = PAPERS[self.paper].write(hazard, request.user)
        return self.printed(document, self.form, hazard)


class WordPaperView(HazardPaperView):
    form, responses = "docx", {"GET": file_of(DOCX)}


class PdfPaperView(HazardPaperView):
    form, responses = "pdf", {"GET": file_of(PDF)}


class InFormat(InputSerializer):
    format = serializers.ChoiceField(list(printers.PRINTERS), default="docx")


class OfHazards(InFormat):
    hazards = serializers.ListField(child=Identifier(), allow_empty=False, max_length=MOST_AT_ONCE)


class OfPeriod(InFormat):
    """The period is [found_from, found_to)."""

    unit = Known(scope.units_reached_by)
    found_from = Day(required=False, allow_null=True)
    found_to = Day(required=False, allow_null=True)


@audited(Kind.PRINTED)
class RectificationNoticeView(Printed):
    """One notice about several hazards of one unit, with their before-photos."""

    request_body, responses = OfHazards, {"POST": EITHER}

    def post(self, request) -> HttpResponseBase:
        told = self.validated_body(OfHazards)
        wanted = set(told["hazards"])
        seen = Hazard.objects.visible_to(request.user).for_list()
        found = list(seen.filter(pk__in=wanted).prefetch_related("photos"))
        if len(found) < len(wanted):
            raise Http404
        notice = rectification_notice(found, by=request.user)
        return self.printed(notice.paper, told["format"])


@audited(Kind.PRINTED)
class PeriodView(Printed):
    request_body, responses = OfPeriod, {"POST": EITHER}

    def post(self, request) -> HttpResponseBase:
        told = self.validated_body(OfPeriod)
        form = told.pop("format")
        return self.printed(self.document(told.pop("unit"), **told), form)

    def document(self, unit, **period: Any) -> Document:
        raise NotImplementedError


class PublicNoticeView(PeriodView):
    """What was found at a unit and below it, for everybody, in words that were confirmed row by row
    (`papers/public-notice/rows/`). Numbered. 422 has an error for each row that may not go out as
    it stands, with the id of its hazard as `attr`: `row_unconfirmed`, `row_changed`, or `row_cue_`
    and the code of a cue nobody has checked."""

    def document(self, unit, **period):
        return public_notice(unit, by=self.request.user, **period).paper


class SummaryView(PeriodView):
    """The figures of a period in words and tables, over the hazards in sight."""

    tag = "statistics"

    def document(self, unit, **period):
        return period_summary(self.request.user, unit, **period)
