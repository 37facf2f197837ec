"""Moving a hazard, and what is done beside its state: find, check, do, show.

A refusal becomes a sentence on the card, and nothing that was typed or photographed is lost.
"""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hazards import services
from hazards.models import Extension, Hazard
from web.hazards import detail
from web.hazards.forms import FORMS, LawForm
from web.hazards.page import Card
from web.uploads import NOTHING_SENT, Uploads, taken_in
from workflow.errors import NotPermitted, NotPossible, SomethingMissing, Stale, WorkflowError

STATUS = {Stale: 412, NotPossible: 409, NotPermitted: 403, SomethingMissing: 422}


@require_http_methods(["GET", "HEAD", "POST"])
def move(request, pk, move):
    return _answer(request, pk, move, services.MOVES)


@require_http_methods(["GET", "HEAD", "POST"])
def act(request, pk, act):
    return _answer(request, pk, act, ACTS)


def _answer(request, pk, slug: str, services_by_name):
    name = slug.replace("-", "_")
    if name not in services_by_name or "_" in slug:
        raise Http404
    hazard = detail.found(request, pk)
    if request.method == "POST":
        return _act(request, hazard, name, services_by_name[name])
    return _focused(request, Card(hazard, request.user), name)


def _focused(request, card: Card, name: str):
    """A page with this one form on it: the way without JavaScript."""
    offer = card.offer(name)
    if offer is None:
        messages.info(request, _("This cannot be done now."))
        return redirect("web:hazard", pk=card.hazard.pk)
    return render(request, "hazards/focused.html", {"card": card, "offer": offer})


def _act(request, hazard: Hazard, name: str, service):
    form = FORMS[name](request.POST, hazard=hazard, name=name.replace("_", "-"), by=request.user)
    uploads = _photos(request, form)
    if not form.is_valid() or uploads.errors:
        return _refused(request, name, form, uploads)
    given = form.cleaned_data | ({"photos": uploads.ids} if form.photos_show else {})
    try:
        service(hazard, by=request.user, **given)
    except WorkflowError as refusal:
        return _refused(request, name, form, uploads, refusal)
    detail.said(request, name, hazard)
    if request.headers.get("HX-Request"):
        return detail.page(request, Card(detail.found(request, hazard.pk), request.user))
    return redirect("web:hazard", pk=hazard.pk)


def _photos(request, form: LawForm) -> Uploads:
    """A form's photos belong to this version of the hazard: sent twice they are the same ones."""
    if not form.photos_show:
        return NOTHING_SENT
    form_id = uuid.uuid5(form.hazard.pk, str(request.POST.get("version", "")))
    return taken_in(request, "photos", form_id)


def _refused(request, name: str, form: LawForm, uploads: Uploads, refusal=None):
    """The hazard as it stands now, with the refused form filled in as it was sent."""
    card = Card(detail.found(request, form.hazard.pk), request.user)
    if isinstance(refusal, SomethingMissing):
        form.lacks(refusal.missing)
    card.refused_as(name, form, uploads, refusal)
    return detail.page(request, card, STATUS.get(type(refusal), 400))


def _grant(hazard: Hazard, *, by, **given):
    return services.grant(_request_of(hazard), by=by, **given)


def _refuse(hazard: Hazard, *, by, **given):
    return services.refuse(_request_of(hazard), by=by, **given)


def _request_of(hazard: Hazard) -> Extension:
    """The request to be answered; the last one where all have been, which the law then says."""
    waiting = hazard.extensions.filter(decision=Extension.Decision.REQUESTED)
    request = waiting.first() or hazard.extensions.last()
    if request is None:
        raise NotPossible(_("Nobody has asked for more time."), hazard=hazard)
    return request


ACTS = {
    "request_extension": services.request_extension,
    "grant": _grant,
    "refuse": _refuse,
    "control": services.control,
    "list_for_supervision": services.list_for_supervision,
    "delist": services.delist,
    "offer_transfer": services.offer_transfer,
}
