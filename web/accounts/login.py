"""Logging in and out."""

from django.conf import settings
from django.contrib.auth import views
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from accounts.idle import FORGET_PAGES
from accounts.lost_password import asking
from audit import log
from organizations.models import Unit, User
from throttling import devices
from throttling.lockout import LockedOut
from throttling.sign_in import sign_in
from web.accounts import providers
from web.second_factor import gate


class LogInForm(AuthenticationForm):
    """Says the same of a wrong name, a wrong password and somebody who has left."""

    wrong = _("This account and password do not go together.")
    error_messages = {"invalid_login": wrong, "inactive": wrong}

    def clean(self):
        """Raises LockedOut past the form: it is no fault of a field."""
        said = self.cleaned_data
        if self.errors:  # a field was left empty: nobody is asked
            return said
        try:
            self.user_cache = sign_in(self.request, said["username"], said["password"])
        except LockedOut:
            log.record_lock_out(self.request, said["username"])
            raise
        if self.user_cache is None:
            raise self.get_invalid_login_error()
        self.confirm_login_allowed(self.user_cache)
        return said


@method_decorator(login_not_required, name="dispatch")
class LogOut(views.LogoutView):
    """Also for who has still to show their second factor. The browser forgets the photos it kept,
    so that the next person at it finds none."""

    def dispatch(self, request, *args, **kwargs):
        request.user = gate.waiting_person(request) or request.user  # whoever leaves is named
        answer = super().dispatch(request, *args, **kwargs)
        answer["Clear-Site-Data"] = FORGET_PAGES
        return answer


class LogIn(views.LoginView):
    """One door for everybody; whoever guesses too often is sent away for a while."""

    form_class = LogInForm
    redirect_authenticated_user = True

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except LockedOut as refusal:
            answer = render(request, "429.html", {"minutes": refusal.minutes}, status=429)
            answer["Retry-After"] = str(refusal.seconds)
            return answer

    def form_valid(self, form):
        answer = super().form_valid(form)
        devices.remember(self.request, answer, self.request.user.pk)
        if not self.request.POST.get("remember"):
            self.request.session.set_expiry(0)  # until the browser is closed
        return answer

    def get_context_data(self, **given):
        shown = {
            "bureau": Unit.objects.only_root() or "",
            "is_set_up": Unit.objects.roots().exists(),
            "is_mail_offered": asking.is_offered(),
            "providers": providers.buttons(),
        }
        if settings.DEMO:
            shown |= {"demo_people": demo_people(), "demo_password": settings.DEMO_PASSWORD}
        return super().get_context_data(**shown, **given)


def demo_people() -> list[tuple[str, str]]:
    """User names with what each of them is, in the order of the settings."""
    known = User.objects.filter(username__in=settings.DEMO_PEOPLE, is_active=True)
    names = dict(known.values_list("username", "name"))
    return [(username, names[username]) for username in settings.DEMO_PEOPLE if username in names]
