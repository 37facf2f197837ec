"""Administrators look after letterheads here; what went out is only to be read."""

from django import forms
from django.contrib import admin
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations.administration import (
    Kept,
    Reference,
    administered_units,
    administers_everything,
)
from papers.letterheads import lender_to
from papers.models import IssuedPaper, Letterhead

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
class LetterheadAdmin(Reference):
    """Those of one's own units: each tree's administrators look after theirs."""

    form = LetterheadForm
    list_display = ("unit", "name", "number_prefix", "contact", "phone")
    list_select_related = ("unit",)
    search_fields = ("unit__code", "unit__name", "name")

    def get_queryset(self, request):
        return super().get_queryset(request).filter(unit__in=administered_units(request.user))

    def get_autocomplete_fields(self, request):
        """The table of units, where it is looked up, is not open to everybody who is here."""
        return ("unit",) if administers_everything(request.user) else ()

    def formfield_for_foreignkey(self, db_field, request, **told):
        told["queryset"] = administered_units(request.user).filter(closed_on=None)
        return super().formfield_for_foreignkey(db_field, request, **told)

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
