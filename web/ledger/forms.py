"""The ledger's filters as a page shows them, and what its bulk moves ask for."""

from collections.abc import Iterable

import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from figures.lists import ledger_filter
from hazards.ledger.filters import OPEN_OR_STATE
from hazards.models import Category, Hazard, Source
from hazards.worklist import waiting
from organizations import scope
from web.fields import PlainSelect
from web.hazards.forms import FORM_FIELDS, FormOfTheLaw, proposal
from workflow.declarations.fields import Field
from workflow.declarations.moves import Move
from workflow.states import Severity

WAITING = [
    (waiting.ANSWER, _("For me to answer")),
    (waiting.REVIEW, _("For me to review")),
    (waiting.ASSIGN, _("For me to assign")),
    (waiting.REPAIR, _("For me to fix")),
    (waiting.OVERDUE, _("Overdue")),
    (waiting.DUE_SOON, _("Due soon")),
]
ORDERS = [
    ("newest", _("Newest first")),
    ("due", _("Nearest deadline first")),
    ("number", _("By number")),
]


class Pill(PlainSelect):
    """A choice as a round button that says what it is about until something is chosen."""

    def __init__(self, label, **told) -> None:
        super().__init__(attrs={"class": "pill", "aria-label": label}, **told)


class OneOfSeveral(Pill):
    """The address may name several states; the page offers one."""

    def value_from_datadict(self, data, files, name):
        return [value for value in data.getlist(name) if value]


def calendar() -> forms.DateInput:
    return forms.DateInput(attrs={"class": "form-control", "type": "date"}, format="%Y-%m-%d")


class PageLedgerFilter(ledger_filter.LedgerFilter):
    """The filters of every door, with the choices of a page and what waits for its reader."""

    state = filters.MultipleChoiceFilter(
        label=_("State"),
        choices=[("", _("State")), *OPEN_OR_STATE],
        method="in_states",
        widget=OneOfSeveral(_("State")),
    )
    unit = filters.ModelChoiceFilter(
        label=_("Unit"),
        queryset=lambda request: scope.units_reached_by(request.user),
        method="under_unit",
    )
    category = filters.ModelChoiceFilter(
        label=_("Category"),
        queryset=Category.objects.all(),
        method="is_of",
        empty_label=_("Category"),
        widget=Pill(_("Category")),
    )
    severity = filters.ChoiceFilter(
        label=_("Severity"),
        choices=Severity.choices,
        method="is_of",
        empty_label=_("Severity"),
        widget=Pill(_("Severity")),
    )
    source = filters.ChoiceFilter(
        label=_("Source"),
        choices=Source.choices,
        method="is_of",
        empty_label=_("Source"),
        widget=Pill(_("Source")),
    )
    found_from = filters.DateFilter(
        label=_("Found from"), field_name="found_on", lookup_expr="gte", widget=calendar()
    )
    found_through = filters.DateFilter(
        label=_("Found until"), method="found_by_end_of", widget=calendar()
    )
    due_from = filters.DateFilter(
        label=_("Due from"), field_name="due_on", lookup_expr="gte", widget=calendar()
    )
    due_through = filters.DateFilter(
        label=_("Due until"), field_name="due_on", lookup_expr="lte", widget=calendar()
    )
    waiting = filters.ChoiceFilter(label=_("Waiting"), choices=WAITING, method="waits")
    ordering = filters.ChoiceFilter(
        label=_("Order"),
        choices=ORDERS,
        method="ordered_later",
        empty_label=None,
        widget=Pill(_("Order")),
    )

    def ordered_later(self, hazards, name, order):
        return hazards


class BulkForm(FormOfTheLaw):
    """What a move asks for all its hazards at once. `able` are those that can make it."""

    use_required_attribute = True

    def __init__(
        self, data=None, *, declared: Move, hazards: Iterable[Hazard], able: Iterable[Hazard], by
    ) -> None:
        super().__init__(data)
        self.declared, self.by, self.hazards = declared, by, list(hazards)
        self.able = list(able) or self.hazards
        fields = {field.name: field for field in declared.fields}
        for name in declared.bulk.asks:
            if any(fields[name].asked(hazard) for hazard in self.able):
                self.ask(fields[name])

    def ask(self, field: Field) -> None:
        first = self.able[0]
        question = FORM_FIELDS[type(field)](field, first, self.by)
        question.required = not field.is_optional(first)
        self.fields[field.name] = question
        self.initial[field.name] = proposal(field, question, first)

    def clean(self):
        """Some may have changed hands since they were ticked."""
        refusal = self.declared.bulk.refuses_several_units
        if refusal and len({hazard.unit_id for hazard in self.able}) > 1:
            raise forms.ValidationError(refusal)
        return self.cleaned_data

    def given_for(self, hazard: Hazard) -> dict[str, object]:
        """The values of what this hazard is asked."""
        asked = {field.name for field in self.declared.fields if field.asked(hazard)}
        given = {name: self.cleaned_data[name] for name in self.fields if name in asked}
        return {name: value for name, value in given.items() if value not in ("", None)}
