"""Logging in and out."""

from django.conf import settings
from django.contrib.auth import views
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit, User


class LogInForm(AuthenticationForm):
    """Says the same of a wrong name, a wrong password and somebody who has left."""

    wrong = _("This account and password do not go together.")
    error_messages = {"invalid_login": wrong, "inactive": wrong}


class LogIn(views.LoginView):
    """One door for everybody; whoever guesses too often is shut out by django-axes."""

    form_class = LogInForm
    redirect_authenticated_user = True

    def form_valid(self, form):
        answer = super().form_valid(form)
        if not self.request.POST.get("remember"):
            self.request.session.set_expiry(0)  # until the browser is closed
        return answer

    def get_context_data(self, **given):
        bureau = Unit.objects.filter(parent=None).in_order().first()
        shown = {"bureau": bureau or ""}
        if settings.DEMO:
            shown |= {"demo_people": demo_people(), "demo_password": settings.DEMO_PASSWORD}
        return super().get_context_data(**shown, **given)


def demo_people() -> list[tuple[str, str]]:
    """User names with what each of them is, in the order of the settings."""
    known = User.objects.filter(username__in=settings.DEMO_PEOPLE, is_active=True)
    names = dict(known.values_list("username", "name"))
    return [(username, names[username]) for username in settings.DEMO_PEOPLE if username in names]
