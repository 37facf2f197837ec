"""The page anybody reaches by a unit's code: telling a tip, and looking how far it is.

Nobody is logged in and no cookie is set. What a form is sent with instead of a cookie's token is a
word of ours, signed, with an id in it: a press sent twice brings the same tip. The receipt code is
shown once as the answer to that press, and typed to look again: it stands in no address.
"""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hazards.photos.intake import UnacceptablePhoto
from organizations.models import Unit
from throttling.addresses import client_address, network
from tips import services
from tips.identity import tipsters
from tips.public import flooding, progress, questions, receipts
from tips.services.handling import successor_of
from tips.services.receiving import loose_of
from tips.services.uploads import MOST, NoRoom
from web.tips.public_forms import ReceiptForm, TipForm
from workflow.errors import WorkflowError

SALT = "web.tips"
OPEN_FOR = 24 * 3600  # seconds a form may stand open
FROM_ELSEWHERE = ("cross-site", "same-site")
NOT_INDEXED = "noindex, nofollow"


def public(view):
    """Of a page for strangers: no log-in, no cookie, in no cache and no search engine."""

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and request.headers.get("Sec-Fetch-Site") in FROM_ELSEWHERE:
            return render(request, "400.html", status=400)
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = NOT_INDEXED
        return response

    safe = require_http_methods(["GET", "HEAD", "POST"])(answer)
    shielded = sensitive_post_parameters("phone", "text", "code")(never_cache(safe))
    return csrf_exempt(login_not_required(shielded))


@public
def tell(request: HttpRequest, code: str) -> HttpResponse:
    """Telling of a unit, by its code. One that has become part of another leads there."""
    named = get_object_or_404(Unit, code__iexact=code)
    unit = successor_of(named)
    if unit.closed_on is not None:
        return render(request, "tips/public/closed.html", {"unit": named}, status=410)
    if request.method == "POST":
        return _take(request, unit)
    return _page(request, unit, was=named if unit != named else None)


def _page(request: HttpRequest, unit: Unit, form=None, status: int = 200, **told: Any):
    form = form or TipForm(initial={"place": request.GET.get("p", "")[:120]})
    told = {"photos_kept": 0, "was": None, "question": None, **told}
    told.setdefault("token", signing.dumps(str(uuid.uuid4()), salt=SALT))
    told |= {"unit": unit, "form": form, "most": MOST, "days": tipsters.kept_for()}
    return render(request, "tips/public/tell.html", told, status=status)


def _take(request: HttpRequest, unit: Unit) -> HttpResponse:
    form = TipForm(request.POST)
    form_id = _form_id(request)
    if form_id is None:
        form.add_error(None, _("This page was open for long. Please look once more and send it."))
        return _page(request, unit, form, 400)
    try:
        flooding.refuse_a_flood(request, unit)
    except flooding.TooMany as refusal:
        return too_many(request, refusal)
    told: dict[str, Any] = {"token": request.POST["form"]}
    if flooding.is_busy(request, unit) and not _answered(request, form_id):
        form.add_error(None, _("Many are telling something at once: please answer the question."))
        told["question"] = questions.ask(form_id)
        return _page(request, unit, form, 400, **told)
    photos = _photos(request, form, form_id)
    if not form.is_valid():
        return _page(request, unit, form, 400, photos_kept=len(photos), **told)
    return _received(request, unit, form, form_id, photos, told)


def _received(request, unit: Unit, form: TipForm, form_id: uuid.UUID, photos, told) -> HttpResponse:
    said = form.cleaned_data
    given = {
        "unit": unit,
        "place": said["place"],
        "text": said["text"],
        "who": tipsters.said(said["phone"]),
        "photos": photos,
    }
    # Another tip from the same page is another one; the same sent twice is the same.
    id = uuid.uuid5(form_id, f"{unit.pk} {said['place']} {said['text']}")
    try:
        received = services.receive(id=id, **given)
    except WorkflowError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, unit, form, 400, photos_kept=len(photos), **told)
    shown = {"tip": received.tip, "code": received.code, "unit": unit}
    shown |= {"is_anonymous": not said["phone"], "lacking": form.notes}
    return render(request, "tips/public/received.html", shown)


def _form_id(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(signing.loads(request.POST.get("form", ""), salt=SALT, max_age=OPEN_FOR))
    except signing.BadSignature:
        return None


def _answered(request: HttpRequest, form_id: uuid.UUID) -> bool:
    token, typed = request.POST.get("question", ""), request.POST.get("answer", "")
    return questions.is_right(token, typed, form_id)


def _photos(request: HttpRequest, form: TipForm, form_id: uuid.UUID) -> list[uuid.UUID]:
    """Those that came along now and before. What is not accepted is said beside them; where there
    is no room for pictures the tip is taken without."""
    files = request.FILES.getlist("photos")
    if len(files) > MOST:
        form.add_error("photos", _("%(n)s pictures at most.") % {"n": MOST})
        return loose_of(form_id)[:MOST]
    whose = network(client_address(request))
    for file in files:
        try:
            services.keep_photo(file, form_id=form_id, whose=whose)
        except UnacceptablePhoto as refusal:
            form.add_error("photos", str(refusal))
        except NoRoom:
            form.notes.append(
                _("No pictures can be kept at the moment; it was taken without them.")
            )
            break
    return loose_of(form_id)[:MOST]


@public
def receipt(request: HttpRequest) -> HttpResponse:
    """How far it is. The answer to a code nobody has is always the same."""
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "tips/public/receipt.html", {"form": form})
    try:
        flooding.refuse_guessing(request)
    except flooding.TooMany as refusal:
        return too_many(request, refusal)
    tip = receipts.found(form.cleaned_data["code"])
    if tip is None:
        form.add_error("code", _("There is no tip with this code. Please look at it once more."))
        return render(request, "tips/public/receipt.html", {"form": form}, status=404)
    return render(request, "tips/public/progress.html", {"progress": progress.of(tip)})


def too_many(request: HttpRequest, refusal: flooding.TooMany) -> HttpResponse:
    minutes = -(-refusal.seconds // 60)
    answer = render(request, "tips/public/too_many.html", {"minutes": minutes}, status=429)
    answer["Retry-After"] = str(refusal.seconds)
    return answer
