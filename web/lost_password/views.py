"""「忘记密码」: a letter is asked for, and its link leads to a password of one's own.

The secret never stays in an address that is shown: the link of the letter leads on at once, and
what goes on is the digest, in the session.
"""

import time

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.lost_password import asking, using
from accounts.models import PasswordLetter
from audit import log
from audit.kinds import Kind, Result
from throttling import lockout, one_time_codes
from web.accounts.activation import locked_out
from web.accounts.activation_forms import FirstPasswordForm
from web.lost_password.forms import WhoForm

OPENED, OPENED_AT = "lost_password", "lost_password_at"
PATIENCE = 30 * 60  # seconds between the link and the password


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The same is said whoever was typed. Where no letters are written: whom to ask for a slip."""
    is_offered = asking.is_offered()
    form = WhoForm(request.POST if request.method == "POST" and is_offered else None)
    if form.is_valid():
        try:
            asking.ask(form.cleaned_data["account"], request=request)
        except lockout.LockedOut as refusal:
            return locked_out(request, refusal)
        return render(request, "lost_password/asked.html")
    told = {"form": form, "is_offered": is_offered}
    return render(request, "lost_password/ask.html", told, status=400 if form.errors else 200)


@login_not_required
@never_cache
@require_safe
def by_link(request: HttpRequest, code: str) -> HttpResponse:
    """Looking uses nothing up: programs that look through mail open it as well."""
    try:
        one = one_time_codes.look_up(request, code, using.opened)
    except lockout.LockedOut as refusal:
        return locked_out(request, refusal)
    if one is None:
        failed = {"result": Result.FAILED, "details": {"reason": "link"}}
        log.record(Kind.LOGIN_FAILED, request=request, account=lockout.NOBODY, **failed)
        return ended(request)
    request.session[OPENED], request.session[OPENED_AT] = one.digest, int(time.time())
    return redirect("web:lost_password_new")


@login_not_required
@never_cache
@sensitive_post_parameters("new_password1", "new_password2")
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    one = opened_before(request)
    if one is None:
        return ended(request)
    form = FirstPasswordForm(one.person, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            using.use(one.digest or "", form.cleaned_data["new_password1"], request=request)
        except using.NotValid:
            return ended(request)
        return chosen(request)
    told = {"form": form, "person": one.person}
    return render(request, "lost_password/choose.html", told, status=400 if form.errors else 200)


def opened_before(request: HttpRequest) -> PasswordLetter | None:
    since = time.time() - request.session.get(OPENED_AT, 0)
    return using.by_digest(request.session.get(OPENED, "")) if since < PATIENCE else None


def chosen(request: HttpRequest) -> HttpResponse:
    """Whoever was logged in here is not any more; the log-in asks for whatever else it asks for."""
    request.session.flush()
    messages.success(request, _("The new password is in force. Log in with it."))
    return redirect("web:login")


def ended(request: HttpRequest) -> HttpResponse:
    request.session.pop(OPENED, None)
    messages.error(request, _("This link opens nothing, or no longer. Ask for a new one."))
    return redirect("web:lost_password")
