"""The caller's notifications."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from api.transfers.schemas import MarkedOutput, NotificationOutput
from api.views import ApiView, ListView
from notifications import sight
from notifications.models import Notification


class InboxView(ListView):
    """Newest first; `unread=true` leaves out what has been read."""

    responses, tag = {"GET": {200: NotificationOutput(many=True)}}, "notifications"
    parameters = [OpenApiParameter("unread", bool)]
    page_size = 20
    ordering = "-created_at"

    def get_queryset(self):
        mine = Notification.objects.for_person(self.request.user)
        return mine.unread() if self.request.query_params.get("unread") == "true" else mine

    def paginate_queryset(self, queryset):
        page = super().paginate_queryset(queryset) or []
        return sight.withhold(page, self.request.user)


class ReadView(ApiView):
    """Mark one as read; marking it again changes nothing."""

    responses, tag = {"POST": {200: NotificationOutput}}, "notifications"

    def post(self, request, pk: int) -> Response:
        mine = Notification.objects.for_person(request.user)
        get_object_or_404(mine, pk=pk)
        mine.unread().filter(pk=pk).update(read_at=timezone.now())
        (told,) = sight.withhold([mine.get(pk=pk)], request.user)
        return Response(NotificationOutput(told).data)


class ReadAllView(ApiView):
    """Mark all as read."""

    responses, tag = {"POST": {200: MarkedOutput}}, "notifications"

    def post(self, request) -> Response:
        unread = Notification.objects.for_person(request.user).unread()
        return Response({"marked": unread.update(read_at=timezone.now())})
