"""Rounds, checklists and outings are only to be read here; their services write them."""

from django.contrib import admin

from inspections.models import Checklist, Outing, Round, Switch
from organizations.administration import Kept


@admin.register(Round)
class RoundAdmin(Kept):
    list_display = ("opens_on", "unit", "kind", "checklist", "done_on", "found")
    list_filter = ("kind",)
    list_select_related = ("unit", "checklist")
    search_fields = ("unit__name", "unit__code")
    show_full_result_count = False

    def get_queryset(self, request):
        return Round.objects.visible_to(request.user)


@admin.register(Checklist)
class ChecklistAdmin(Kept):
    list_display = ("title", "version", "cycle", "post", "since", "loaded_by")


@admin.register(Switch)
class SwitchAdmin(Kept):
    list_display = ("since", "unit", "code", "is_on", "by")
    list_select_related = ("unit", "by")


@admin.register(Outing)
class OutingAdmin(Kept):
    list_display = ("day", "unit", "title", "people", "started_by")
    list_select_related = ("unit", "started_by")
