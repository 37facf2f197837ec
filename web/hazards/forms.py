"""What a person fills in with a move or an act. Only shapes are checked here: what is needed, and
of whom, is the law's to say, so no field is required."""

from datetime import timedelta
from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hazards.models import Clause, Hazard, Supervision
from organizations import scope
from organizations.models import Role, Unit
from texts.fields import Line
from web.fields import Day, HazardNumber, UnitNamed, Words, Yuan
from workflow import deadlines
from workflow.states import Outcome, Severity, State

# Needs that are called otherwise than the field they ask for, or than any one of several.
FIELD_OF = {
    "responsible_of_unit": "responsible",
    "responsible_or_measures": "responsible measures",
    "due_on_ahead": "due_on",
    "until_later": "until",
    "until_ahead": "until",
    "before_photo": "photos",
    "after_photo": "photos",
    "review_photo": "photos",
    "recheck_photo": "photos",
    "another_unit": "unit",
    "responsible_of_receiver": "responsible",
}


class LawForm(forms.Form):
    """`photos_show` says what photos given with it show; empty where it takes none."""

    photos_show = ""
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, hazard: Hazard, name: str, by=None) -> None:
        self.hazard = hazard
        super().__init__(data, auto_id=f"{name}-%s", initial={"version": hazard.version})
        self.adapt()

    def adapt(self) -> None:
        """Fits the fields to the hazard: proposals, choices, and what it does not need."""

    def lacks(self, missing) -> None:
        """Says each lack beside the field that answers it, where there is one."""
        for lack in missing:
            name = FIELD_OF.get(lack.code, lack.code).split()[0]
            if name in self.fields:
                self.add_error(name, _("Still missing: %(what)s") % {"what": lack.detail})

    def filled(self) -> list[tuple[str, str]]:
        """What was typed, to be given back where the form itself can no longer be shown."""
        words = [f for f in self.visible_fields() if isinstance(f.field, Words)]
        return [(str(field.label), field.value()) for field in words if field.value()]


def people_of(unit: Unit) -> forms.ModelChoiceField:
    people = scope.people_at(unit, Role.RESPONSIBLE).order_by("name", "pk")
    return forms.ModelChoiceField(
        people,
        required=False,
        label=_("Responsible person"),
        empty_label=_("Choose a person"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )


def usual_deadline(hazard: Hazard):
    return timezone.localdate() + timedelta(days=deadlines.USUAL_DAYS[Severity(hazard.severity)])


class AssignForm(LawForm):
    responsible = forms.Field()
    measures = Words(label=_("Measures"), example=_("What to do, and what to watch meanwhile"))
    funds = Yuan(label=_("Funds"))
    due_on = Day(label=_("Deadline"), ahead=True)
    contingency = Words(label=_("Contingency plan"))
    clause = forms.ModelChoiceField(
        Clause.objects.current(),
        required=False,
        label=_("Clause"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def adapt(self):
        self.fields["responsible"] = people_of(self.hazard.unit)
        self.initial["responsible"] = self.hazard.responsible_id or self._only_one()
        self.initial["due_on"] = usual_deadline(self.hazard)
        if self.hazard.severity == Severity.GENERAL:
            self.fields["funds"].is_optional = True
            del self.fields["contingency"]
        if self.hazard.severity == Severity.GENERAL or self.hazard.clause_id:
            del self.fields["clause"]

    def _only_one(self):
        people = list(self.fields["responsible"].queryset[:2])
        return people[0].pk if len(people) == 1 else None


class ReassignForm(LawForm):
    responsible = forms.Field()
    measures = Words(label=_("New measures"))
    reason = Words(label=_("Reason"))

    def adapt(self):
        self.fields["responsible"] = people_of(self.hazard.unit)
        self.fields["responsible"].label = _("New responsible person")


class RectifyForm(LawForm):
    photos_show = _("After-photos")
    measures_taken = Words(
        label=_("What was done (one sentence)"),
        example=_("For example: desks moved to the store, a no-parking line drawn"),
    )
    funds_spent = Yuan(label=_("What it cost"), initial=Decimal(0))


class FixOnSpotForm(RectifyForm):
    def adapt(self):
        self.fields["measures_taken"].is_optional = True


class SendBackForm(LawForm):
    reason = Words(label=_("Reason"), example=_("What is still not right, and how it should be"))
    due_on = Day(label=_("Deadline"), ahead=True)

    def adapt(self):
        if self.hazard.due_on:
            del self.fields["due_on"]
        else:
            self.initial["due_on"] = usual_deadline(self.hazard)


class CloseForm(LawForm):
    photos_show = _("On-site review photos")
    note = Words(label=_("What you saw"), is_optional=True)


class ReopenForm(LawForm):
    reason = Words(label=_("Reason"))
    due_on = Day(label=_("New deadline"), ahead=True)

    def adapt(self):
        self.initial["due_on"] = usual_deadline(self.hazard)


class DismissForm(LawForm):
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=Outcome.choices, required=False, widget=forms.RadioSelect
    )
    duplicate_of = HazardNumber(label=_("Number of the other hazard"))
    transferred_to = Line(
        label=_("Transferred to"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    reason = Words(label=_("Reason"))

    def __init__(self, data=None, *, by, **told):
        super().__init__(data, **told)
        self.fields["duplicate_of"].look_up(by, besides=self.hazard)


class RestoreForm(LawForm):
    reason = Words(label=_("Reason"))


class RequestExtensionForm(LawForm):
    until = Day(label=_("New deadline"), ahead=True)
    reason = Words(label=_("Reason"))
    interim_measures = Words(
        label=_("Interim measures"), example=_("How people are kept safe until it is fixed")
    )


class GrantForm(LawForm):
    pass


class RefuseForm(LawForm):
    reason = Words(label=_("Reason"))


class ControlForm(LawForm):
    measures = Words(
        label=_("Interim measures"), example=_("Fenced off, switched off, someone on guard …")
    )


class ListForSupervisionForm(LawForm):
    level = forms.ChoiceField(
        label=_("Level"),
        choices=Supervision.Level.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    document_number = Line(
        label=_("Document number"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    deadline = Day(label=_("Deadline of the listing"), ahead=True)


class DelistForm(LawForm):
    delisted_on = Day(label=_("Delisted on"))

    def adapt(self):
        self.initial["delisted_on"] = timezone.localdate()


class OfferTransferForm(LawForm):
    unit = UnitNamed(label=_("The unit it belongs to"))
    reason = Words(label=_("Reason"), example=_("Why it is theirs to see to"))

    def adapt(self):
        self.fields["unit"].look_up(self.hazard.unit)


class AcceptTransferForm(LawForm):
    responsible = forms.Field()

    def adapt(self):
        offer = self.hazard.offer
        if self.hazard.state != State.ASSIGNED or offer is None:
            del self.fields["responsible"]
            return
        self.fields["responsible"] = people_of(offer.to_unit)
        people = list(self.fields["responsible"].queryset[:2])
        self.initial["responsible"] = people[0].pk if len(people) == 1 else None


class DeclineTransferForm(LawForm):
    reason = Words(label=_("Reason"))


class WithdrawTransferForm(LawForm):
    reason = Words(label=_("Reason"), is_optional=True)


FORMS: dict[str, type[LawForm]] = {
    "assign": AssignForm,
    "reassign": ReassignForm,
    "rectify": RectifyForm,
    "fix_on_spot": FixOnSpotForm,
    "send_back": SendBackForm,
    "close": CloseForm,
    "reopen": ReopenForm,
    "dismiss": DismissForm,
    "restore": RestoreForm,
    "request_extension": RequestExtensionForm,
    "grant": GrantForm,
    "refuse": RefuseForm,
    "control": ControlForm,
    "list_for_supervision": ListForSupervisionForm,
    "delist": DelistForm,
    "offer_transfer": OfferTransferForm,
    "accept_transfer": AcceptTransferForm,
    "decline_transfer": DeclineTransferForm,
    "withdraw_transfer": WithdrawTransferForm,
}
