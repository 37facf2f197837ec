"""What administrators fill in to found and move a unit."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit
from organizations.units import AUTHORITIES, may_report_to, takes_units


def parents(besides: Unit | None = None) -> forms.ModelChoiceField:
    """What others may report to, from the top down to the central schools."""
    upper = Unit.objects.filter(kind__in=filter(takes_units, Unit.Kind.values))
    others = upper.exclude(pk=besides.pk) if besides else upper
    return forms.ModelChoiceField(others.filter(closed_on=None), label=_("reports to"))


def day_from() -> forms.DateField:
    return forms.DateField(
        label=_("from the day"), initial=timezone.localdate, widget=AdminDateWidget
    )


def offer_kinds(field: Any, kinds: Iterable[str]) -> None:
    """The root is of a kind that may report to nobody, and nothing else becomes one here."""
    offered = set(kinds)
    field.choices = [choice for choice in field.choices if choice[0] in offered]


def kinds_below_some() -> list[str]:
    """What may report to some unit there is."""
    there = set(Unit.objects.filter(closed_on=None).order_by().values_list("kind", flat=True))
    return [k for k in Unit.Kind.values if any(may_report_to(k, upper) for upper in there)]


def kinds_between(unit: Unit) -> list[str]:
    """What a unit may become where it stands: of a kind that reports to what is above it, and to
    which may report all that is below."""
    below = set(unit.children.filter(closed_on=None).values_list("kind", flat=True))
    return [
        kind
        for kind in Unit.Kind.values
        if unit.parent is not None
        and may_report_to(kind, unit.parent.kind)
        and all(may_report_to(lower, kind) for lower in below)
    ]


class UnitForm(forms.ModelForm):
    """A unit as it stands. What a root is cannot be changed, so it is not asked for there."""

    class Meta:
        model = Unit
        fields = ("name", "kind", "closed_on", "latitude", "longitude")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "kind" in self.fields:
            offer_kinds(self.fields["kind"], {self.instance.kind, *kinds_between(self.instance)})


class NewUnitForm(forms.ModelForm):
    """The first unit is a root and reports to nobody; every other one says to whom. A second root
    is founded at the server (`found_bureau`)."""

    under = parents()
    since = day_from()

    class Meta:
        model = Unit
        fields = ("code", "name", "kind")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        is_first = not Unit.objects.filter(parent=None).exists()
        offer_kinds(self.fields["kind"], AUTHORITIES if is_first else kinds_below_some())
        if not is_first:
            return
        self.fields["under"].widget = forms.HiddenInput()
        self.fields["under"].required, self.fields["under"].disabled = False, True

    def clean(self) -> dict[str, Any]:
        super().clean()
        said = self.cleaned_data
        kind, under = said.get("kind"), said.get("under")
        if kind and under and not may_report_to(kind, under.kind):
            told = {"kind": Unit.Kind(kind).label, "upper": under.get_kind_display()}
            self.add_error("under", _("%(kind)s does not report to %(upper)s.") % told)
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
