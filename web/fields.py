"""The kinds of answers the pages ask for: a day, an amount, a sentence, a ledger number."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import Case, Q, Value, When
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from hazards.models import Hazard
from organizations.models import Unit
from organizations.units import STEP, below
from returns.table.answers import UNREADABLE
from texts.fields import Line

CONTROL = {"class": "form-control"}
MOST_PROPOSED = 200
PRINTABLE = RegexValidator(
    UNREADABLE,
    _("This text contains characters that cannot be printed."),
    code="illegible",
    inverse_match=True,
)
NONE = _("There is no open unit with this name or code.")
SEVERAL = _("Several units have this name; say the code.")


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


class Words(Line):
    """A sentence or two. `is_optional` is said beside the label; nothing here enforces it."""

    def __init__(self, *, example="", is_optional: bool = False, **told: Any) -> None:
        self.is_optional = is_optional
        hint = {"placeholder": example} if example else {}
        widget = forms.Textarea(attrs={**CONTROL, "rows": 2, **hint})
        super().__init__(required=False, max_length=2000, widget=widget, **told)


class TextWithProposals(forms.TextInput):
    """A line to type in; what is proposed comes with it, also without a script."""

    proposals: Iterable[str] = ()

    def render(self, name, value, attrs=None, renderer=None):
        key = f"{(attrs or {}).get('id', name)}_proposals"
        line = super().render(name, value, {**(attrs or {}), "list": key}, renderer)
        options = format_html_join("", '<option value="{}"></option>', zip(self.proposals))
        return format_html('{}<datalist id="{}">{}</datalist>', line, key, options)


class UnitNamed(Line):
    """Any open unit of the same bureau, by its name or its code: no list of hundreds to scroll."""

    def __init__(self, **told: Any) -> None:
        attrs = {**CONTROL, "placeholder": _("Name or code"), "autocomplete": "off"}
        widget = TextWithProposals(attrs=attrs)
        super().__init__(required=False, max_length=100, widget=widget, **told)

    def look_up(self, here: Unit) -> None:
        """The neighbours of `here` are proposed first."""
        within = Unit.objects.filter(below(here.path[:STEP]), closed_on=None)
        self.choices = within
        near = Case(When(parent=here.parent_id, then=Value(0)), default=Value(1))
        others = within.exclude(pk=here.pk).order_by(near, "code")
        self.widget.proposals = [f"{u.name} {u.code}" for u in others[:MOST_PROPOSED]]

    def clean(self, value):
        said = super().clean(value)
        if not said:
            return None
        named = Q(name=said) | Q(code__iexact=said) | Q(code__iexact=said.split()[-1])
        found = list(self.choices.filter(named)[:2])
        if len(found) != 1:
            raise ValidationError(SEVERAL if found else NONE, code="unknown")
        return found[0]


class HazardNumber(Line):
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
