"""What administrators fill in to found and move a unit."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit
from organizations.units import ANY_UPPER, may_report_to


def parents(besides: Unit | None = None) -> forms.ModelChoiceField:
    """The bureau and the central schools."""
    upper = Unit.objects.filter(kind__in=ANY_UPPER)
    others = upper.exclude(pk=besides.pk) if besides else upper
    return forms.ModelChoiceField(others.filter(closed_on=None), label=_("reports to"))


def day_from() -> forms.DateField:
    return forms.DateField(
        label=_("from the day"), initial=timezone.localdate, widget=AdminDateWidget
    )


def offer_kinds(field: Any, *, is_bureau: bool) -> None:
    """There is one bureau: the first unit is it, and nothing else becomes one."""
    bureau = Unit.Kind.BUREAU
    field.choices = [kind for kind in field.choices if (kind[0] == bureau) == is_bureau]


class UnitForm(forms.ModelForm):
    """A unit as it stands. What the bureau is cannot be changed, so it is not asked for there."""

    class Meta:
        model = Unit
        fields = ("name", "kind", "closed_on", "latitude", "longitude")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "kind" in self.fields:
            offer_kinds(self.fields["kind"], is_bureau=False)


class NewUnitForm(forms.ModelForm):
    """The first unit is the bureau and reports to nobody; every other one says to whom."""

    under = parents()
    since = day_from()

    class Meta:
        model = Unit
        fields = ("code", "name", "kind")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        is_first = not Unit.objects.filter(parent=None).exists()
        offer_kinds(self.fields["kind"], is_bureau=is_first)
        if not is_first:
            return
        self.fields["under"].widget = forms.HiddenInput()
        self.fields["under"].required, self.fields["under"].disabled = False, True

    def clean(self) -> dict[str, Any]:
        super().clean()
        said = self.cleaned_data
        kind, under = said.get("kind"), said.get("under")
        if kind and under and not may_report_to(kind, under.kind):
            told = {"kind": Unit.Kind(kind).label}
            self.add_error("under", _("%(kind)s reports to the bureau itself.") % told)
        return said

    def clean_since(self) -> date:
        day = self.cleaned_data["since"]
        if day > timezone.localdate():
            raise ValidationError(
                _("A unit is entered on its first day or later, not ahead of it.")
            )
        return day


class MoveUnitForm(forms.Form):
    under = parents()
    since = day_from()

    def __init__(self, data: Any = None, *, unit: Unit) -> None:
        super().__init__(data)
        self.fields["under"] = parents(besides=unit)
