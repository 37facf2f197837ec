"""Opening a campaign: which form, of which days, and by when."""

import calendar
from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations import scope
from organizations.models import Role, Unit
from returns.models.campaigns import PHOTOS
from returns.models.form_templates import FormTemplate
from returns.services.attachments import MOST_PHOTOS
from texts.fields import Line
from web.fields import CONTROL

SAY = {"required": _("Please fill this in.")}
# No day can be counted on from the last one there is.
LIKELY = (MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2100, 1, 1)))


def day_field(label, help_text="") -> forms.DateField:
    widget = forms.DateInput(attrs={**CONTROL, "type": "date"}, format="%Y-%m-%d")
    told = {"label": label, "help_text": help_text, "error_messages": SAY}
    return forms.DateField(widget=widget, validators=LIKELY, **told)


def units_run_by(user):
    """Where `user` may open campaigns: the units they audit."""
    audited = [post.unit_id for post in scope.posts(user) if post.role == Role.AUDITOR]
    return Unit.objects.filter(pk__in=audited).order_by("path")


def last_day(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


class CampaignForm(forms.Form):
    title = Line(
        label=_("Title"),
        max_length=120,
        error_messages=SAY,
        widget=forms.TextInput(attrs={**CONTROL, "autocomplete": "off"}),
    )
    template = forms.ModelChoiceField(
        FormTemplate.objects.filter(retired_on=None),
        label=_("Form"),
        empty_label=_("Choose a form"),
        error_messages={"required": _("Please choose a form.")},
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Run by"),
        empty_label=None,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    activity_from = day_field(_("Activities from"))
    activity_through = day_field(_("Activities until"))
    hazards_from = day_field(_("Hazards found from"))
    hazards_through = day_field(
        _("Hazards found until"), _("May lie after the due date: each return says of when it is.")
    )
    due_on = day_field(_("Due on"))
    photos_wanted = forms.IntegerField(
        label=_("Photos a unit"),
        min_value=0,
        max_value=MOST_PHOTOS,
        error_messages=SAY,
        widget=forms.NumberInput(attrs={**CONTROL, "inputmode": "numeric"}),
    )

    def __init__(self, data=None, *, by) -> None:
        super().__init__(data, initial=proposed(timezone.localdate()))
        self.fields["unit"].queryset = units_run_by(by)
        self.initial["unit"] = self.fields["unit"].queryset.first()

    @property
    def has_units(self) -> bool:
        return len(self.fields["unit"].queryset) > 1


def proposed(today: date) -> dict[str, object]:
    """This month, due with its end; to be changed at will."""
    first, last = today.replace(day=1), last_day(today)
    windows = {"activity_from": first, "activity_through": last}
    windows |= {"hazards_from": first, "hazards_through": last}
    return {**windows, "due_on": last, "photos_wanted": PHOTOS}
