"""The page about oneself: roles, language, password, leaving."""

from django.contrib import messages
from django.contrib.auth import views
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from web.forms import passwords


@require_GET
def me(request):
    memberships = request.user.memberships.select_related("unit")
    return render(request, "me.html", {"page": "me", "memberships": memberships})


class ChangePassword(views.PasswordChangeView):
    template_name = "password.html"
    success_url = reverse_lazy("web:me")
    extra_context = {"page": "me"}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        for field in form.fields.values():
            field.widget.attrs["class"] = "form-control"
            field.widget.attrs.pop("autofocus", None)
        form.fields["new_password1"].help_text = passwords.hint()
        form.fields["new_password2"].help_text = ""
        return form

    def form_valid(self, form):
        answer = super().form_valid(form)
        messages.success(self.request, _("The new password is in force."))
        return answer
