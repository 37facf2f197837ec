"""Taking the second factor off an account somebody looks after: its owner has lost the phone."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.second_factor import policy, removing
from web.accounts.people import theirs


@require_http_methods(["GET", "HEAD", "POST"])
def remove_of(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(theirs(request), pk=pk)
    if not removing.may_remove(request.user, person):
        raise PermissionDenied
    if request.method != "POST":
        told = {"person": person, "page": "me", "has_one": policy.has_one(person)}
        return render(request, "second_factor/remove_of.html", told)
    try:
        removing.remove(person, by=request.user, request=request)
    except ValidationError:
        told = {"person": person, "page": "me", "has_one": False}
        return render(request, "second_factor/remove_of.html", told, status=409)
    said = _("The second factor of %(name)s is removed; they were told.")
    messages.success(request, said % {"name": person})
    return redirect("web:accounts")
