"""What a stranger fills in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from texts.fields import Line
from tips.identity import tipsters
from tips.public import receipts
from web.fields import CONTROL

SAY = {"required": _("Please fill this in.")}
LONGEST_TEXT = 1000


class Pictures(forms.FileInput):
    allow_multiple_selected = True


class TipForm(forms.Form):
    """`notes` are sentences that stop nothing."""

    photos = forms.Field(
        label=_("Take a picture"),
        required=False,
        widget=Pictures(attrs={**CONTROL, "accept": "image/*", "multiple": True}),
    )
    place = Line(
        label=_("Where is it?"),
        max_length=120,
        error_messages=SAY,
        widget=forms.TextInput(attrs={**CONTROL, "autocomplete": "off"}),
    )
    text = Line(
        label=_("What is unsafe there, in a sentence?"),
        max_length=LONGEST_TEXT,
        error_messages=SAY,
        widget=forms.Textarea(attrs={**CONTROL, "rows": 3}),
    )
    phone = Line(
        label=_("Your phone number"),
        required=False,
        max_length=tipsters.LONGEST,
        widget=forms.TextInput(
            attrs={
                **CONTROL,
                "type": "tel",
                "inputmode": "tel",
                "autocomplete": "tel",
                "placeholder": _("It is verified without one as well"),
            }
        ),
    )

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        self.notes: list[str] = []


class ReceiptForm(forms.Form):
    code = Line(
        label=_("Receipt code"),
        max_length=receipts.LONGEST_TYPED,
        error_messages=SAY,
        widget=forms.TextInput(
            attrs={
                **CONTROL,
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "placeholder": "K7M4 92XP",
            }
        ),
    )
