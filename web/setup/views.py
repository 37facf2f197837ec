"""The first run, and 开通清单: the way from an empty ledger to one the schools work with."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from installation import checklist, codes, public_address, services, time_zone
from installation.models import Installation
from organizations.administration import (
    administers,
    administers_everything,
    root_looked_after_by,
)
from organizations.models import Unit
from papers import letterheads
from throttling import devices
from web.setup.forms import ContactForm, SetUpForm
from web.setup.page import shown_of


@login_not_required
@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def first_run(request, code):
    """Whoever holds the code makes the bureau and becomes its administrator; the first one does."""
    if not codes.was_issued(code):
        raise Http404
    if not codes.is_open():
        return too_late(request)
    proposed = public_address.proposed(request)
    form = SetUpForm(request.POST or None, proposed_address=proposed)
    try:
        if form.is_valid():
            return welcome(request, services.set_up(**form.answers, request=request))
    except services.AlreadySetUp:
        return too_late(request)
    except ValidationError as wrong:
        form.add_error(None, wrong)
    return render(
        request, "setup/first_run.html", {"form": form}, status=400 if form.errors else 200
    )


def too_late(request):
    return render(request, "setup/too_late.html", status=410)


def welcome(request, person):
    login(request, person)
    messages.success(request, _("The ledger is set up, and you are logged in."))
    answer = redirect("web:home")
    devices.remember(request, answer, person.pk)
    return answer


def only_administrators(user) -> None:
    if not administers(user):
        raise PermissionDenied


@require_GET
def steps(request):
    only_administrators(request.user)
    found = checklist.checklist(root_looked_after_by(request.user))
    if found is None:
        raise Http404
    is_away = bool(found.installation.checklist_put_away_at)
    told = {"checklist": shown_of(found), "is_away": is_away, "page": "setup"}
    return render(request, "setup/steps.html", told)


@require_POST
def confirm(request, step):
    only_administrators(request.user)
    if step not in checklist.TOLD:
        raise Http404
    services.confirm(step, by=request.user)
    return redirect("web:setup")


@require_POST
def put_away(request):
    """`away=no` brings it back."""
    only_administrators(request.user)
    is_away = request.POST.get("away") != "no"
    services.put_checklist_away(is_away)
    if is_away:
        messages.success(request, _("Put away. You find the checklist under Me."))
        return redirect("web:home")
    return redirect("web:setup")


@require_http_methods(["GET", "HEAD", "POST"])
def bureau(request):
    """Contact, public address and, while the ledger is empty, the time zone. The last two hold for
    every tree, so that an administrator of one of several only reads them."""
    only_administrators(request.user)
    kept = Installation.objects.first()
    unit = root_looked_after_by(request.user)
    if kept is None or unit is None:
        raise Http404
    form = ContactForm(request.POST or None, initial=said_before(kept, unit, request))
    is_theirs = administers_everything(request.user)
    form.fields["public_address"].disabled = not is_theirs
    form.fields["zone"].disabled = not is_theirs or time_zone.is_settled()
    if form.is_valid() and changed(form, unit):
        messages.success(request, _("Kept."))
        return redirect("web:setup")
    told = {"form": form, "bureau": unit, "page": "setup"}
    return render(request, "setup/bureau.html", told, status=400 if form.errors else 200)


def said_before(kept: Installation, unit, request) -> dict[str, str]:
    head = letterheads.of(unit)
    address = kept.public_address or public_address.proposed(request)
    told = {"contact": head.contact, "phone": head.phone}
    return {**told, "public_address": address, "zone": kept.time_zone}


def changed(form: ContactForm, unit: Unit) -> bool:
    try:
        services.change(unit=unit, **form.cleaned_data)
    except ValidationError as wrong:
        form.add_error(None, wrong)
        return False
    return True
