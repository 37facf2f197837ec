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
from organizations.models import Role
from web.fields import Day, PlainSelect, Words
from web.hazards.forms import FIELD_OF
from workflow.deadlines import usual_deadline
from workflow.errors import Lack
from workflow.states import Severity, State

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


class LedgerFilter(ledger_filter.LedgerFilter):
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


class BulkForm(forms.Form):
    """What one bulk move asks for all its hazards at once; each field must be filled."""

    use_required_attribute = True

    def __init__(self, data=None, *, hazards: Iterable[Hazard]) -> None:
        super().__init__(data)
        self.hazards = list(hazards)
        self.adapt()

    def adapt(self) -> None:
        """Fits the fields to the hazards chosen."""

    def lacks(self, missing: Iterable[Lack]) -> None:
        """Says each lack once, beside the field that answers it, where there is one."""
        for code, detail in {lack.code: lack.detail for lack in missing}.items():
            name = FIELD_OF.get(code, code)
            if name in self.fields:
                self.add_error(name, _("Still missing: %(what)s") % {"what": detail})

    def filled(self) -> list[tuple[str, str]]:
        """What was typed, to be given back where none of them can be moved any more."""
        words = [field for field in self if isinstance(field.field, Words)]
        return [(str(field.label), field.value()) for field in words if field.value()]

    def given_for(self, hazard: Hazard) -> dict[str, object]:
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}


class BulkClose(BulkForm):
    note = Words(label=_("What you saw"))


class BulkSendBack(BulkForm):
    reason = Words(label=_("Reason"), example=_("What is still not right, and how it should be"))
    due_on = Day(label=_("Deadline"), ahead=True)

    def adapt(self):
        """Only what was fixed on the spot has no deadline yet."""
        self.fields["reason"].required = True
        if all(hazard.due_on for hazard in self.hazards):
            del self.fields["due_on"]
        else:
            self.fields["due_on"].required = True
            self.initial = {"due_on": usual_deadline(self.hazards[0].severity)}

    def given_for(self, hazard):
        given = super().given_for(hazard)
        return given if hazard.due_on is None else {"reason": given["reason"]}


class BulkAssign(BulkForm):
    responsible = forms.ModelChoiceField(
        None,
        label=_("Responsible person"),
        empty_label=_("Choose"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    measures = Words(label=_("Measures"), example=_("What to do, and what to watch meanwhile"))
    due_on = Day(label=_("Deadline"), ahead=True)

    def adapt(self):
        able = [hazard for hazard in self.hazards if is_ordinary_report(hazard)]
        self.units = {hazard.unit_id for hazard in able}
        first = (able or self.hazards)[0]
        people = scope.people_at(first.unit, Role.RESPONSIBLE).order_by("name", "pk")
        self.fields["responsible"].queryset = people
        self.initial = {"due_on": usual_deadline(first.severity)}
        if len(people) == 1:
            self.initial["responsible"] = people[0].pk
        self.fields["due_on"].required = self.fields["measures"].required = True

    def clean(self):
        """Some may have changed hands since they were ticked."""
        if len(self.units) > 1:
            raise forms.ValidationError(_("Only hazards of one unit can be assigned together."))
        return self.cleaned_data


def is_ordinary_report(hazard: Hazard) -> bool:
    """What can be assigned with others: a major one asks for more than they share."""
    return hazard.state == State.REPORTED and not hazard.is_major


BULK_FORMS: dict[str, type[BulkForm]] = {
    "close": BulkClose,
    "send_back": BulkSendBack,
    "assign": BulkAssign,
}
