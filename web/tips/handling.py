"""One tip: what was told, who told it (each look logged), its pictures, what is done with it."""

import uuid

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tips import services
from tips.identity import secrecy, tipsters
from tips.law import ACTIONS, FORGET, MOVES
from tips.models import Tip, TipPhoto
from web.hazards.moves import STATUS
from web.tips.page import TipPage, form_of
from web.uploads import NOTHING_SENT, Uploads, taken_in
from workflow.errors import SomethingMissing, WorkflowError

BY_SLUG = {one.slug: one for one in (*MOVES.values(), *ACTIONS.values()) if one is not FORGET}


def found(request, pk) -> Tip:
    """Out of sight is not there."""
    seen = Tip.objects.visible_to(request.user).prefetch_related("photos")
    return get_object_or_404(
        seen.select_related("unit", "verifier", "decided_by", "repeat_of", "entered_by"), pk=pk
    )


def page(request, card: TipPage, status: int = 200):
    return render(request, "tips/detail.html", {"card": card, "page": "tips"}, status=status)


@require_safe
def tip(request, pk):
    return page(request, TipPage(found(request, pk), request.user))


@require_POST
def move(request, pk, move):
    declared = BY_SLUG.get(move)
    if declared is None:
        raise Http404
    one = found(request, pk)
    form = form_of(declared, one, request.user, request.POST)
    uploads = photos_of(request, one, form)
    if not form.is_valid() or uploads.errors:
        return refused(request, pk, declared.name, form, uploads, None)
    try:
        act(declared.name, one, request.user, form, uploads)
    except WorkflowError as refusal:
        return refused(request, pk, declared.name, form, uploads, refusal)
    messages.success(request, str(declared.done))
    return redirect("web:tip", pk=pk)


def photos_of(request, one: Tip, form) -> Uploads:
    if not getattr(form, "takes_photos", False):
        return NOTHING_SENT
    return taken_in(request, "photos", uuid.uuid5(one.pk, "accept"))


def act(name: str, one: Tip, by, form, uploads: Uploads) -> None:
    told = form.given
    if uploads.ids:
        told["photos"] = uploads.ids
    getattr(services, name)(one, by=by, **told)


def refused(request, pk, name: str, form, uploads: Uploads, refusal: WorkflowError | None):
    """The tip as it stands now, with the refused form as it was sent."""
    if isinstance(refusal, SomethingMissing):
        form.lacks(refusal.missing)
    card = TipPage(found(request, pk), request.user)
    marked = _("Please look at what is marked below.")
    is_marked = refusal is None or isinstance(refusal, SomethingMissing)
    card.was_refused(name, form, uploads, marked if is_marked else str(refusal))
    return page(request, card, STATUS.get(type(refusal), 400))


@never_cache
@require_POST
def tipster(request, pk):
    """Who told it: shown to the one who asked, once, and logged. A link would be followed by what
    previews links, so it is a button."""
    card = TipPage(found(request, pk), request.user)
    try:
        who = tipsters.look(card.tip, by=request.user, request=request)
    except secrecy.Unreadable:
        messages.error(request, _("Who told it is encrypted with a key that is not here."))
        return redirect("web:tip", pk=pk)
    return render(request, "tips/tipster.html", {"card": card, "who": who, "page": "tips"})


@require_safe
def photo(request, pk, photo, size):
    seen = get_object_or_404(TipPhoto.objects.visible_to(request.user), pk=photo, tip=pk)
    if size not in TipPhoto.SIZES or seen.deleted_on:
        raise Http404
    try:
        file = default_storage.open(seen.file_name(size))
    except FileNotFoundError as gone:
        raise Http404 from gone
    answer = FileResponse(file, content_type="image/jpeg")
    answer["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(answer, private=True, no_store=True)
    return answer
