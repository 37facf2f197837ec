"""Choosing a password and what it has to be; saying what a token is for."""

from datetime import date

from django import forms
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.password_validation import get_default_password_validators
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import tokens
from accounts.models import LONGEST_NAME, Scope
from texts.fields import Line
from web.fields import CONTROL, Day


class NewPasswordForm(PasswordChangeForm):
    """Whoever set the present one knows it, so it is not taken for the new one."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"
            field.widget.attrs.pop("autofocus", None)
        self.fields["new_password1"].help_text = hint()
        self.fields["new_password2"].help_text = ""

    def clean_new_password1(self) -> str:
        new = self.cleaned_data["new_password1"]
        if self.user.check_password(new):
            raise ValidationError(_("This is the present password."), code="password_unchanged")
        return new


def hint() -> str:
    """What a new password has to be, in a sentence."""
    least = max(getattr(rule, "min_length", 1) for rule in get_default_password_validators())
    return _(
        "%(n)s characters or more, not only digits, and nothing others would guess: no name,"
        " birthday, phone number or row of keys, also with digits behind."
    ) % {"n": least}


class TokenForm(forms.Form):
    """What a token is for, what it opens, and until when."""

    name = Line(
        label=gettext_lazy("What it is for"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={**CONTROL, "autocomplete": "off"}),
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("What it opens"),
        choices=Scope.choices,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    expires_on = Day(
        label=gettext_lazy("Last day"),
        ahead=True,
        help_text=gettext_lazy("It opens until the end of this day; a year ahead at most."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expires_on"].required = True

    def clean_expires_on(self) -> date:
        day = self.cleaned_data["expires_on"]
        fault = tokens.fault_of_end(day)
        if fault:
            raise ValidationError(fault, code="out_of_bounds")
        return day
