"""Which accounts somebody is guessing at: for administrators of
everything there is, since a name that was typed belongs to no unit."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from organizations.administration import administers_everything
from organizations.models import User
from throttling import attempts

MOST_SHOWN = 100


@require_GET
def failed_logins(request):
    if not administers_everything(request.user):
        raise Http404
    told = {
        "attacked": named(attempts.attacked()[:MOST_SHOWN]),
        "nameless": attempts.nameless(),
        "days": attempts.SHOWN_DAYS,
        "many": attempts.MANY,
        "page": "me",
    }
    return render(request, "accounts/failed_logins.html", told)


def named(rows) -> list[dict]:
    """Each with the person's own name beside the account's."""
    rows = list(rows)
    people = User.objects.filter(username__in=[row["name"] for row in rows])
    known = {person.username: person for person in people}
    return [{**row, "person": known.get(row["name"])} for row in rows]
