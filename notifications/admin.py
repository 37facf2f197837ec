"""Whether people were told can be looked up here; what they were told is theirs to read."""

from django.contrib import admin

from notifications.models import Delivery, Notification
from organizations.administration import Kept


@admin.register(Notification)
class NotificationAdmin(Kept):
    list_display = ("recipient", "kind", "created_at", "read_at")
    list_filter = ("kind",)
    list_select_related = ("recipient",)
    search_fields = ("recipient__username", "recipient__name")
    exclude = ("template", "params", "about", "delivered_at", "attempts")
    show_full_result_count = False


@admin.register(Delivery)
class DeliveryAdmin(Kept):
    """What left the house for whom, and what did not."""

    list_display = ("recipient", "channel", "state", "attempts", "next_at", "ended_at", "error")
    list_filter = ("channel", "state")
    list_select_related = ("message__recipient",)
    search_fields = ("message__recipient__username", "message__recipient__name")
    fields = ("channel", "state", "attempts", "next_at", "ended_at", "error")
    exclude = ("id", "message")
    show_full_result_count = False

    @admin.display(description=Notification._meta.get_field("recipient").verbose_name)
    def recipient(self, delivery: Delivery) -> str:
        return str(delivery.message.recipient)
