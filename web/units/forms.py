"""What is asked for when a unit is founded, renamed, moved, merged, split or closed."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.staff.merging import roles_not_over
from hazards.unit_stakes import open_hazards
from organizations.administration import administered_units
from organizations.models import Unit
from organizations.units import STEP, below, may_report_to
from texts.fields import Line
from web.fields import CONTROL, PlainSelect, UnitNamed
from web.returns.campaign_forms import SAY, day_field

SELECT = {"class": "form-select"}
LAST = ("on", "roles", "hazards")


def line(label, longest: int, **attrs: Any) -> Line:
    widget = forms.TextInput(attrs={**CONTROL, "autocomplete": "off", **attrs})
    return Line(label=label, max_length=longest, error_messages=SAY, widget=widget)


class ActForm(forms.Form):
    """`unit` is what is acted upon, `by` who does it. The day is today unless another is said."""

    on = day_field(_("from the day"))

    def __init__(self, *args: Any, unit: Unit, by, **options: Any) -> None:
        super().__init__(*args, **options)
        self.unit, self.by = unit, by
        if "on" in self.fields:
            self.fields["on"].initial = timezone.localdate()
            self.fields["on"].widget.attrs["max"] = timezone.localdate().isoformat()
        self.order_fields([*(name for name in self.fields if name not in LAST), *LAST])
        self.prepare()

    def prepare(self) -> None:
        """What depends on the unit and on who asks."""

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("This is entered on its day or later, not ahead of it."))
        return day


class RenameForm(ActForm):
    name = line(_("new name"), Unit._meta.get_field("name").max_length)

    def prepare(self) -> None:
        self.fields["name"].initial = self.unit.name

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if name == self.unit.name:
            raise ValidationError(_("That is its name already."))
        return name


class MoveForm(ActForm):
    """What it may report to of the units one looks after, but for where it is already."""

    under = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("reports to"),
        empty_label=_("Choose a unit"),
        error_messages=SAY,
        widget=PlainSelect(attrs=SELECT),
    )

    def prepare(self) -> None:
        kinds = [kind for kind in Unit.Kind.values if may_report_to(self.unit.kind, kind)]
        mine = administered_units(self.by).filter(below(self.unit.path[:STEP]))
        upper = mine.filter(kind__in=kinds, closed_on=None)
        others = upper.exclude(below(self.unit.path)).exclude(pk=self.unit.parent_id)
        self.fields["under"].queryset = others.in_order()


class MergeForm(ActForm):
    """Any open unit one looks after, by its name or code."""

    into = UnitNamed(label=_("merged into"))

    def prepare(self) -> None:
        field = self.fields["into"]
        field.look_up(self.unit)
        field.required = True
        field.choices = administered_units(self.by).filter(closed_on=None).exclude(pk=self.unit.pk)

    def clean_into(self) -> Unit:
        into = self.cleaned_data["into"]
        if into is None:
            raise ValidationError(SAY["required"])
        return into


class CloseForm(ActForm):
    """The day alone."""


class PassOnForm(ActForm):
    """Nothing but that it is meant."""

    on = None


class FoundForm(ActForm):
    """A new unit; below what may have units below it."""

    code = line(_("code"), Unit._meta.get_field("code").max_length, autocapitalize="characters")
    name = line(_("name"), Unit._meta.get_field("name").max_length)
    kind = forms.ChoiceField(
        label=_("kind"), choices=Unit.Kind.choices, widget=forms.Select(attrs=SELECT)
    )

    def prepare(self) -> None:
        field = self.fields["kind"]
        field.choices = [
            (kind, label) for kind, label in field.choices if may_report_to(kind, self.above.kind)
        ]
        kinds = [kind for kind, _label in field.choices]
        field.initial = Unit.Kind.SCHOOL if Unit.Kind.SCHOOL in kinds else next(iter(kinds), None)

    @property
    def above(self) -> Unit:
        return self.unit

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if Unit.objects.filter(code__iexact=code).exists():
            raise ValidationError(_("Another unit has this code."))
        return code


class Ticks(forms.MultipleChoiceField):
    """Rows to tick, told by their keys; answers the rows."""

    def __init__(self, **told: Any) -> None:
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **told)

    def offer(self, rows: Iterable[Any], label: Callable[[Any], str]) -> None:
        self.rows = {str(row.pk): row for row in rows}
        self.choices = [(key, label(row)) for key, row in self.rows.items()]

    def clean(self, value: Any) -> list[Any]:
        return [self.rows[key] for key in super().clean(value)]


class SplitForm(FoundForm):
    """The new unit beside this one, and who and what goes there."""

    roles = Ticks(label=_("Whose roles go to the new unit"))
    hazards = Ticks(label=_("Which open hazards go to the new unit"))

    @property
    def above(self) -> Unit:
        return self.unit.parent or self.unit  # a root is not split

    def prepare(self) -> None:
        super().prepare()
        held = roles_not_over(self.unit, timezone.localdate())
        self.fields["roles"].offer(held, lambda role: f"{role.user} · {role.get_role_display()}")
        mine = open_hazards(self.unit).order_by("number")
        self.fields["hazards"].offer(mine, lambda one: f"{one.number} {one.description}")
