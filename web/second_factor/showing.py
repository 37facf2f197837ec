"""The page between the password and the ledger: a code of the app, or a recovery code."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.second_factor import sessions
from accounts.second_factor import showing as factors
from organizations.models import User
from throttling import lockout, one_time_codes
from web.accounts.activation import locked_out
from web.second_factor import gate
from web.second_factor.forms import AppCodeForm, RecoveryCodeForm


@login_not_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    person = gate.waiting_person(request)
    if person is None or sessions.mark_of(request) != sessions.DUE:
        return redirect(gate.way_in(request) if person else "web:home")
    by_recovery_code = "recovery" in request.GET
    kind = RecoveryCodeForm if by_recovery_code else AppCodeForm
    form = kind(request.POST if request.method == "POST" else None)
    try:
        if form.is_valid() and shown(form, person, request):
            return come_in(request, person)
    except lockout.LockedOut as refusal:
        return locked_out(request, refusal)
    told = {
        "form": form,
        "person": person,
        "next": asked_for(request),
        "by_recovery_code": by_recovery_code,
    }
    return render(request, "second_factor/code.html", told, status=400 if form.errors else 200)


def shown(form: Form, person: User, request: HttpRequest) -> bool:
    """Says beside the field what is wrong. Raises LockedOut."""
    try:
        factors.show(person, form.cleaned_data["code"], request=request)
    except ValidationError as refusal:
        form.add_error("code", refusal)
        return False
    return True


def come_in(request: HttpRequest, person: User) -> HttpResponse:
    sessions.note(request, sessions.SHOWN)
    rotate_token(request)
    answer = redirect(asked_for(request) or resolve_url("web:home"))
    one_time_codes.remember(request, answer, person)
    return answer


def asked_for(request: HttpRequest) -> str:
    """Where somebody was on the way to, if that is a page of ours."""
    place = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        place, {request.get_host()}, require_https=request.is_secure()
    )
    return place if is_ours else ""
