"""Administrators enter form templates here; campaigns and returns are only to be read."""

from django import forms
from django.contrib import admin
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations.administration import Administered, Kept
from reports.letterheads import lender_to
from reports.models import Campaign, FormTemplate, IssuedPaper, Letterhead, Return


class TemplateForm(forms.ModelForm):
    """YAML, as in the shipped files; each fault is told with its line."""

    class Meta:
        model = FormTemplate
        fields = ("source", "retired_on")
        help_texts = {"source": _("A used form stays as it is: enter a new version beside it.")}
        widgets = {"source": forms.Textarea(attrs={"rows": 40, "cols": 120, "spellcheck": "false"})}


@admin.register(FormTemplate)
class FormTemplateAdmin(Administered):
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
    exclude = ("typed", "adjustments", "summary_file", "scan_file", "submission")
    show_full_result_count = False

    def get_queryset(self, request):
        return Return.objects.visible_to(request.user)


ASKED_AT = ("contact", "phone")


class LetterheadForm(forms.ModelForm):
    """Says of contact and phone what notices bear while both are empty."""

    class Meta:
        model = Letterhead
        fields = ("unit", "name", "number_prefix", *ASKED_AT, "address", "signatory")
        help_texts = {
            "name": _("The unit's name where empty; never taken from another unit."),
            "address": _("Left out where empty; never taken from another unit."),
            "signatory": _("Left out where empty; never taken from another unit."),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields.keys() & set(ASKED_AT):
            self.fields[name].help_text = str(lent_to(self.instance))


def lent_to(own: Letterhead) -> str | Promise:
    if not own.unit_id:
        return _(
            "Where both are empty notices take both from the nearest unit above that has them."
        )
    lender = lender_to(own.unit)
    if lender is None:
        return _("Left out where both are empty: no unit above has either.")
    told = {"unit": lender.unit, "told": " ".join(filter(None, (lender.contact, lender.phone)))}
    return _("Taken from %(unit)s unless one of the two is filled in: %(told)s") % told


@admin.register(Letterhead)
class LetterheadAdmin(Administered):
    form = LetterheadForm
    list_display = ("unit", "name", "number_prefix", "contact", "phone")
    list_select_related = ("unit",)
    search_fields = ("unit__code", "unit__name", "name")
    autocomplete_fields = ("unit",)

    def get_readonly_fields(self, request, obj=None):
        return ("unit",) if obj else ()


@admin.register(IssuedPaper)
class IssuedPaperAdmin(Kept):
    list_display = ("number", "kind", "unit", "addressee", "issued_at")
    list_filter = ("kind", "year")
    list_select_related = ("unit", "addressee")
    search_fields = ("number",)
    exclude = ("says", "document")
    show_full_result_count = False

    def get_queryset(self, request):
        return IssuedPaper.objects.visible_to(request.user)
