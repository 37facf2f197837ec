"""What somebody types to show their second factor."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.second_factor import codes
from texts.fields import Line
from web.fields import CONTROL

OF_APP = {
    **CONTROL,
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "spellcheck": "false",
    "placeholder": "123456",
}
RECOVERY = {
    **CONTROL,
    "autocomplete": "off",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "placeholder": "7K3M-9QWX-2HTD",
}


class AppCodeForm(forms.Form):
    """The six digits the app shows now."""

    code = Line(
        label=_("Code of the app"),
        max_length=codes.LONGEST_TYPED,
        widget=forms.TextInput(attrs=OF_APP),
    )


class RecoveryCodeForm(forms.Form):
    """One of ten, each good once."""

    code = Line(
        label=_("Recovery code"),
        max_length=codes.LONGEST_TYPED,
        help_text=_("One of those you were shown when you set it up. Each opens once."),
        widget=forms.TextInput(attrs=RECOVERY),
    )


class FreshCodeForm(forms.Form):
    """For what changes how an account is opened: the factor is shown anew."""

    code = Line(
        label=_("Code of the app, or a recovery code"),
        max_length=codes.LONGEST_TYPED,
        widget=forms.TextInput(attrs={**OF_APP, "inputmode": "text"}),
    )
