"""Saved views of the ledger: keep the filters that are on, rename them, forget them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hazards.ledger.saved_views import SavedView, kept_of
from returns import services
from web import refusals
from web.ledger.quick_filters import told_of
from web.ledger.saved_view_forms import NameForm, SaveForm
from workflow.errors import WorkflowError


@require_http_methods(["GET", "HEAD", "POST"])
def saved_views(request):
    """One's own views; with `?save=1&…` the filters that follow can be kept as another."""
    query = kept_of(request.POST.get("query", "") or request.GET.urlencode())
    form = SaveForm(request.POST or None, by=request.user, initial={"query": query})
    if request.method == "POST" and form.is_valid():
        try:
            services.save_view(by=request.user, **form.cleaned_data)
        except WorkflowError as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("Saved. It stands above the ledger now."))
            return redirect(f"{reverse('web:ledger')}?{query}")
    told = {"form": form, "query": query, "page": "ledger", "views": own(request.user)}
    told["says"] = told_of(query, request) if query else []
    return render(request, "ledger/saved_views.html", told)


def own(user) -> list[tuple[SavedView, NameForm]]:
    mine = SavedView.objects.owned_by(user).select_related("shared_with")
    return [
        (view, NameForm(initial={"name": view.name}, auto_id=f"v{view.pk}-%s")) for view in mine
    ]


@require_POST
def rename(request, pk):
    view, form = found(request, pk), NameForm(request.POST)
    try:
        services.rename_view(view, by=request.user, name=form.data.get("name", "")[:40])
    except WorkflowError as refusal:
        refusals.say(request, refusal)
    else:
        messages.success(request, _("Renamed."))
    return redirect("web:saved_views")


@require_POST
def forget(request, pk):
    try:
        services.forget_view(found(request, pk), by=request.user)
    except WorkflowError as refusal:
        refusals.say(request, refusal)
    else:
        messages.success(request, _("Forgotten."))
    return redirect("web:saved_views")


def found(request, pk) -> SavedView:
    return get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)
