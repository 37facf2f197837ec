"""The page about oneself: roles, language, password, where one is logged in, leaving."""

from django.contrib import messages
from django.contrib.auth import views
from django.db import transaction
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts import passwords
from accounts.second_factor import policy
from throttling.lockout import LockedOut
from web import openers
from web.accounts import access, providers
from web.accounts.activation import locked_out
from web.accounts.forms import NewPasswordForm
from web.second_factor.forms import FreshCodeForm
from web.second_factor.showing import shown

LOG_INS = 5  # shown on the page about oneself


@require_GET
def me(request):
    told = {
        "page": "me",
        "memberships": request.user.memberships.not_over().select_related("unit"),
        "log_ins": passwords.last_log_ins(request.user, LOG_INS),
        "reset": passwords.last_reset(request.user),
        "has_second_factor": policy.has_one(request.user),
        "identities": providers.bound(request.user),
        "providers": providers.buttons(),
        **access.overview(request),
    }
    return render(request, "accounts/me.html", told)


@require_GET
def who(request):
    """Who is logged in, and a token of theirs: asked by a page before it sends a form once more
    (js/kept.js), since somebody else may have logged in since it was opened."""
    told = {
        "name": str(request.user),
        openers.FIELD: openers.claim_of(request.user),
        "token": get_token(request),
    }
    return JsonResponse(told)


class ChangePassword(views.PasswordChangeView):
    form_class = NewPasswordForm
    template_name = "accounts/password.html"
    success_url = reverse_lazy("web:me")
    extra_context = {"page": "me"}

    def get_context_data(self, **given):
        must = self.request.user.must_change_password
        reset = passwords.last_reset(self.request.user) if must else None
        return super().get_context_data(must=must, reset=reset, **given)

    def get_form(self, form_class=None):
        """Whoever has a second factor shows it for this as well."""
        form = super().get_form(form_class)
        if policy.has_one(self.request.user):
            form.fields["code"] = FreshCodeForm.base_fields["code"]
        return form

    def form_valid(self, form):
        try:
            if "code" in form.fields and not shown(form, self.request.user, self.request):
                return self.form_invalid(form)
        except LockedOut as refusal:
            return locked_out(self.request, refusal)
        return self.changed(form)

    @transaction.atomic
    def changed(self, form):
        if self.request.user.must_change_password:
            self.success_url = reverse_lazy("web:home")  # where they were on the way to
        answer = super().form_valid(form)
        passwords.note_own_change(self.request.user, request=self.request)
        messages.success(self.request, _("The new password is in force."))
        return answer
