"""Logging an activity and correcting one: find, check, do, show. Nothing typed is lost."""

import uuid
from datetime import date
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from activities import services
from activities.kinds import KINDS, ActivityKind
from activities.law import SUPERSEDE
from activities.models import Activity
from organizations.models import Unit
from web.activities.forms import ActivityForm, open_to, typed_in
from web.activities.page import Line, address_in, blanks_of
from web.activities.usual import Usual
from web.activities.views import found
from web.hazards.album import Picture
from web.hazards.available_moves import sentence_of
from web.uploads import NOTHING_SENT, Uploads, as_uuid, taken_in
from workflow import policy
from workflow.errors import NotPermitted, NotPossible, SomethingMissing, WorkflowError

STATUS = {NotPossible: 409, NotPermitted: 403, SomethingMissing: 422}


@require_http_methods(["GET", "HEAD", "POST"])
def log(request):
    """Without a kind the page asks which; then it asks what is counted of that kind."""
    units = open_to(request.user)
    if not units:
        raise PermissionDenied
    again = record_again(request)
    kind = KINDS.get(again.kind if again else request.GET.get("kind", ""))
    if is_another_kind(request):
        kind, sent = KINDS[request.POST["other_kind"]], photos_of(request)
        form = ActivityForm(kind=kind, units=units, initial=typed_in(request.POST))
        return page(request, form, units, sent)
    if request.method == "POST":
        kind = KINDS.get(request.POST.get("kind", ""))
        return take(request, kind, units) if kind else page(request, None, units, status=400)
    if kind is None:
        return page(request, None, units)
    form = ActivityForm(kind=kind, units=units, initial=proposed(request, kind, units, again))
    return page(request, form, units)


def is_another_kind(request) -> bool:
    """Was another kind tapped in a form that may be half filled in? Nothing is logged by that."""
    return request.method == "POST" and request.POST.get("other_kind") in KINDS


def record_again(request) -> Activity | None:
    """The record that is repeated; one out of sight is not there."""
    asked = as_uuid(request.GET.get("again", ""))
    return found(request, asked) if asked else None


def unit_of(request, units: list[Unit]) -> Unit:
    """The one asked for, else the lowest: the others are chosen from."""
    asked = request.POST.get("unit") or request.GET.get("unit")
    return next((one for one in units if str(one.pk) == asked), units[-1])


def proposed(request, kind: ActivityKind, units: list[Unit], again: Activity | None):
    told: dict[str, Any] = {"unit": unit_of(request, units).pk, "sessions": 1}
    told["when"] = timezone.localdate().isoformat()
    if again:
        told |= {name: getattr(again, name) for name in ("sessions", "people", "name")}
        if again.unit_id in {one.pk for one in units}:
            told["unit"] = again.unit_id
    return told


def take(request, kind: ActivityKind, units: list[Unit]):
    form = ActivityForm(request.POST, kind=kind, units=units)
    sent = photos_of(request)
    if not form.is_valid() or sent.errors:
        return page(request, form, units, sent, status=400)
    told = {"by": request.user, "unit": form.cleaned_data["unit"], "photos": sent.ids}
    told |= {"id": form.cleaned_data["id"], "is_confirmed": is_confirmed(request)}
    try:
        made = services.log_on_each(form.all_days, **told, **form.given())
    except WorkflowError as refusal:
        status, sentence = refused(form, refusal)
        return page(request, form, units, sent, sentence, status)
    said = ngettext("Logged: %(what)s", "Logged on %(n)s days: %(what)s", len(made))
    messages.success(request, said % {"what": kind.label, "n": len(made)})
    return redirect(f"{reverse('web:log_activity')}?unit={form.cleaned_data['unit'].pk}")


def photos_of(request) -> Uploads:
    return taken_in(request, "photos", as_uuid(request.POST.get("id", "")) or uuid.uuid4())


def is_confirmed(request) -> bool:
    return request.POST.get("confirmed") == "yes"


def refused(form: ActivityForm, refusal: WorkflowError) -> tuple[int, str]:
    """The status, and the sentence where it stands beside no field."""
    if isinstance(refusal, SomethingMissing):
        form.lacks(refusal.missing)
        is_said = form.is_double or bool(form.errors)
        return STATUS[SomethingMissing], "" if is_said else sentence_of(refusal)
    return STATUS[type(refusal)], sentence_of(refusal)


def page(
    request,
    form: ActivityForm | None,
    units: list[Unit],
    sent: Uploads = NOTHING_SENT,
    refusal: str = "",
    status: int = HTTPStatus.OK,
):
    unit = unit_of(request, units)
    usual = Usual(request.user, unit, form.kind if form else None)
    month = unit_records(request.user, unit).filter(day__gte=timezone.localdate().replace(day=1))
    told: dict[str, Any] = {
        "form": form,
        "unit": unit,
        "units": units,
        "usual": usual,
        "month": [Line(one) for one in month],
        "refusal": refusal,
        "blanks": blanks_of(form.kind) if form else [],
        "page": "activities",
        "back": reverse("web:activities"),
        **pictures(request, sent),
    }
    if form and form.is_double:
        told["doubles"] = doubles_of(request.user, form)
    return render(request, "activities/log.html", told, status=status)


def pictures(request, sent: Uploads) -> dict[str, Any]:
    return {"photos": sent.kept(request.user), "photo_errors": sent.errors}


def unit_records(user, unit: Unit) -> QuerySet[Activity]:
    """What is logged already, so that nobody logs it twice."""
    return Activity.objects.visible_to(user).filter(unit=unit).current().for_list()


def doubles_of(user, form: ActivityForm) -> list[Line]:
    unit = form.old.unit if form.old else form.cleaned_data["unit"]
    told = {name: value for name, value in form.given().items() if name != "name"}
    like = unit_records(user, unit).filter(day__in=days_of(form), **told)
    return [Line(one) for one in (like.exclude(pk=form.old.pk) if form.old else like)]


def days_of(form: ActivityForm) -> list[date]:
    return [form.cleaned_data["day"]] if form.old else form.all_days


# --- Correcting ---


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, pk):
    """Another record takes its place; its kind may be another one, chosen beforehand."""
    old = found(request, pk)
    if not policy.corrects_activity(old, request.user):
        raise PermissionDenied
    if old.superseded_by_id:
        messages.info(request, _("This record has been corrected already."))
        return redirect("web:activity", pk=pk)
    asked = request.POST.get("kind") or request.GET.get("kind") or old.kind
    kind = KINDS.get(asked)
    if kind is None:
        raise Http404
    if is_another_kind(request):
        told = {"kind": KINDS[request.POST["other_kind"]], "units": [old.unit], "old": old}
        form = ActivityForm(**told, initial=typed_in(request.POST))
        return correcting(request, old, form, photos_of(request))
    if request.method == "POST":
        return put_right(request, old, kind)
    names = ("day", "sessions", "people", "name")
    initial = {name: getattr(old, name) for name in names} | {"when": "other"}
    form = ActivityForm(kind=kind, units=[old.unit], old=old, initial=initial)
    return correcting(request, old, form)


def put_right(request, old: Activity, kind: ActivityKind):
    form = ActivityForm(request.POST, kind=kind, units=[old.unit], old=old)
    sent = photos_of(request)
    if not form.is_valid() or sent.errors:
        return correcting(request, old, form, sent, status=400)
    said = form.cleaned_data
    told = {"id": said["id"], "reason": said["reason"], "day": said["day"], **form.given()}
    if sent.ids:
        told["photos"] = [*old.photos.values_list("photo", flat=True), *sent.ids]
    try:
        new, _is_new = services.supersede(
            old, by=request.user, is_confirmed=is_confirmed(request), **told
        )
    except WorkflowError as refusal:
        status, sentence = refused(form, refusal)
        return correcting(request, old, form, sent, sentence, status)
    messages.success(request, str(SUPERSEDE.done))
    return redirect("web:activity", pk=new.pk)


def correcting(
    request,
    old: Activity,
    form: ActivityForm,
    sent: Uploads = NOTHING_SENT,
    refusal: str = "",
    status: int = HTTPStatus.OK,
):
    told: dict[str, Any] = {
        "form": form,
        "old": Line(old),
        "says": SUPERSEDE.says,
        "usual": Usual(request.user, old.unit, form.kind),
        "refusal": refusal,
        "blanks": blanks_of(form.kind),
        "kept": [Picture(row.photo, address_in(old)) for row in old.photos.all()],
        "page": "activities",
        "back": reverse("web:activity", args=[old.pk]),
        **pictures(request, sent),
    }
    if form.is_double:
        told["doubles"] = doubles_of(request.user, form)
    return render(request, "activities/correct.html", told, status=status)
