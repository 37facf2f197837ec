"""One person as an administrator looks after them: roles, what hangs on them, and the acts."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.staff import policy, postings
from organizations import departures
from organizations.models import User
from web.accounts.providers import bound
from web.people import forms
from web.refusals import say_beside


class Act(NamedTuple):
    """An act on somebody: what it is called, what it does, its form, and how it is done."""

    label: Promise
    says: Promise
    done: Promise
    form: Any
    do: Callable[..., Any]
    icon: str


def _stand_in(absent: User, *, person_there: User, **told: Any) -> Any:
    return postings.stand_in(person_there, absent=absent, **told)


ACTS = {
    "role": Act(
        _("Give a role"),
        _("The role holds at the unit and at all below it, from its first day to its last."),
        _("The role is given."),
        forms.GiveRole,
        postings.give_role,
        "person-plus",
    ),
    "move": Act(
        _("Move to another unit"),
        _(
            "Their roles at the one unit end on the eve of the first day, and are theirs at the "
            "other from then on. What they have in hand at the old unit goes to its officer."
        ),
        _("The move is entered."),
        forms.Move,
        postings.move_person,
        "signpost",
    ),
    "stand-in": Act(
        _("Let somebody stand in"),
        _(
            "Whoever stands in holds the same roles at the unit from the first day to the last, "
            "and loses them by themselves. Who is away keeps theirs."
        ),
        _("The stand-in is entered."),
        forms.StandIn,
        _stand_in,
        "people",
    ),
    "leave": Act(
        _("Leave the service"),
        _(
            "Today is the last day of every role; the account, its sessions and tokens end at "
            "once. Nothing is deleted: what they did keeps their name."
        ),
        _("The person has left."),
        forms.Leave,
        postings.leave,
        "door-open",
    ),
}


def found(request, pk: int) -> User:
    """Out of one's part of the tree is not there."""
    return get_object_or_404(policy.people_of(request.user), pk=pk)


@require_safe
def person(request, pk):
    one = found(request, pk)
    is_oneself = one == request.user
    held = list(one.memberships.select_related("unit", "stands_in_for"))
    told = {
        "page": "me",
        "person": one,
        "roles": [(role, policy.may_end(request.user, role)) for role in held],
        "hangs_on": departures.held_by(one),
        "acts": {} if is_oneself or not one.is_active else acts_for(request.user, one),
        "is_oneself": is_oneself,
        "identities": bound(one),
    }
    return render(request, "people/person.html", told)


def acts_for(by: User, one: User) -> dict[str, Act]:
    """Whoever is beyond one's part with some roles is let go by somebody above."""
    return {
        name: act for name, act in ACTS.items() if name != "leave" or policy.may_let_go(by, one)
    }


@require_http_methods(["GET", "HEAD", "POST"])
def act(request, pk, name):
    one = found(request, pk)
    if name not in ACTS:
        raise Http404
    if one == request.user or not one.is_active:
        raise PermissionDenied
    asked = ACTS[name]
    known = {} if asked.form is forms.Leave else {"person": one, "by": request.user}
    form = asked.form(request.POST if request.method == "POST" else None, **known)
    if form.is_valid() and is_done(form, asked.do, one, request):
        messages.success(request, str(asked.done))
        return redirect("web:person", pk=pk)
    return page(request, one, form, asked, name)


@require_http_methods(["GET", "HEAD", "POST"])
def end_role(request, pk, role):
    one = found(request, pk)
    membership = get_object_or_404(one.memberships.select_related("unit"), pk=role)
    if not policy.may_end(request.user, membership):
        raise PermissionDenied
    form = forms.EndRole(request.POST if request.method == "POST" else None)
    if form.is_valid() and is_done(form, postings.end_role, membership, request):
        messages.success(request, str(END.done))
        return redirect("web:person", pk=pk)
    return page(request, one, form, END, "end", role=membership)


END = Act(
    _("End a role"),
    _("The role holds up to its last day, to midnight. What they have in hand goes over then."),
    _("The role ends."),
    forms.EndRole,
    postings.end_role,
    "dash-circle",
)


def page(request, one: User, form, asked: Act, name: str, **more):
    told = {
        "page": "me",
        "person": one,
        "form": form,
        "act": asked,
        "name": name,
        "hangs_on": departures.held_by(one) if name in ("move", "leave", "end") else [],
    }
    return render(request, "people/act.html", told | more, status=400 if form.errors else 200)


def is_done(form, do: Callable[..., Any], whom: Any, request) -> bool:
    try:
        do(whom, by=request.user, request=request, **form.cleaned_data)
    except ValidationError as refusal:
        say_beside(form, refusal, person="person_there")
        return False
    return True
