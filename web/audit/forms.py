"""The filters of the audit log."""

from datetime import datetime, time, timedelta
from ipaddress import ip_address
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.kinds import Kind
from audit.models import EventQuerySet, units_read_about_by
from organizations.models import Unit
from texts.fields import Line
from web.ledger.forms import Pill, calendar


class AuditFilter(forms.Form):
    """`until` is included; `unit` means the unit and all below it."""

    kind = forms.ChoiceField(
        choices=[("", _("All kinds")), *Kind.choices], required=False, widget=Pill(_("Kind"))
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), required=False, empty_label=_("All units"), widget=Pill(_("Unit"))
    )
    person = Line(required=False, max_length=150, widget=forms.TextInput({"class": "form-control"}))
    address = Line(required=False, max_length=45, widget=forms.TextInput({"class": "form-control"}))
    since = forms.DateField(required=False, widget=calendar())
    until = forms.DateField(required=False, widget=calendar())

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = units_read_about_by(user).in_order()

    def clean_address(self) -> str:
        said = self.cleaned_data["address"].strip()
        try:
            return str(ip_address(said)) if said else ""
        except ValueError as wrong:
            raise ValidationError(_("This is no address, such as 10.0.0.7."), "invalid") from wrong

    def found(self, seen: EventQuerySet) -> EventQuerySet:
        """What fits of `seen`; nothing where a filter cannot be understood."""
        if not self.is_valid():
            return seen.none()
        asked = self.cleaned_data
        plain = {name: asked[name] for name in ("kind", "address") if asked[name]}
        found = seen.filter(**plain).within(*self._moments())
        found = found.by_person(asked["person"]) if asked["person"] else found
        return found.of_unit(asked["unit"]) if asked["unit"] else found

    def _moments(self) -> tuple[datetime | None, datetime | None]:
        since, until = self.cleaned_data["since"], self.cleaned_data["until"]
        ends = (since, until + timedelta(days=1) if until else None)
        start, end = (day and timezone.make_aware(datetime.combine(day, time.min)) for day in ends)
        return start, end
