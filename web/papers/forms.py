"""The filters of the list of issued papers; only what occurs in it can be chosen."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organizations import scope
from papers.issued import IssuedQuerySet, Kind
from web.ledger.forms import Pill


class PapersFilter(forms.Form):
    """`addressee` means the unit and all below it; `year` is the one in the number."""

    kind = forms.ChoiceField(
        choices=[("", _("All kinds")), *Kind.choices], required=False, widget=Pill(_("Kind"))
    )
    unit = forms.ModelChoiceField(
        None, required=False, empty_label=_("Issuing unit"), widget=Pill(_("Issuing unit"))
    )
    addressee = forms.ModelChoiceField(
        None, required=False, empty_label=_("Addressee"), widget=Pill(_("Addressee"))
    )
    year = forms.TypedChoiceField(
        coerce=int, empty_value=None, required=False, widget=Pill(_("Year"))
    )

    def __init__(self, data, *, seen: IssuedQuerySet, user) -> None:
        super().__init__(data)
        self.fields["unit"].queryset = seen.issuers().in_order()
        self.fields["addressee"].queryset = scope.units_reached_by(user).in_order()
        years = seen.order_by("-year").values_list("year", flat=True).distinct()
        told = [(year, _("Year %(year)s") % {"year": year}) for year in years]
        self.fields["year"].choices = [("", _("All years")), *told]

    @property
    def asks(self) -> dict:
        """What was chosen, by name."""
        return {name: value for name, value in self.cleaned_data.items() if value}
