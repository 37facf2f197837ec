"""What administrators fill in to found and move a unit, and to take in a person."""

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.contrib.auth.forms import BaseUserCreationForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit, User


def parents() -> forms.ModelChoiceField:
    """Schools report to central schools, those and direct units to the bureau."""
    upper = (Unit.Kind.BUREAU, Unit.Kind.CENTRAL_SCHOOL)
    return forms.ModelChoiceField(
        Unit.objects.filter(kind__in=upper, closed_on=None).in_order(), label=_("reports to")
    )


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


class MoveUnitForm(forms.Form):
    under = parents()
    since = day_from()

    def __init__(self, data=None, *, unit: Unit) -> None:
        super().__init__(data)
        self.fields["under"].queryset = self.fields["under"].queryset.exclude(pk=unit.pk)


class NewPersonForm(BaseUserCreationForm):
    class Meta:
        model = User
        fields = ("username", "name", "phone")
