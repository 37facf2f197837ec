"""What administrators fill in to found and move a unit."""

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit


def parents(besides: Unit | None = None) -> forms.ModelChoiceField:
    """Schools report to central schools, those and direct units to the bureau."""
    upper = Unit.objects.filter(kind__in=(Unit.Kind.BUREAU, Unit.Kind.CENTRAL_SCHOOL))
    others = upper.exclude(pk=besides.pk) if besides else upper
    return forms.ModelChoiceField(others.filter(closed_on=None), label=_("reports to"))


def day_from() -> forms.DateField:
    return forms.DateField(
        label=_("from the day"), initial=timezone.localdate, widget=AdminDateWidget
    )


class NewUnitForm(forms.ModelForm):
    under = parents()
    since = day_from()

    class Meta:
        model = Unit
        fields = ("code", "name", "kind")

    def clean_since(self):
        day = self.cleaned_data["since"]
        if day > timezone.localdate():
            raise ValidationError(
                _("A unit is entered on its first day or later, not ahead of it.")
            )
        return day


class MoveUnitForm(forms.Form):
    under = parents()
    since = day_from()

    def __init__(self, data=None, *, unit: Unit) -> None:
        super().__init__(data)
        self.fields["under"] = parents(besides=unit)
