"""Activities are only to be read here; their services write them."""

from django.contrib import admin

from activities.models import Activity
from organizations.administration import Kept


@admin.register(Activity)
class ActivityAdmin(Kept):
    list_display = ("day", "unit", "kind", "name", "sessions", "people")
    list_filter = ("kind",)
    list_select_related = ("unit",)
    search_fields = ("name", "unit__name")
    show_full_result_count = False

    def get_queryset(self, request):
        return Activity.objects.visible_to(request.user)
