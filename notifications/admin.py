"""Whether people were told can be looked up here; what they were told is theirs to read."""

from django.contrib import admin

from notifications.models import Notification
from organizations.administration import Kept


@admin.register(Notification)
class NotificationAdmin(Kept):
    list_display = ("recipient", "kind", "created_at", "read_at", "delivered_at")
    list_filter = ("kind",)
    list_select_related = ("recipient",)
    search_fields = ("recipient__username", "recipient__name")
    exclude = ("template", "params", "about")
    show_full_result_count = False
