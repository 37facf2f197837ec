"""Administrators look after categories and clauses here; the ledger itself is only to be read."""

from django.contrib import admin

from hazards.models import (
    Category,
    Clause,
    Extension,
    Hazard,
    HistoryEntry,
    InterimControl,
    Photo,
    Supervision,
    Transfer,
)
from organizations.administration import Kept, Reference


@admin.register(Category)
class CategoryAdmin(Reference):
    """A category is retired, not deleted; its code stands in exports and stays."""

    list_display = ("label", "code", "position", "photo_required", "retired_on")
    search_fields = ("code", "label")
    fields = ("code", "label", "icon", "position", "photo_required", "retired_on")

    def get_readonly_fields(self, request, obj=None):
        return ("code",) if obj else ()


@admin.register(Clause)
class ClauseAdmin(Reference):
    """What a past hazard was judged by stays readable: a new wording is a new edition."""

    list_display = ("text", "section", "edition", "category", "is_complete", "retired_on")
    list_filter = ("section", "edition")
    list_select_related = ("category",)
    search_fields = ("code", "text")
    fields = (
        *("code", "edition", "section", "category", "text", "basis", "wording"),
        *("checked_on", "is_complete", "retired_on"),
    )

    def get_readonly_fields(self, request, obj=None):
        return ("code", "edition", "text") if obj else ()


class BesideAHazard(Kept):
    """Rows that belong to a hazard are seen with it."""

    list_select_related = ["hazard"]
    search_fields = ("hazard__number",)
    show_full_result_count = False

    def get_queryset(self, request):
        seen = Hazard.objects.visible_to(request.user)
        return super().get_queryset(request).filter(hazard__in=seen)


@admin.register(Hazard)
class HazardAdmin(Kept):
    list_display = ("number", "state", "severity", "unit", "category", "place", "due_on")
    list_filter = ("state", "severity", "category", "source")
    list_select_related = ("unit", "category")
    search_fields = ("number", "place", "description")
    exclude = ("report_digest", "searchable")
    show_full_result_count = False

    def get_queryset(self, request):
        return Hazard.objects.visible_to(request.user)


@admin.register(HistoryEntry)
class HistoryEntryAdmin(BesideAHazard):
    """Without the facts: they name other records, and are told on the hazard's own page as far as
    each reader reaches these."""

    list_display = ("hazard", "sequence", "move", "before", "after", "by", "at")
    exclude = ("facts",)
    list_select_related = ["hazard", "by"]


@admin.register(Photo)
class PhotoAdmin(BesideAHazard):
    """Without the camera's time, place and device: those are for officers and auditors."""

    list_display = ("id", "hazard", "stage", "attempt", "uploaded_at")
    list_filter = ("stage",)
    exclude = ("taken_at", "latitude", "longitude", "camera")


@admin.register(Extension)
class ExtensionAdmin(BesideAHazard):
    list_display = ("hazard", "until", "decision", "requested_by", "requested_at")
    list_filter = ("decision",)


@admin.register(InterimControl)
class InterimControlAdmin(BesideAHazard):
    list_display = ("hazard", "measures", "recorded_by", "recorded_at")


@admin.register(Supervision)
class SupervisionAdmin(BesideAHazard):
    list_display = ("hazard", "level", "document_number", "listed_on", "deadline", "delisted_on")
    list_filter = ("level",)


@admin.register(Transfer)
class TransferAdmin(BesideAHazard):
    list_display = ("hazard", "from_unit", "to_unit", "decision", "offered_at", "decided_at")
    list_filter = ("decision",)
    list_select_related = ["hazard", "from_unit", "to_unit"]
