"""The papers of one hazard, for those who may see it."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from api.doors import Door
from api.schema import DOCX, file_of
from api.views.papers import download
from api.views.photos import WhateverTheyAccept
from reports.papers.case_file import paper


class HazardPaperDoor(Door):
    """A paper about the record as it stands, for Word: the closing certificate, one page to be
    signed (409 for a hazard that is not closed), or the case file, everything there is."""

    content_negotiation_class = WhateverTheyAccept
    gives = {"GET": file_of(DOCX)}
    paper = ""

    def get(self, request, pk) -> HttpResponseBase:
        content, name = paper(self.hazard(), self.paper)
        return download(HttpResponse(content, DOCX), name)
