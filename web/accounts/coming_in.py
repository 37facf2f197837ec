"""What every way of logging in on a page ends with."""

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse

from organizations.models import User
from throttling import devices


def let_in(
    request: HttpRequest, person: User, answer: HttpResponse, *, remember: bool
) -> HttpResponse:
    """A session that begins anew; without `remember` it ends when the browser is closed."""
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    devices.remember(request, answer, person.pk)
    if not remember:
        request.session.set_expiry(0)
    return answer
