"""What somebody types who has forgotten their password."""

from django import forms
from django.utils.translation import gettext_lazy as _

from texts.fields import Line
from web.fields import CONTROL


class WhoForm(forms.Form):
    """What they log in with. Whether anybody does is not told."""

    account = Line(
        label=_("Account"),
        max_length=150,
        help_text=_("Phone number, staff number or user name, as at the log-in."),
        widget=forms.TextInput(
            attrs={
                **CONTROL,
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )
