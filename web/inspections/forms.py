"""What the pages of inspections ask: an outing, a line of one's own, a term, a list."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from deadlines.models import Period
from hazards.models import Category
from inspections.models import Checklist, Round
from organizations import scope
from organizations.models import Unit, User
from texts.fields import Line
from web.fields import CONTROL, Day
from web.hazards.report_form import units_open_to
from workflow import policy

SAY = {"required": _("Please fill this in.")}
SELECT = {"class": "form-select"}
FREE = [(value, label) for value, label in Round.Kind.choices if value != Round.Kind.PLANNED]


class OutingForm(forms.Form):
    """A free round, or several units in one outing."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("round", "kind"), choices=FREE, widget=forms.Select(attrs=SELECT)
    )
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("Units"), error_messages={"required": _("Choose a unit.")}
    )
    checklist = forms.ModelChoiceField(
        Checklist.objects.none(),
        label=_("Checklist"),
        required=False,
        empty_label=_("None: note what is found"),
        widget=forms.Select(attrs=SELECT),
    )
    title = Line(
        label=_("What for"), max_length=80, required=False, widget=forms.TextInput(attrs=CONTROL)
    )
    day = Day(label=_("Day"))
    members = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Who comes along"), required=False
    )
    others = Line(
        label=_("Others, names joined by 、"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=CONTROL),
    )

    def __init__(self, data=None, *, by) -> None:
        super().__init__(data)
        self.open_units = list(units_open_to(by))
        self.fields["units"].queryset = units_open_to(by)
        tomorrow = timezone.localdate() + timedelta(days=1)
        held = Checklist.objects.in_force(tomorrow)
        keys = [one.pk for one in held.values()]
        self.fields["checklist"].queryset = Checklist.objects.filter(pk__in=keys)
        self.fields["members"].queryset = colleagues(by)
        own = [post.unit_id for post in scope.posts(by) if post.role in policy.INSPECTING]
        self.initial = {"day": timezone.localdate(), "units": own[:1], "kind": Round.Kind.HUNT}

    @property
    def chosen(self) -> set[str]:
        return {str(key) for key in self["units"].value() or ()}

    @property
    def members_chosen(self) -> set[str]:
        return {str(key) for key in self["members"].value() or ()}


def colleagues(by):
    """Those who inspect at the units where `by` does."""
    units = [post.unit_id for post in scope.posts(by) if post.role in policy.INSPECTING]
    held = scope.Membership.objects.held().filter(unit__in=units, role__in=policy.INSPECTING)
    people = User.objects.filter(is_active=True, pk__in=held.values("user"))
    return people.exclude(pk=by.pk).order_by("name", "pk")


class OwnLineForm(forms.Form):
    text = Line(
        label=_("What is looked at"),
        max_length=120,
        error_messages=SAY,
        widget=forms.TextInput(attrs=CONTROL),
    )
    category = forms.ModelChoiceField(
        Category.objects.current(),
        label=_("Category"),
        empty_label=None,
        widget=forms.Select(attrs=SELECT),
    )


class ListForm(forms.Form):
    source = Line(
        label=_("The list as text (YAML)"),
        max_length=200_000,
        error_messages=SAY,
        widget=forms.Textarea(attrs={**CONTROL, "rows": 16, "spellcheck": "false"}),
    )


def day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={**CONTROL, "type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, error_messages=SAY, widget=widget)


class PeriodForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Period.Kind.choices, widget=forms.Select(attrs=SELECT)
    )
    name = Line(
        label=_("Name"), max_length=60, error_messages=SAY, widget=forms.TextInput(attrs=CONTROL)
    )
    first_on = day(_("First day"))
    last_on = day(_("Last day"))


class DayForm(forms.Form):
    day = day(_("Day"))
    is_worked = forms.TypedChoiceField(
        label=_("This day is"),
        choices=[("no", _("off")), ("yes", _("worked on"))],
        coerce=lambda said: said == "yes",
        widget=forms.Select(attrs=SELECT),
    )
    name = Line(
        label=_("What for"),
        max_length=60,
        error_messages=SAY,
        widget=forms.TextInput(attrs=CONTROL),
    )
