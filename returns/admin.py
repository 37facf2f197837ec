"""Administrators enter form templates here; campaigns and returns are only to be read."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from organizations.administration import Kept, Reference
from returns.models import Campaign, FormTemplate, Return


class TemplateForm(forms.ModelForm):
    """YAML, as in the shipped files; each fault is told with its line."""

    class Meta:
        model = FormTemplate
        fields = ("source", "retired_on")
        help_texts = {"source": _("A used form stays as it is: enter a new version beside it.")}
        widgets = {"source": forms.Textarea(attrs={"rows": 40, "cols": 120, "spellcheck": "false"})}


@admin.register(FormTemplate)
class FormTemplateAdmin(Reference):
    form = TemplateForm
    list_display = ("title", "code", "version", "retired_on")
    fields = ("code", "version", "title", "source", "retired_on")

    def get_readonly_fields(self, request, obj=None):
        return ("code", "version", "title", *(("source",) if obj else ()))


@admin.register(Campaign)
class CampaignAdmin(Kept):
    list_display = ("number", "title", "template", "due_on", "opened_at")
    list_select_related = ("template",)


@admin.register(Return)
class ReturnAdmin(Kept):
    list_display = ("number", "unit", "state", "submitted_at", "is_late")
    list_filter = ("state", "campaign")
    list_select_related = ("unit",)
    search_fields = ("number", "unit__name")
    exclude = ("typed", "adjustments", "proofs", "stars", "summary_file", "scan_file", "submission")
    show_full_result_count = False

    def get_queryset(self, request):
        return Return.objects.visible_to(request.user)
