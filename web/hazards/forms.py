"""What a person fills in with a move or an action, from the fields it is declared with. Only shapes
are checked here: what is needed, and of whom, is the law's to say, so no field is required."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hazards.law import LAW
from hazards.models import Clause
from organizations import scope
from texts.fields import Line
from web.fields import PRINTABLE, Day, HazardNumber, UnitNamed, Words, Yuan
from workflow.declarations import fields
from workflow.declarations.fields import Field
from workflow.declarations.moves import Declared
from workflow.errors import Lack

# Needs that are called otherwise than the field they ask for, or than any one of several.
FIELD_OF = {
    need.code: need.answered_by
    for declared in LAW.values()
    for need in declared.needs
    if need.answered_by
}


def field_of(code: str) -> str:
    """The name of the field that answers what is missing."""
    return FIELD_OF.get(code, code).split()[0]


class FormOfTheLaw(forms.Form):
    """What is asked with a move: what the law misses stands beside the field that answers it."""

    def lacks(self, missing: Iterable[Lack]) -> None:
        """Says each lack once, where there is a field for it."""
        for code, detail in {lack.code: lack.detail for lack in missing}.items():
            name = field_of(code)
            if name in self.fields:
                self.add_error(name, _("Still missing: %(what)s") % {"what": detail})

    def filled(self) -> list[tuple[str, str]]:
        """What was typed, to be given back where the form itself can no longer be shown."""
        words = [f for f in self.visible_fields() if isinstance(f.field, Words)]
        return [(str(field.label), field.value()) for field in words if field.value()]


class LawForm(FormOfTheLaw):
    """The form of one record. `photos_show` says what photos given with it show; empty where it
    takes none."""

    photos_show: Any = ""
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, record, name: str) -> None:
        self.record = record
        super().__init__(data, auto_id=f"{name}-%s", initial={"version": record.version})
        self.adapt()

    def adapt(self) -> None:
        """Fits the fields to the record: proposals, choices, and what it does not need."""


class DeclaredForm(LawForm):
    """The form of any move or action of any record."""

    def __init__(self, data=None, *, declared: Declared, record, by) -> None:
        self.declared, self.by = declared, by
        super().__init__(data, record=record, name=declared.slug)

    def adapt(self) -> None:
        if self.declared.photos:
            self.photos_show = self.declared.photos.label
        for field in self.declared.fields:
            if type(field) in FORM_FIELDS and field.asked(self.record):
                self.ask(field)

    def ask(self, field: Field) -> None:
        question = FORM_FIELDS[type(field)](field, self.record, self.by)
        question.is_optional = field.is_optional(self.record)
        self.fields[field.name] = question
        proposed = proposal(field, question, self.record)
        if proposed is not None:
            self.initial[field.name] = proposed


def proposal(field: Field, question: Any, record: Any) -> Any:
    """What stands in the form at first; None for nothing."""
    proposed = field.proposed(record)
    if not proposed and isinstance(field, fields.Person) and field.proposes_one:
        return the_only_one(question)
    return proposed


def the_only_one(question: forms.ModelChoiceField) -> int | None:
    people = list((question.queryset or ())[:2])
    return people[0].pk if len(people) == 1 else None


def person(field: fields.Person, record, by) -> forms.ModelChoiceField:
    people = scope.people_at(field.at(record), field.role).order_by("name", "pk")
    return forms.ModelChoiceField(
        people,
        required=False,
        label=field.label,
        empty_label=_("Choose a person"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )


def short_text(field: fields.ShortText, record, by) -> Line:
    return Line(
        label=field.label,
        required=False,
        max_length=field.longest,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )


def choice(field: fields.Choice, record, by) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=field.label,
        choices=field.choices.choices,
        required=False,
        widget=forms.RadioSelect,
    )


def another_unit(field: fields.AnotherUnit, record, by) -> UnitNamed:
    question = UnitNamed(label=field.label)
    question.look_up(record.unit)
    return question


def another_hazard(field: fields.AnotherHazard, record, by) -> HazardNumber:
    question = HazardNumber(label=field.label)
    question.look_up(by, besides=record)
    return question


class ClauseChoice(forms.ModelChoiceField):
    def label_from_instance(self, clause: Clause) -> str:
        return f"{clause.section}：{clause.offered_as}"


def clause_in_force(field: fields.ClauseInForce, record, by) -> forms.ModelChoiceField:
    return ClauseChoice(
        Clause.objects.current(),
        required=False,
        label=field.label,
        widget=forms.Select(attrs={"class": "form-select"}),
    )


# Photos have no question of their own: the form shows the photo picker.
FORM_FIELDS: dict[type[Field], Callable[[Any, Any, Any], Any]] = {
    fields.ShortText: short_text,
    fields.Text: lambda field, record, by: Words(label=field.label, example=field.example),
    fields.PrintableText: lambda field, record, by: Words(
        label=field.label, example=field.example, validators=[PRINTABLE]
    ),
    fields.Day: lambda field, record, by: Day(label=field.label, ahead=field.ahead),
    fields.Money: lambda field, record, by: Yuan(label=field.label),
    fields.Person: person,
    fields.AnotherUnit: another_unit,
    fields.Choice: choice,
    fields.AnotherHazard: another_hazard,
    fields.ClauseInForce: clause_in_force,
}
