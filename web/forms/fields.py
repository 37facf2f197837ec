"""The kinds of answers the pages ask for: a day, an amount, a sentence, a ledger number."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from hazards.models import Hazard

CONTROL = {"class": "form-control"}


class PlainSelect(forms.Select):
    """A select of hundreds of units. Django's own opens two template files for each option."""

    def render(self, name, value, attrs=None, renderer=None):
        told = self.get_context(name, value, attrs)["widget"]
        options = [option for _, group, _ in told["optgroups"] for option in group]
        rows = ((flatatt({"value": o["value"], **o["attrs"]}), o["label"]) for o in options)
        choices = format_html_join("", "<option{}>{}</option>", rows)
        return format_html('<select name="{}"{}>{}</select>', name, flatatt(told["attrs"]), choices)


class Day(forms.DateField):
    """A day; the browser's own calendar proposes none in the past where it should lie `ahead`."""

    def __init__(self, *, ahead: bool = False, **told: Any) -> None:
        self.ahead = ahead
        widget = forms.DateInput(attrs={**CONTROL, "type": "date"}, format="%Y-%m-%d")
        super().__init__(required=False, widget=widget, **told)

    def get_bound_field(self, form, field_name):
        edge = "min" if self.ahead else "max"
        self.widget.attrs[edge] = timezone.localdate().isoformat()
        return super().get_bound_field(form, field_name)


class Yuan(forms.DecimalField):
    """An amount in yuan; nothing said is not the same as 0."""

    unit = _("yuan")
    is_optional = False

    def __init__(self, **told: Any) -> None:
        widget = forms.TextInput(attrs={**CONTROL, "inputmode": "decimal", "autocomplete": "off"})
        limits = {"min_value": 0, "max_digits": 12, "decimal_places": 2}
        super().__init__(required=False, widget=widget, **limits, **told)


class Words(forms.CharField):
    """A sentence or two. `is_optional` is said beside the label; nothing here enforces it."""

    def __init__(self, *, example="", is_optional: bool = False, **told: Any) -> None:
        self.is_optional = is_optional
        hint = {"placeholder": example} if example else {}
        widget = forms.Textarea(attrs={**CONTROL, "rows": 2, **hint})
        super().__init__(required=False, max_length=2000, widget=widget, **told)


class HazardNumber(forms.CharField):
    """The number of another hazard in sight of the person who types it."""

    def __init__(self, **told: Any) -> None:
        attrs = {**CONTROL, "placeholder": "2021-JZ012-0007", "autocapitalize": "characters"}
        super().__init__(required=False, max_length=32, widget=forms.TextInput(attrs=attrs), **told)

    def look_up(self, by, besides: Hazard) -> None:
        self.choices = Hazard.objects.visible_to(by).exclude(pk=besides.pk)

    def clean(self, value):
        number = super().clean(value)
        if not number:
            return None
        found = self.choices.filter(number__iexact=number).first()
        if found is None:
            raise ValidationError(_("You have no hazard with this number."), code="unknown")
        return found
