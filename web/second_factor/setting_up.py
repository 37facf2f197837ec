"""Setting up a second factor: a QR code and the key as text, a code to confirm it, and recovery
codes, which are shown on this one answer."""

import base64

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.activation.codes import shown
from accounts.second_factor import codes, policy, setting_up
from organizations.models import User
from papers.printing import qr
from throttling import one_time_codes
from web.second_factor import gate
from web.second_factor.forms import AppCodeForm

SEED = "second_factor_seed"  # in the session, until a code of its key was shown


@login_not_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """For who wants one, and for who must have one and comes in for the first time since."""
    waiting = gate.waiting_person(request)
    person = waiting or request.user
    if not isinstance(person, User):
        return redirect("web:login")
    if policy.has_one(person):
        return redirect(gate.way_in(request) if waiting else "web:my_second_factor")
    form = AppCodeForm(request.POST if request.method == "POST" else None)
    seed = request.session.setdefault(SEED, codes.new_seed())
    if form.is_valid():
        try:
            made = setting_up.confirm(seed, form.cleaned_data["code"], by=person, request=request)
        except ValidationError as refusal:
            form.add_error("code", refusal)
        else:
            return with_codes(request, person, made)
    return with_key(request, form, setting_up.proposed(person, seed), bool(waiting))


def with_key(
    request: HttpRequest, form: AppCodeForm, proposed: setting_up.Proposed, must: bool
) -> HttpResponse:
    picture = base64.b64encode(qr.svg(proposed.address).encode()).decode()
    told = {
        "form": form,
        "key": proposed.key,
        "address": proposed.address,
        "picture": f"data:image/svg+xml;base64,{picture}",
        "must": must,
    }
    return render(request, "second_factor/set_up.html", told, status=400 if form.errors else 200)


def with_codes(request: HttpRequest, person: User, made: list[str]) -> HttpResponse:
    request.session.pop(SEED, None)
    rotate_token(request)
    answer = recovery_codes(request, person, made)
    one_time_codes.remember(request, answer, person)
    return answer


def recovery_codes(request: HttpRequest, person: User, made: list[str]) -> HttpResponse:
    told = {"codes": [shown(code) for code in made], "person": person}
    return render(request, "second_factor/recovery_codes.html", told)
