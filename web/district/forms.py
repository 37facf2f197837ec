"""Loading a district's workbook: the file, and how it is loaded."""

import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from texts.fields import Line
from web.fields import CONTROL, Day


class WorkbookForm(forms.Form):
    file = forms.FileField(
        label=_("Workbook of units and people"),
        allow_empty_file=True,
        max_length=None,
        error_messages={"required": _("Choose the file first.")},
        widget=forms.FileInput(attrs={**CONTROL, "accept": ".xlsx,.csv"}),
    )


class LoadForm(forms.Form):
    """`seen` are the roles of people the workbook does not have, as the page listed them: only
    these are ended, and only where it is ticked."""

    moved_on = Day(label=_("Moved units report to their new parent from"))
    end_missing = forms.BooleanField(required=False)
    seen = Line(required=False, widget=forms.HiddenInput)

    def clean_moved_on(self) -> Any:
        day = self.cleaned_data["moved_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(
                _("A move is entered on its day or later, not ahead of it.")
            )
        return day

    @property
    def ending(self) -> list[int]:
        if not self.cleaned_data["end_missing"]:
            return []
        return [int(key) for key in re.findall(r"\d{1,18}", self.cleaned_data["seen"])]
