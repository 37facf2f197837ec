"""One's own sessions: where one is logged in, and logging out there."""

from typing import Any

from django.http import Http404
from rest_framework.response import Response

from accounts import open_sessions
from accounts.models import Session
from api.accounts.schemas import SessionOutput
from api.hazards import outputs
from api.pagination import Newest
from api.views import ApiView, ListView


class SessionsView(ListView):
    """Those that open something now: the one that asks first, then the newest."""

    responses, tag = {"GET": {200: SessionOutput(many=True)}}, "account"
    pagination_class = Newest

    def get_queryset(self):
        return open_sessions.of(self.request.user, self.request._request)

    def shown(self, row: Session) -> dict[str, Any]:
        return {
            "id": str(row.public_id),
            "created_at": outputs.moment(row.created_at),
            "seen_at": outputs.moment(row.seen_at),
            "address": row.address,
            "device": row.device_words,
            "is_current": open_sessions.is_current(row, self.request._request),
        }


class SessionView(ApiView):
    """Whoever is logged in there is logged out; ending the current one logs out the caller."""

    responses, tag = {"DELETE": {204: None}}, "account"

    def delete(self, request, pk) -> Response:
        mine = (one for one in open_sessions.of(request.user) if one.public_id == pk)
        session = next(mine, None)
        if session is None:
            raise Http404
        open_sessions.end(session, by=request.user, request=request._request)
        return Response(status=204)
