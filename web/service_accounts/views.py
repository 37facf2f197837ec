"""The service accounts somebody looks after, their tokens, and the end of both."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, Max, OuterRef, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from knox.models import AuthToken

from accounts import tokens
from accounts.models import TokenDetails
from accounts.service_accounts import keeping
from organizations.administration import administers_some
from organizations.models import Membership, User
from web.accounts.access import ShownToken
from web.accounts.forms import TokenForm
from web.refusals import say_beside
from web.service_accounts.forms import NewServiceForm

PAGE = 30


def looked_after(request: HttpRequest) -> QuerySet[User]:
    """With what a list says of them, in a number of statements no number of rows changes."""
    if not administers_some(request.user):
        raise PermissionDenied
    alive = AuthToken.objects.filter(user=OuterRef("pk"), expiry__gt=timezone.now())
    used = TokenDetails.objects.filter(token__user=OuterRef("pk")).order_by().values("token__user")
    held = Membership.objects.held().select_related("unit")
    found = keeping.looked_after_by(request.user).annotate(
        has_token=Exists(alive), used_at=used.annotate(last=Max("used_at")).values("last")
    )
    return found.prefetch_related(Prefetch("memberships", held, to_attr="held_today"))


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    found = looked_after(request).order_by("-is_active", "name", "pk")
    shown = Paginator(found, PAGE).get_page(request.GET.get("page"))
    told = {"page": "me", "services": shown, "page_obj": shown}
    return render(request, "service_accounts/list.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
def new_service(request: HttpRequest) -> HttpResponse:
    if not administers_some(request.user):
        raise PermissionDenied
    form = NewServiceForm(request.POST if request.method == "POST" else None, by=request.user)
    if form.is_valid():
        try:
            made = keeping.make(by=request.user, request=request, **form.cleaned_data)
        except ValidationError as refusal:
            say_beside(form, refusal)
        else:
            messages.success(request, _("The service account is made. Give it a token now."))
            return redirect("web:service", made.pk)
    told = {"page": "me", "form": form}
    return render(request, "service_accounts/new.html", told, status=400 if form.errors else 200)


def found(request: HttpRequest, pk: int) -> Any:
    """Out of one's part of the tree is not there."""
    return get_object_or_404(looked_after(request), pk=pk)


@require_safe
def service(request: HttpRequest, pk: int) -> HttpResponse:
    one = found(request, pk)
    told = {"page": "me", "service": one, "tokens": [ShownToken(row) for row in tokens.of(one)]}
    return render(request, "service_accounts/one.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
def new_token(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, and after it the secret: on this one answer, which nobody stores."""
    one = found(request, pk)
    if not one.is_active:
        return render(request, "service_accounts/ended.html", {"service": one}, status=409)
    form = TokenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        told = {"by": request.user, "request": request, **form.cleaned_data}
        made, secret = keeping.make_token(one, **told)
        told = {"page": "me", "secret": secret, "made": ShownToken(made), "service": one}
        return render(request, "service_accounts/token_made.html", told)
    told = {"page": "me", "form": form, "service": one}
    return render(
        request, "service_accounts/new_token.html", told, status=400 if form.errors else 200
    )


@require_POST
def end_token(request: HttpRequest, pk: int, token) -> HttpResponse:
    one = found(request, pk)
    row = next((row for row in tokens.of(one) if tokens.public_id_of(row) == token), None)
    if row is None:
        raise Http404
    keeping.end_token(one, row, by=request.user, request=request)
    messages.success(request, _("The token opens nothing any more."))
    return redirect("web:service", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def end_service(request: HttpRequest, pk: int) -> HttpResponse:
    one = found(request, pk)
    if not one.is_active:
        return render(request, "service_accounts/ended.html", {"service": one}, status=409)
    if request.method != "POST":
        told = {"page": "me", "service": one}
        return render(request, "service_accounts/end.html", told)
    keeping.end(one, by=request.user, request=request)
    messages.success(request, _("The service account has ended, and its tokens with it."))
    return redirect("web:services")
