"""Moving a hazard, and what is done beside its state: find, check, do, show.

A refusal becomes a sentence on the card, and nothing that was typed or photographed is lost.
"""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hazards.models import Hazard
from records.perform import perform
from web.hazards import detail
from web.hazards.forms import DeclaredForm, LawForm
from web.hazards.page import HazardPage
from web.uploads import NOTHING_SENT, Uploads, taken_in
from workflow.actions import ACTS
from workflow.declarations.moves import Declared, nobody
from workflow.errors import NotPermitted, NotPossible, SomethingMissing, Stale, WorkflowError
from workflow.hazard_law import MOVES

STATUS = {Stale: 412, NotPossible: 409, NotPermitted: 403, SomethingMissing: 422}
BY_SLUG = {move.slug: move for move in MOVES.values()}
# What is answered on a page of its own has none here.
ACTS_BY_SLUG = {act.slug: act for act in ACTS if act.offered is not nobody}


@require_http_methods(["GET", "HEAD", "POST"])
def move(request, pk, move):
    return _answer(request, pk, BY_SLUG.get(move))


@require_http_methods(["GET", "HEAD", "POST"])
def act(request, pk, act):
    return _answer(request, pk, ACTS_BY_SLUG.get(act))


def _answer(request, pk, declared: Declared | None):
    if declared is None:
        raise Http404
    hazard = detail.found(request, pk)
    if request.method == "POST":
        return _act(request, hazard, declared)
    return _focused(request, HazardPage(hazard, request.user), declared.name)


def _focused(request, card: HazardPage, name: str):
    """A page with this one form on it: the way without JavaScript."""
    offer = card.offer(name)
    if offer is None:
        messages.info(request, _("This cannot be done now."))
        return redirect("web:hazard", pk=card.hazard.pk)
    return render(request, "hazards/moves/focused.html", {"card": card, "offer": offer})


def _act(request, hazard: Hazard, declared: Declared):
    form = DeclaredForm(request.POST, declared=declared, record=hazard, by=request.user)
    uploads = _photos(request, form)
    if not form.is_valid() or uploads.errors:
        return _refused(request, declared.name, form, uploads)
    given = form.cleaned_data | ({"photos": uploads.ids} if form.photos_show else {})
    try:
        perform(hazard, declared.name, by=request.user, **given)
    except WorkflowError as refusal:
        return _refused(request, declared.name, form, uploads, refusal)
    detail.said(request, declared, hazard)
    if request.headers.get("HX-Request"):
        return detail.page(request, HazardPage(detail.found(request, hazard.pk), request.user))
    return redirect("web:hazard", pk=hazard.pk)


def _photos(request, form: LawForm) -> Uploads:
    """A form's photos belong to this version of the hazard: sent twice they are the same ones."""
    if not form.photos_show:
        return NOTHING_SENT
    form_id = uuid.uuid5(form.record.pk, str(request.POST.get("version", "")))
    return taken_in(request, "photos", form_id)


def _refused(request, name: str, form: LawForm, uploads: Uploads, refusal=None):
    """The hazard as it stands now, with the refused form filled in as it was sent."""
    card = HazardPage(detail.found(request, form.record.pk), request.user)
    if isinstance(refusal, SomethingMissing):
        form.lacks(refusal.missing)
    card.refused_as(name, form, uploads, refusal)
    return detail.page(request, card, STATUS.get(type(refusal), 400))
