"""Drawing a sample, naming who looks, and what was seen there."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations import scope
from organizations.models import Role, Unit, User
from organizations.units import STEP
from rechecks.models import SampledHazard
from texts.fields import Line
from web.fields import CONTROL, Day, PlainSelect, Words
from web.hazards.forms import LawForm
from web.returns.campaign_forms import SAY, day_field
from workflow import policy
from workflow.deadlines import usual_deadline

USUAL_SIZE, USUAL_DAYS = 20, 90
INDENT = "\u3000"  # an ideographic space: one step down the tree
VERDICTS = [("yes", _("Still holds")), ("no", _("Does not hold"))]


def proposed(today: date) -> dict[str, Any]:
    first = today - timedelta(days=USUAL_DAYS)
    return {"found_from": first, "found_through": today, "size": USUAL_SIZE}


class UnitChoice(forms.ModelChoiceField):
    """Units as a tree: each level a step to the right."""

    def label_from_instance(self, unit: Unit) -> str:
        return INDENT * (len(unit.path) // STEP - 1) + unit.name


class DrawForm(forms.Form):
    unit = UnitChoice(
        Unit.objects.none(),
        label=_("Unit, with all below it"),
        empty_label=None,
        error_messages=SAY,
        widget=PlainSelect(attrs={"class": "form-select"}),
    )
    found_from = day_field(_("Found from"))
    found_through = day_field(_("Found until"))
    size = forms.IntegerField(
        label=_("How many"),
        error_messages=SAY,
        widget=forms.NumberInput(attrs={**CONTROL, "inputmode": "numeric", "min": 1}),
    )
    seed = Line(
        label=_("Seed"),
        help_text=_("Leave it empty and one is drawn. The same seed draws the same again."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={**CONTROL, "autocomplete": "off"}),
    )

    def __init__(self, data=None, *, by) -> None:
        super().__init__(data, initial=proposed(timezone.localdate()))
        audited = scope.units_reached_by(by, Role.AUDITOR).filter(closed_on=None)
        self.fields["unit"].queryset = audited.order_by("path")
        self.initial["unit"] = audited.order_by("path").first()

    @property
    def has_units(self) -> bool:
        return self.initial["unit"] is not None

    def asked(self) -> dict[str, Any]:
        """The unit and the half-open period, as the services take them."""
        told = self.cleaned_data
        end = told["found_through"] + timedelta(days=1)
        return {"unit": told["unit"], "found_from": told["found_from"], "found_to": end}

    def lacks(self, missing) -> None:
        """Says each lack beside the field that answers it, where there is one."""
        fields = {"found_to": "found_through"}
        for lack in missing:
            name = fields.get(lack.code, lack.code)
            sentence = _("Still missing: %(what)s") % {"what": lack.detail}
            self.add_error(name if name in self.fields else None, sentence)


class PersonChoice(forms.ModelChoiceField):
    """People with where they are, for several have the same name."""

    def label_from_instance(self, person: User) -> str:
        units = dict.fromkeys(held.unit.name for held in person.memberships.all() if held.is_held())
        return " ".join((str(person), *units))


class PeopleChoice(PersonChoice, forms.ModelMultipleChoiceField):
    """Several of them, each to be ticked."""


def people_over(unit: Unit):
    people = scope.people_over(unit, *policy.INSPECTING).order_by("name", "pk")
    return people.prefetch_related("memberships__unit")


class ShareForm(forms.Form):
    """Those who reach everything in the sample."""

    recheckers = PeopleChoice(
        User.objects.none(),
        label=_("Re-checkers"),
        error_messages={"required": _("Please choose at least one person.")},
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data=None, *, unit: Unit) -> None:
        super().__init__(data)
        self.fields["recheckers"].queryset = people_over(unit)


class AssignForm(forms.Form):
    """Those who reach the hazard and have neither rectified nor closed it."""

    rechecker = PersonChoice(
        User.objects.none(),
        label=_("Re-checker"),
        empty_label=_("Choose a person"),
        error_messages={"required": _("Please choose at least one person.")},
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, data=None, *, sampled: SampledHazard) -> None:
        super().__init__(data, initial={"rechecker": sampled.rechecker_id})
        done_by = (sampled.rectified_by_id, sampled.rectified_for_id, sampled.closed_by_id)
        people = people_over(sampled.hazard.unit)
        self.fields["rechecker"].queryset = people.exclude(pk__in=[pk for pk in done_by if pk])


class ResultForm(LawForm):
    """What was seen. A day is asked for only of those who may reopen it."""

    photos_show = _("On-site photos")
    holds = forms.ChoiceField(
        label=_("Does it still hold?"), choices=VERDICTS, required=False, widget=forms.RadioSelect
    )
    note = Words(label=_("What you saw (needed where it does not hold)"))
    due_on = Day(label=_("New deadline, if it does not hold"), ahead=True)
    corrects = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, sampled: SampledHazard, by) -> None:
        self.sampled, self.by = sampled, by
        super().__init__(data, record=sampled.hazard, name="recheck")

    def adapt(self) -> None:
        self.initial["due_on"] = usual_deadline(self.record.severity)
        if not (self.record.is_closed and policy.is_above_the_unit(self.record, self.by)):
            del self.fields["due_on"]
        if self.sampled.result:
            self.initial["corrects"] = self.sampled.result.pk
            self.fields["note"].label = _("Why it is corrected")

    @property
    def told(self) -> dict[str, Any]:
        """As the service takes it."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return {**told, "holds": {"yes": True, "no": False}.get(told["holds"])}


class ReopenForm(forms.Form):
    due_on = Day(label=_("New deadline"), ahead=True)

    def __init__(self, data=None, *, sampled: SampledHazard) -> None:
        super().__init__(data, initial={"due_on": usual_deadline(sampled.hazard.severity)})
