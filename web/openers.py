"""A form belongs to who opened it: what was filled in by one person is never entered as another.

Every form says who opened it (`{% csrf_token %}` writes it, web/templatetags/openers.py) and every
request in place does so in a header (templates/base.html, js/photos.js). On a shared computer the
next person logs in while a page still stands open on another tab: what is sent from that page then
is refused, and comes back with all that was filled in. The API knows its caller by each call.
"""

import re

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.middleware import csrf
from django.shortcuts import render
from django.views.csrf import csrf_failure

from monitoring.answers import sent_again
from organizations.models import User

FIELD, HEADER = "opened_by", "X-Opened-By"
OUR_OWN = (FIELD, "csrfmiddlewaretoken")  # fields of a form that nobody fills in
SIGNER = Signer(salt="web.openers")
# What a program writes into a field (a key, a number, a day, a tick) is kept, but nothing to read.
NO_WORDS = re.compile(r"[\w.:-]*", re.ASCII)
FROM_ELSEWHERE = ("Origin checking failed", "Referer checking failed")


def claim_of(user) -> str:
    """What a page of this person says of who opened it; nothing on a page for strangers."""
    return SIGNER.sign(str(user.pk)) if user.is_authenticated else ""


def claimed_in(request: HttpRequest) -> str:
    return request.POST.get(FIELD) or request.headers.get(HEADER, "")


def opener_of(claim: str) -> User | None:
    try:
        return User.objects.filter(pk=SIGNER.unsign(claim)).first()
    except BadSignature:
        return None


class OpenedByWhoSends:
    """Refuses what was opened by somebody else than who is logged in now, or by somebody who has
    logged out since.

    A form that does not say who opened it is left to the CSRF token, which each log-in changes: it
    was opened by a stranger, or its page is older than this rule.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        if request.method in ("GET", "HEAD", "OPTIONS", "TRACE"):
            return None
        match = request.resolver_match
        if match is None or match.namespace == "api":
            return None
        claim = claimed_in(request)
        if not claim or claim == claim_of(request.user):
            return None
        if not request.user.is_authenticated and not filled_in(request):
            return None  # nothing is lost: they are sent to the log-in like everybody
        return not_entered(request, claim)


def refused_by_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For CSRF_FAILURE_VIEW. Each log-in changes the token, so this is where most forms of another
    person arrive; one's own page that was open for too long is given back in the same way.

    What another site sent is never given back: pressed once more it would be let in.
    """
    claim = claimed_in(request)
    is_elsewhere = reason.startswith(FROM_ELSEWHERE) or reason == csrf.REASON_NO_CSRF_COOKIE
    if is_elsewhere or not opener_of(claim) or not filled_in(request):
        return csrf_failure(request, reason=reason)
    return not_entered(request, claim)


def not_entered(request: HttpRequest, claim: str) -> HttpResponse:
    """Who opened it, who is logged in now, and what was filled in, to be sent once more."""
    fields = filled_in(request)
    told = {
        "opener": opener_of(claim),
        "claim": claim,
        "is_own": claim == claim_of(request.user),
        "is_logged_out": not request.user.is_authenticated,
        "fields": fields,
        "words": [value for _name, value in fields if not NO_WORDS.fullmatch(value)],
    }
    request.was_refused = not told["is_own"]  # type: ignore[attr-defined]  # for the audit log
    return render(request, "not_entered.html", told, status=403)


def filled_in(request: HttpRequest) -> list[tuple[str, str]]:
    """Passwords are never written into a page: a form with one has to be filled in anew."""
    return [(name, value) for name, value in sent_again(request) if name not in OUR_OWN]
