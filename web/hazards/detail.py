"""One hazard: its page, and the card that takes the page's place after a move."""

from http import HTTPStatus

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hazards.models import Hazard
from papers.issued import IssuedPaper
from web.hazards.page import HazardPage
from workflow.declarations.moves import Declared


@require_safe
def hazard(request, pk):
    return page(request, HazardPage(found(request, pk), request.user))


def found(request, pk) -> Hazard:
    """The hazard if it is in sight; for everybody else it does not exist."""
    notices = IssuedPaper.objects.visible_to(request.user).filter(hazards=OuterRef("pk"))
    seen = Hazard.objects.visible_to(request.user).for_list().with_turns()
    seen = seen.with_beside().annotate(has_notices=Exists(notices.order_by()))
    return get_object_or_404(seen.select_related("rectified_for", "duplicate_of"), pk=pk)


def page(request, card: HazardPage, status: int = HTTPStatus.OK):
    """The whole page, or its changed parts for a form that was sent in place.

    A refused person gets the whole page either way: htmx takes from a 403 what its settings in
    `base.html` select, be it this page or Django's own about an expired form.
    """
    in_place = request.headers.get("HX-Request") and status != HTTPStatus.FORBIDDEN
    template = "hazards/card.html" if in_place else "hazards/detail.html"
    card.is_awaited(with_the_frame=not in_place)
    told = {"card": card, "page": "ledger", "back": reverse("web:ledger")}
    return render(request, template, told, status=status)


def said(request, declared: Declared, hazard: Hazard) -> None:
    messages.success(request, str(declared.done) % {"number": hazard.number})
