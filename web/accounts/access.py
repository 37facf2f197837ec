"""Where one is logged in and which programs one has let in: ending it, and making a token."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from knox.models import AuthToken

from accounts import open_sessions, tokens
from accounts.idle import FORGET_PAGES
from accounts.models import Session, TokenDetails
from throttling import user_agents
from web.accounts.forms import TokenForm

MOST_SHOWN = 20  # of each; what is ended makes room for the next


class ShownSession(NamedTuple):
    session: Session
    is_current: bool


class ShownToken(NamedTuple):
    """A token as its owner knows it again."""

    token: AuthToken

    @property
    def key(self) -> UUID:
        return tokens.public_id_of(self.token)

    @property
    def details(self) -> TokenDetails:
        return tokens.details_of(self.token)

    @property
    def label(self) -> str:
        return tokens.label(self.token)

    @property
    def begins(self) -> str:
        return tokens.first_characters(self.token)

    @property
    def last_day(self) -> date:
        return tokens.last_day(self.token)

    @property
    def device(self) -> str:
        return user_agents.in_words(self.details.device)


def shown_sessions(request: HttpRequest) -> list[ShownSession]:
    found = open_sessions.of(request.user, request)[: MOST_SHOWN + 1]
    return [ShownSession(one, open_sessions.is_current(one, request)) for one in found]


def shown_tokens(request: HttpRequest) -> list[ShownToken]:
    return [ShownToken(one) for one in tokens.of(request.user)[: MOST_SHOWN + 1]]


def overview(request: HttpRequest) -> dict:
    """What the page about oneself says of both."""
    sessions, made = shown_sessions(request), shown_tokens(request)
    return {
        "sessions": sessions[:MOST_SHOWN],
        "has_more_sessions": len(sessions) > MOST_SHOWN,
        "tokens": made[:MOST_SHOWN],
        "has_more_tokens": len(made) > MOST_SHOWN,
    }


@require_POST
def end_session(request: HttpRequest, pk) -> HttpResponse:
    mine = (one for one in open_sessions.of(request.user) if one.public_id == pk)
    session = next(mine, None)
    if session is None:
        raise Http404
    was_current = open_sessions.is_current(session, request)
    open_sessions.end(session, by=request.user, request=request)
    if was_current:
        answer = redirect("web:login")
        answer["Clear-Site-Data"] = FORGET_PAGES
        return answer
    messages.success(request, _("Logged out there."))
    return redirect(f"{reverse('web:me')}#sessions")


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    n = open_sessions.end_others(by=request.user, request=request)
    said = ngettext("Logged out on %(n)s other device.", "Logged out on %(n)s other devices.", n)
    messages.success(request, said % {"n": n})
    return redirect(f"{reverse('web:me')}#sessions")


@require_http_methods(["GET", "HEAD", "POST"])
def new_token(request: HttpRequest) -> HttpResponse:
    """The form, and after it the secret: on this one answer, which nobody stores."""
    form = TokenForm(request.POST or None)
    told = {"form": form, "page": "me"}
    if request.method == "POST" and form.is_valid():
        made, secret = tokens.make(by=request.user, request=request, **form.cleaned_data)
        return render(
            request,
            "accounts/token_made.html",
            {"page": "me", "secret": secret, "made": ShownToken(made)},
        )
    return render(request, "accounts/new_token.html", told)


@require_POST
def end_token(request: HttpRequest, pk) -> HttpResponse:
    mine = (one for one in tokens.of(request.user) if tokens.public_id_of(one) == pk)
    token = next(mine, None)
    if token is None:
        raise Http404
    tokens.end(token, by=request.user, request=request)
    messages.success(request, _("The token opens nothing any more."))
    return redirect(f"{reverse('web:me')}#tokens")
