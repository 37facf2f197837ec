"""What is asked of an administrator who lets a program in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.service_accounts import keeping
from organizations.administration import administered_units
from organizations.models import Role
from organizations.people import ROLES_OF_SERVICES
from texts.fields import Line
from web.fields import CONTROL, MOST_PROPOSED, UnitNamed


class NewServiceForm(forms.Form):
    """A name, and one role at one unit."""

    name = Line(
        label=_("Name of the service"),
        max_length=keeping.LONGEST_NAME,
        help_text=_("What history calls it: the system, and whose it is."),
        widget=forms.TextInput(attrs={**CONTROL, "autocomplete": "off"}),
    )
    unit = UnitNamed(label=_("Unit"))
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, Role(role).label) for role in ROLES_OF_SERVICES],
        help_text=_("A viewer reads. An inspector reports hazards as well."),
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, data: Any = None, *, by: Any) -> None:
        super().__init__(data)
        field: Any = self.fields["unit"]
        field.required = True
        field.choices = administered_units(by).filter(closed_on=None)
        units = field.choices.order_by("code")[:MOST_PROPOSED]
        field.widget.proposals = [f"{unit.name} {unit.code}" for unit in units]
