"""One's own second factor: what there is of it, new recovery codes, and removing it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.second_factor import policy, removing, setting_up
from throttling import lockout
from web.accounts.activation import locked_out
from web.second_factor.forms import FreshCodeForm
from web.second_factor.setting_up import recovery_codes
from web.second_factor.showing import shown


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    factor = policy.factor_of(request.user)
    told = {
        "page": "me",
        "factor": factor,
        "left": setting_up.codes_left(factor) if factor else 0,
        "must": policy.must_have(request.user),
    }
    return render(request, "second_factor/mine.html", told)


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def new_codes(request: HttpRequest) -> HttpResponse:
    """Those there were open nothing any more."""

    def done() -> HttpResponse:
        made = setting_up.renew_recovery_codes(by=request.user, request=request)
        return recovery_codes(request, request.user, made)

    return after_a_code(request, "second_factor/new_codes.html", done)


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest) -> HttpResponse:
    """Also the way to another phone: whoever must have one sets it up anew at once."""

    def done() -> HttpResponse:
        removing.remove_own(by=request.user, request=request)
        messages.success(request, _("The second factor is removed."))
        must = policy.must_have(request.user)
        return redirect("web:set_up_second_factor" if must else "web:my_second_factor")

    return after_a_code(request, "second_factor/remove.html", done)


def after_a_code(
    request: HttpRequest, template: str, done: Callable[[], HttpResponse]
) -> HttpResponse:
    """`done` once the factor was shown for this very act."""
    if not policy.has_one(request.user):
        return redirect("web:my_second_factor")
    form = FreshCodeForm(request.POST if request.method == "POST" else None)
    try:
        if form.is_valid() and shown(form, request.user, request):
            return done()
    except lockout.LockedOut as refusal:
        return locked_out(request, refusal)
    told = {"form": form, "page": "me", "must": policy.must_have(request.user)}
    return render(request, template, told, status=400 if form.errors else 200)
