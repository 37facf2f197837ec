"""What somebody types to activate an account, and by what people are looked for."""

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _

from accounts.activation import codes
from texts.fields import Line
from web.accounts.forms import hint
from web.fields import CONTROL


class CodeForm(forms.Form):
    """The code as it stands on the slip; what opens nothing is told beside it by the view."""

    code = Line(
        label=_("Activation code"),
        max_length=codes.LONGEST_TYPED,
        help_text=_("The three groups of signs on your slip. Hyphens and capitals do not matter."),
        widget=forms.TextInput(
            attrs={
                **CONTROL,
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "placeholder": "7K3M-9QWX-2HTD",
            }
        ),
    )


class FirstPasswordForm(SetPasswordForm):
    """A password of one's own, twice, by the rules of `accounts.validators`."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"
            field.widget.attrs.pop("autofocus", None)
        self.fields["new_password1"].help_text = hint()
        self.fields["new_password2"].help_text = ""
