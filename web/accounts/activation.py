"""Activating an account with the code of a slip: whose it is, and a password of one's own.

A code never stays in an address that is shown: the one behind the picture of a slip leads on at
once, and what goes on is the digest, in the session.
"""

import time
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.activation import codes, using
from accounts.models import Activation
from audit import log
from audit.kinds import Kind, Result
from organizations import identifiers
from papers.slips.slip import units_of, ways_named
from throttling import lockout, one_time_codes
from web.accounts.activation_forms import CodeForm, FirstPasswordForm
from web.accounts.coming_in import let_in

OPENED, OPENED_AT = "activation", "activation_at"
PATIENCE = 30 * 60  # seconds between the code and the password


@login_not_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def by_hand(request: HttpRequest) -> HttpResponse:
    """The code is typed as it stands on the slip."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            if opens(request, form.cleaned_data["code"]):
                return redirect("web:first_password")
            form.add_error("code", sentence())
        except lockout.LockedOut as refusal:
            return locked_out(request, refusal)
    told = {"form": form}
    return render(
        request, "accounts/activation/code.html", told, status=400 if form.errors else 200
    )


@login_not_required
@never_cache
@require_safe
def by_link(request: HttpRequest, code: str) -> HttpResponse:
    """The picture on the slip leads here. Looking uses nothing up: programs that preview links look
    as well. What comes of it is said at another address, for a refusal is logged with its own."""
    try:
        if opens(request, code):
            return redirect("web:first_password")
        messages.error(request, sentence())
    except lockout.LockedOut as refusal:
        messages.error(request, wait_sentence(refusal))
    return redirect("web:activate")


@login_not_required
@never_cache
@sensitive_post_parameters("new_password1", "new_password2")
@require_http_methods(["GET", "HEAD", "POST"])
def first_password(request: HttpRequest) -> HttpResponse:
    """Whose account it is; a password twice; in."""
    one = opened_before(request)
    if one is None:
        return ended(request)
    form = FirstPasswordForm(one.person, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return come_in(request, one, form.cleaned_data["new_password1"])
        except using.NotValid:
            return ended(request)
    me = request.user
    is_another = me.is_authenticated and me.pk != one.person_id
    told = {"form": form, "logged_in_as": str(me) if is_another else "", **whose(one)}
    status = 400 if form.errors else 200
    return render(request, "accounts/activation/password.html", told, status=status)


def opens(request: HttpRequest, typed: str) -> bool:
    """Raises LockedOut, this failure included."""
    try:
        one = one_time_codes.look_up(request, codes.plain(typed) or typed, using.opened)
    except lockout.LockedOut:
        log.record_lock_out(request, lockout.NOBODY)
        raise
    if one is None:
        failed = {"result": Result.FAILED, "details": {"reason": "code"}}
        log.record(Kind.LOGIN_FAILED, request=request, account=lockout.NOBODY, **failed)
        return False
    request.session[OPENED], request.session[OPENED_AT] = one.digest, int(time.time())
    return True


def opened_before(request: HttpRequest) -> Activation | None:
    """What the code opened a while ago, if it still does."""
    since = time.time() - request.session.get(OPENED_AT, 0)
    return using.by_digest(request.session.get(OPENED, "")) if since < PATIENCE else None


def come_in(request: HttpRequest, one: Activation, password: str) -> HttpResponse:
    """In a session that begins anew."""
    person = using.use(one.digest, password, request=request)
    forget(request)
    remember = bool(request.POST.get("remember"))
    answer = let_in(request, person, redirect("web:home"), remember=remember)
    messages.success(request, _("Your account is activated, and you are logged in."))
    return answer


def forget(request: HttpRequest) -> None:
    request.session.pop(OPENED, None)
    request.session.pop(OPENED_AT, None)


def ended(request: HttpRequest) -> HttpResponse:
    forget(request)
    messages.error(request, sentence())
    return redirect("web:activate")


def whose(one: Activation) -> dict[str, Any]:
    person = one.person
    ways = identifiers.ways_in([person])[person.pk]
    return {
        "person": person,
        "where": units_of([person]).get(person.pk, ""),
        "ways": ways_named(ways),
    }


def sentence() -> str:
    """The same for a code that is wrong, used, ended or too old."""
    return _(
        "This code opens nothing, or no longer. Ask your unit's safety officer or the bureau's "
        "administrator for a new slip."
    )


def wait_sentence(refusal: lockout.LockedOut) -> str:
    said = _("Too many failed attempts. Please try again in %(minutes)d minutes.")
    return said % {"minutes": refusal.minutes}


def locked_out(request: HttpRequest, refusal: lockout.LockedOut) -> HttpResponse:
    answer = render(request, "429.html", {"minutes": refusal.minutes}, status=429)
    answer["Retry-After"] = str(refusal.seconds)
    return answer
