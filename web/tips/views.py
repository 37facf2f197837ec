"""The list of those who handle tips, entering one that came by phone, and setting junk aside."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jobs.models import Job
from organizations import scope
from organizations.administration import administered_units, administers
from organizations.models import Membership, Role
from tips import services
from tips.identity import tipsters
from tips.models import Tip
from tips.public import receipts
from tips.services.junk import alike
from tips.states import TipState
from web.addresses import units_like, without
from web.hazards.moves import STATUS
from web.tips.forms import EnterForm, TipFilter
from web.uploads import as_uuid
from workflow.errors import SomethingMissing, WorkflowError

PAGE = 30


def refuse_others(user) -> None:
    if not any(post.role == Role.TIP_HANDLER for post in scope.posts(user)):
        raise PermissionDenied


def filtered(request: HttpRequest, data) -> tuple[TipFilter, Any]:
    """What the filter asks for, of the tips in sight."""
    form = TipFilter(data, by=request.user)
    if not form.is_valid():
        raise Http404
    chosen = form.cleaned_data
    seen = Tip.objects.visible_to(request.user)
    seen = seen.filter(alike(**form.alike))
    shown = {
        "answered": seen.exclude(answered_on=None),
        "set_aside": seen.filter(state=TipState.SET_ASIDE),
    }
    return form, shown.get(chosen["show"], seen.waiting())


@require_GET
def tips(request):
    """What waits first: those to be answered by their clocks, then those to be verified, the oldest
    first; of the others the newest."""
    if administers(request.user) and not handles(request.user):
        return render(
            request, "tips/handlers.html", {"page": "tips", "handlers": handlers(request.user)}
        )
    refuse_others(request.user)
    form, found = filtered(request, request.GET)
    show = form.cleaned_data["show"] or "waiting"
    clocks = F("feedback_due_on").asc(nulls_last=True)
    order = (clocks, "received_at", "pk") if show == "waiting" else ("-received_at", "-pk")
    page = Paginator(found.for_list().order_by(*order), PAGE).get_page(request.GET.get("page"))
    told = {
        "page": "tips",
        "form": form,
        "show": show,
        "tabs": tabs(request, show),
        "page_obj": page,
        "today": timezone.localdate(),
        "query": without(request.GET),
        "units_like": units_like(request.user, request.GET),
        "unit": form.cleaned_data["unit"],
        "junk": found.filter(state=TipState.RECEIVED).count() if show == "waiting" else 0,
        "is_asked": any(form.alike.values()),
        "handlers": handlers(request.user) if administers(request.user) else None,
    }
    return render(request, "tips/list.html", told)


def handles(user) -> bool:
    return any(post.role == Role.TIP_HANDLER for post in scope.posts(user))


def handlers(user) -> QuerySet[Membership]:
    """Who is named in the tree that the administrator `user` looks after."""
    held = Membership.objects.held().filter(role=Role.TIP_HANDLER, user__is_active=True)
    held = held.filter(unit__in=administered_units(user))
    return held.select_related("user", "unit").order_by("unit__code", "user__name")


def tabs(request, show: str) -> list[dict[str, Any]]:
    rest = without(request.GET, "show")
    return [
        {
            "label": label,
            "url": f"?{urlencode({'show': name})}&{rest}".rstrip("&"),
            "is_on": name == show,
        }
        for name, label in TipFilter.SHOWN
    ]


@require_POST
def set_aside(request):
    """Those ticked, or all that wait to be verified among what the filter shows."""
    refuse_others(request.user)
    form, _found = filtered(request, request.POST)
    told = {"by": request.user, "reason": request.POST.get("reason", "")}
    asked = {name: request.POST.get(name, "") for name in ("unit", "since", "says")}
    back = reverse("web:tips", query={name: said for name, said in asked.items() if said})
    try:
        if request.POST.get("all"):
            done = services.set_aside_alike(**told, **form.alike)
        else:
            ids = [known for known in map(as_uuid, request.POST.getlist("ids")) if known]
            ticked = Tip.objects.visible_to(request.user).filter(pk__in=ids)
            done = services.set_aside_several(ticked, **told)
    except SomethingMissing as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    messages.success(request, said_of(done))
    return redirect(back)


def said_of(done: int | Job) -> str:
    if isinstance(done, Job):
        return _("They are being set aside; the list empties by and by.")
    said = ngettext("%(n)s set aside as junk.", "%(n)s set aside as junk.", done)
    return said % {"n": done}


@sensitive_post_parameters("phone", "name")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request):
    """What came by phone or letter; its receipt code is read out to whoever told it."""
    refuse_others(request.user)
    form = EnterForm(request.POST if request.method == "POST" else None, by=request.user)
    if not form.is_valid():
        told = {"form": form, "page": "tips"}
        return render(request, "tips/enter.html", told, status=400 if form.errors else 200)
    said = dict(form.cleaned_data)
    who = tipsters.said(said.pop("phone"), said.pop("name"))
    try:
        received = services.receive(by=request.user, who=who, **said)
    except WorkflowError as refusal:
        form.add_error(None, str(refusal))
        told = {"form": form, "page": "tips"}
        return render(request, "tips/enter.html", told, status=STATUS[type(refusal)])
    code = {"code": receipts.shown(received.code)}
    messages.success(request, _("It has come in. The receipt code to read out: %(code)s") % code)
    return redirect("web:tip", pk=received.tip.pk)
