"""What a person fills in on a return: its blanks, its header and summary, a figure put right, and
a reason. Only shapes are checked here; what a move needs is the law's to say."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from returns.forms.shape import YES_NO
from returns.services.filling import HEADER
from returns.table import answers
from returns.table.aggregation import NO, YES
from returns.table.answers import BadAnswers
from returns.table.reading import Reading
from texts.fields import Line
from web.fields import CONTROL, PRINTABLE, Words
from web.returns.cells import Typed

BLANK = "v-"  # the name of a blank's input is its code behind this


def short(label, longest: int, **attrs: str) -> Line:
    widget = forms.TextInput(attrs={"class": "paper-input", "autocomplete": "off", **attrs})
    return Line(
        required=False, label=label, max_length=longest, widget=widget, validators=[PRINTABLE]
    )


class FillForm(forms.Form):
    """The blanks come from the form template and are read by `returns.table.answers`; a blank that
    was not sent stays as it is."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    contact_name = short(_("Contact"), 60)
    contact_phone = short(_("Phone"), 40, inputmode="tel")
    filled_on = forms.DateField(
        required=False,
        label=_("Filled in on"),
        widget=forms.DateInput(attrs={"class": "paper-input", "type": "date"}, format="%Y-%m-%d"),
    )
    summary = Line(
        required=False,
        label=_("Summary of the activity"),
        max_length=20_000,
        validators=[PRINTABLE],
        widget=forms.Textarea(attrs={**CONTROL, "rows": 8}),
    )
    summary_file = forms.FileField(
        required=False,
        label=_("or as a Word document"),
        widget=forms.FileInput(attrs={**CONTROL, "accept": ".docx"}),
    )

    def __init__(self, data=None, files=None, *, reading: Reading) -> None:
        self.one, self.reading = reading.one, reading
        proposed = {name: getattr(self.one, name) for name in (*HEADER, "summary", "version")}
        # Its parts stand in different places of the page: in the paper, below and beside it.
        super().__init__(data, files, auto_id="fill-%s", initial=proposed)
        for name in self.fields:
            self.fields[name].widget.attrs["form"] = "fill"
        # Whoever hands it in is the contact, unless another is named.
        proposals = {"contact_name": str(reading.user), "contact_phone": reading.user.phone}
        for name, words in proposals.items():
            self.fields[name].widget.attrs["placeholder"] = words

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        faults = self.typed.faults
        if faults:
            n = len(faults)
            sentence = ngettext(
                "%(n)s blank is not right yet; it is marked in the table. Nothing was lost.",
                "%(n)s blanks are not right yet; they are marked in the table. Nothing was lost.",
                n,
            )
            raise ValidationError(sentence % {"n": n}, code="blanks")
        return told

    @property
    def typed(self) -> Typed:
        """As it was sent; as it is kept where nothing was."""
        said = {code: str(value) for code, value in self.one.typed.items()}
        said |= {code: values[-1] for code, values in self.sent.items()}
        return Typed(said, self.faults())

    @property
    def sent(self) -> dict[str, list[str]]:
        if not self.is_bound:
            return {}
        names = {i.code: f"{BLANK}{i.code}" for i in self.reading.sheet.form.typed}
        return {code: self.data.getlist(name) for code, name in names.items() if name in self.data}

    def faults(self) -> dict[str, Any]:
        try:
            answers.read_all(self.reading.sheet.form, self.answered())
        except BadAnswers as bad:
            return {code: fault.sentence for code, fault in bad.faults.items()}
        return {}

    def answered(self) -> dict[str, Any]:
        """Yes and no together are no answer."""
        told: dict[str, Any] = {}
        for code, values in self.sent.items():
            is_choice = self.reading.sheet.form.by_code[code].type == YES_NO
            is_both = is_choice and {YES, NO} <= set(values)
            told[code] = ", ".join(values) if is_both else values[-1]
        return told

    def changes(self) -> dict[str, Any]:
        """What is other than it is kept, as the service takes it; nothing where nothing is."""
        read = answers.read_all(self.reading.sheet.form, self.answered())
        values = {code: said for code, said in read.items() if said != self.one.typed.get(code)}
        header = {name: self.cleaned_data[name] for name in HEADER if name in self.changed()}
        told: dict[str, Any] = {"values": values} if values else {}
        told |= {"header": header} if header else {}
        return told | (
            {"summary": self.cleaned_data["summary"]} if "summary" in self.changed() else {}
        )

    def changed(self) -> set[str]:
        return {name for name in self.changed_data if name in self.data}

    def kept(self) -> list[tuple[str, str]]:
        """What was typed and is not in the return, to be handed back where it can no longer be."""
        form, kept = self.reading.sheet.form, self.one.typed
        blanks = [
            (form.by_code[code].label, values[-1])
            for code, values in self.sent.items()
            if values[-1] and values[-1] != str(kept.get(code, ""))
        ]
        words = [
            (str(self.fields[name].label), self.data[name])
            for name in (*HEADER, "summary")
            if name in self.changed() and self.data[name]
        ]
        return [*blanks, *words]


class AdjustForm(forms.Form):
    """The new figure is read by the service, which knows what kind it must be."""

    code = Line(max_length=60, widget=forms.HiddenInput)
    value = Line(
        required=False,
        label=_("The right figure"),
        max_length=240,
        widget=forms.TextInput(attrs={**CONTROL, "autocomplete": "off", "form": "fill"}),
    )
    reason = Words(label=_("Reason"), validators=[PRINTABLE])

    def __init__(self, *args, **told) -> None:
        super().__init__(*args, prefix="adjust", auto_id="adjust-%s", **told)
        self.fields["code"].widget.attrs["form"] = "fill"
        self.fields["reason"].widget.attrs["form"] = "fill"


class ScanForm(forms.Form):
    file = forms.FileField(
        label=_("Scan of the stamped table"),
        error_messages={"required": _("Choose the file first.")},
        widget=forms.FileInput(attrs={**CONTROL, "accept": ".pdf,image/*"}),
    )
