"""What happens to somebody who has not logged in: every page sends them to the login first."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.utils.translation import gettext as _

from web.second_factor import gate


class LoginFirst(LoginRequiredMiddleware):
    """A fragment asks the whole page to move; it would otherwise show the login inside itself.

    A form sent in place is refused instead, and keeps what was typed (js/kept.js).
    """

    def handle_no_permission(self, request, view_func):
        if getattr(request, "was_idle", False):
            messages.info(request, _("You were logged out because nothing happened for a while."))
        place = gate.way_in(request)
        if not request.headers.get("HX-Request"):
            return redirect_to_login(request.get_full_path(), place)
        if request.method == "POST":
            return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
        back = request.headers.get("HX-Current-URL") or request.get_full_path()
        return HttpResponse(headers={"HX-Redirect": redirect_to_login(back, place).url})
