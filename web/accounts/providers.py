"""Logging in with an account of another service: there, back, and unbinding it."""

import logging
from functools import partial
from typing import Any

from allauth.core import context
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from accounts.providers import admission, declared, identities, kinds, names
from accounts.providers.declared import Declared
from accounts.providers.protocols import outside
from accounts.providers.protocols.profiles import Profile
from accounts.providers.protocols.service import Service
from accounts.staff import policy
from audit import log
from audit.kinds import Kind, Result
from installation.public_address import link
from throttling import lockout, one_time_codes, rates
from throttling.addresses import client_address, network
from web.accounts.coming_in import let_in

ICONS = {
    "oidc": "person-badge",
    "wecom": "chat-left-text",
    "dingtalk": "lightning-charge",
    "feishu": "send",
    "ldap": "key",
}
# What a service answers is read by allauth as if it were well formed; where it is not, one of these
# comes of it.
NO_SENSE = (KeyError, TypeError, ValueError, AttributeError)
logger = logging.getLogger(__name__)


def buttons() -> list[tuple[str, str, str]]:
    """Of the log-in page: key, what the service is called, icon."""
    return [(one.key, names.label(one), ICONS[one.key]) for one in declared.by_browser()]


def asked_for(key: str) -> Declared:
    one = declared.found(key)
    if one is None:
        raise Http404
    return one


def service(request: HttpRequest, one: Declared) -> Service:
    back = reverse("web:provider_callback", args=[one.key])
    return kinds.service(request, one, link(back, request))


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_POST
def begin(request: HttpRequest, key: str) -> HttpResponse:
    """Sends somebody to the service, by a page of its own: a browser follows no redirect of a form
    to where `form-action` does not lead, and which addresses those are the service decides."""
    one = asked_for(key)
    if request.user.is_authenticated:
        return redirect("web:home")
    seconds = rates.wait("login", network(client_address(request)))
    if seconds:
        return locked_out(request, lockout.LockedOut(seconds))
    put_aside = {"next": safe(request), "remember": bool(request.POST.get("remember"))}
    try:
        with outside.bounded(), context.request_context(request):
            address = service(request, one).away(put_aside)
    except (outside.NotWell, RequestException, *NO_SENSE) as error:
        return away(request, one, error)
    told = {"address": address, "service": names.label(one)}
    return render(request, "accounts/providers/leaving.html", told)


def safe(request: HttpRequest) -> str:
    """Where to go on, if it is one of our own pages."""
    to = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        to, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return to if is_ours else ""


@login_not_required
@never_cache
@require_safe
def callback(request: HttpRequest, key: str) -> HttpResponse:
    """Where the service leads back to. What this browser was not sent for opens nothing."""
    one = asked_for(key)
    if request.user.is_authenticated:
        return redirect("web:home")
    try:
        with outside.bounded(), context.request_context(request):
            found = one_time_codes.look_up(request, tried(request, key), partial(who, request, one))
        return refused(request) if found is None else come_in(request, one, *found)
    except lockout.LockedOut as refusal:
        log.record_lock_out(request, lockout.NOBODY)
        return locked_out(request, refusal)
    except admission.NotAdmitted as refusal:
        messages.error(request, refusal.why.label % {"service": names.label(one)})
        return redirect("web:login")
    except (outside.NotWell, RequestException) as error:
        return away(request, one, error)


def tried(request: HttpRequest, key: str) -> str:
    return f"{key} {request.GET.get('state', '')[:100]}"


def who(request: HttpRequest, one: Declared, _typed: str) -> tuple[Profile, dict[str, Any]] | None:
    """Who comes back, with what was put aside; None for what cannot be, which counts as a guess."""
    there = service(request, one)
    state = there.came_back()
    try:
        if state is None:
            raise outside.Rejected("not begun in this browser, or too long ago")
        return sensible(there, state), state["data"]
    except outside.Rejected as error:
        logger.info("Log-in by %s: %s", one.key, error)
        failed = {"result": Result.FAILED, "details": {"through": one.key, "reason": "forged"}}
        log.record(Kind.LOGIN_FAILED, request=request, account=lockout.NOBODY, **failed)
        return None


def sensible(there: Service, state: dict[str, Any]) -> Profile:
    try:
        return there.who(state)
    except NO_SENSE as error:
        raise outside.NotWell(f"{type(error).__name__} {error}") from error


def come_in(
    request: HttpRequest, one: Declared, profile: Profile, put_aside: dict[str, Any]
) -> HttpResponse:
    person = admission.admitted(one, profile, request=request)
    request.came_through = one.key  # for the audit log
    answer = redirect(put_aside["next"] or "web:home")
    return let_in(request, person, answer, remember=put_aside["remember"])


def refused(request: HttpRequest) -> HttpResponse:
    messages.error(
        request, _("This log-in was not finished, or took too long. Please begin again.")
    )
    return redirect("web:login")


def away(request: HttpRequest, one: Declared, error: Exception) -> HttpResponse:
    """The log says more: addresses and codes are for who mends it."""
    logger.warning("%s did not let anybody in: %s %s", one.key, type(error).__name__, error)
    said = _("%(service)s does not answer as it should. Log in with your password, or try later.")
    messages.error(request, said % {"service": names.label(one)})
    return redirect("web:login")


def locked_out(request: HttpRequest, refusal: lockout.LockedOut) -> HttpResponse:
    answer = render(request, "429.html", {"minutes": refusal.minutes}, status=429)
    answer["Retry-After"] = str(refusal.seconds)
    return answer


# --- Unbinding ---------------------------------------------------------------------------------


def bound(person: Any) -> list[tuple[identities.Identity, str, str]]:
    """What somebody logs in with elsewhere: the identity, what the service is called, icon."""
    shown = identities.shown_of(person) if settings.PROVIDERS else []
    return [(one, names.label_of(key), ICONS.get(key, "link-45deg")) for one, key in shown]


@require_POST
def end_own(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(identities.of(request.user), pk=pk)
    identities.unbind(one, by=request.user, request=request)
    messages.success(request, _("Unbound."))
    return redirect(f"{reverse('web:me')}#identities")


@require_POST
def end_of(request: HttpRequest, pk: int, identity: int) -> HttpResponse:
    """By an administrator, of somebody they look after."""
    person = get_object_or_404(policy.people_of(request.user), pk=pk)
    one = get_object_or_404(identities.of(person), pk=identity)
    identities.unbind(one, by=request.user, request=request)
    messages.success(request, _("Unbound."))
    return redirect("web:person", pk=pk)
