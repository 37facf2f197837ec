"""The forms by which an administrator loads clauses: the workbook, then the word to go ahead."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from imports.clauses import Read
from texts.fields import Line
from web.fields import CONTROL

SALT = "clauses"


class ClausesFileForm(forms.Form):
    file = forms.FileField(
        label=_("Workbook of clauses"),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file first.")},
        widget=forms.FileInput(attrs={**CONTROL, "accept": ".xlsx,.csv"}),
    )
    edition = Line(label=_("Edition"), max_length=40, widget=forms.TextInput(attrs=CONTROL))


class ClausesLoadForm(forms.Form):
    """The rows that were read go to the page and back under a signature: nothing else is kept of
    a file nobody has decided about."""

    signed = forms.CharField(widget=forms.HiddenInput)
    retire_missing = forms.BooleanField(
        required=False, label=_("Retire the clauses the file does not have")
    )

    def clean_signed(self) -> dict[str, Any]:
        try:
            told = signing.loads(self.cleaned_data["signed"], salt=SALT)
        except signing.BadSignature as error:
            raise forms.ValidationError(_("Send the file again.")) from error
        return {"edition": told["edition"], "rows": [Read(*row) for row in told["rows"]]}


def signed(rows: list[Read], edition: str) -> str:
    return signing.dumps({"edition": edition, "rows": rows}, salt=SALT, compress=True)
