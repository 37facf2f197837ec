"""Importing an old ledger: the file, what each of its columns is, and which rows are wanted."""

from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext_lazy as _

from hazards.models import Category
from imports.models import Import
from imports.rows.fields import BY_CODE, FIELDS, Mapping
from imports.rows.units import reported_for_by
from organizations.models import Unit
from web.fields import CONTROL, PlainSelect

SELECT = {"class": "form-select"}


class LedgerFileForm(forms.Form):
    file = forms.FileField(
        label=_("The old ledger"),
        allow_empty_file=True,
        max_length=None,
        error_messages={"required": _("Choose the file first.")},
        widget=forms.FileInput(attrs={**CONTROL, "accept": ".xlsx,.csv"}),
    )


class MatchingForm(forms.Form):
    """A choice for each column of the file; no two columns are the same thing."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        required=False,
        label=_("Unit of rows that name none"),
        empty_label=_("Every row names its unit"),
        widget=PlainSelect(attrs=SELECT),
    )
    category = forms.ModelChoiceField(
        Category.objects.current(),
        required=False,
        label=_("Category of rows that name none"),
        empty_label=_("Every row names its category"),
        widget=PlainSelect(attrs=SELECT),
    )

    def __init__(self, data=None, *, one: Import, by) -> None:
        self.one = one
        super().__init__(data, initial={"unit": one.unit_id, "category": one.category_id})
        keys = [unit.pk for unit in reported_for_by(by)]
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=keys).order_by("code")
        self.first = one.rows.first()
        self._add_columns()

    def _add_columns(self) -> None:
        chosen = {head: code for code, head in self.one.mapping.items()}
        choices = [("", _("Leave out")), *((field.code, field.label) for field in FIELDS)]
        for place, head in enumerate(self.one.columns):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                choices=choices,
                required=False,
                label=head,
                initial=chosen.get(head, ""),
                help_text=self.first.cells[place][:60] if self.first else "",
                widget=PlainSelect(attrs=SELECT),
            )

    def columns(self) -> Iterator[forms.BoundField]:
        for place in range(len(self.one.columns)):
            yield self[f"column_{place}"]

    def clean(self):
        taken: set[str] = set()
        for place in range(len(self.one.columns)):
            code = self.cleaned_data.get(f"column_{place}")
            if code and code in taken:
                told = {"field": BY_CODE[code].label}
                self.add_error(
                    f"column_{place}", _("Another column is “%(field)s” already.") % told
                )
            taken.add(code)
        return self.cleaned_data

    @property
    def mapping(self) -> Mapping:
        heads = enumerate(self.one.columns)
        told = {self.cleaned_data[f"column_{place}"]: head for place, head in heads}
        return {code: head for code, head in told.items() if code}


class CommitForm(forms.Form):
    """Which of the good rows: all or those not done yet, of the sheets ticked; or rows ticked."""

    ALL, OPEN, TICKED = "all", "open", "ticked"
    which = forms.ChoiceField(choices=[(ALL, ""), (OPEN, ""), (TICKED, "")], required=False)
    rows = forms.TypedMultipleChoiceField(coerce=int, required=False)
    sheets = forms.MultipleChoiceField(
        required=False, error_messages={"required": _("Tick at least one sheet.")}
    )

    def __init__(self, data, *, one: Import) -> None:
        super().__init__(data)
        self.is_by_rows = data.get("which") == self.TICKED
        keys = one.rows.values_list("pk", flat=True) if data.getlist("rows") else ()
        self.fields["rows"].choices = [(key, "") for key in keys]
        self.fields["sheets"].choices = [(name, name) for name in one.sheet_names]
        self.fields["sheets"].required = one.has_sheets and not self.is_by_rows

    @property
    def asked(self) -> dict[str, object]:
        """As `imports.services.commit` takes it."""
        if self.is_by_rows:
            return {"keys": self.cleaned_data["rows"]}
        sheets = {"sheets": self.cleaned_data["sheets"]} if self.cleaned_data["sheets"] else {}
        return {**sheets, "leave_settled": self.cleaned_data["which"] == self.OPEN}
