"""What a handler fills in to decide, answer and reward: only shapes are checked here."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hazards.models import Category, Clause, Hazard
from texts.fields import Line
from tips.models import Tip
from tips.states import REWARDS, TipState
from tips.texts import without_numbers
from web.fields import CONTROL, Day, Words, Yuan
from web.hazards.forms import ClauseChoice, FormOfTheLaw
from workflow.states import OPEN, Severity

SELECT = {"class": "form-select"}
MANY = 200  # choices of a select
# Names of needs and of the services' values that a form calls otherwise.
BESIDE = {
    "answer_without_numbers": "answer",
    "hazard": "category",
    "before_photo": "photos",
    "photos": "photos",
}


class TipMove(FormOfTheLaw):
    """One decision. Only shapes are checked: what is needed is the law's to say."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = Words(label=_("Reason"))

    def __init__(self, data=None, *, tip: Tip, by, name: str) -> None:
        self.tip, self.by = tip, by
        super().__init__(data, auto_id=f"{name}-%s", initial={"version": tip.version})
        self.adapt()

    def adapt(self) -> None:
        """Fits the fields to the tip."""

    def lacks(self, missing) -> None:
        for code, detail in {lack.code: lack.detail for lack in missing}.items():
            name = BESIDE.get(code, code)
            said = _("Still missing: %(what)s") % {"what": detail}
            self.add_error(name if name in self.fields else None, said)

    @property
    def given(self) -> dict[str, Any]:
        """As the services take it; what was left empty is not said."""
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}


class AcceptForm(TipMove):
    """What the unit is told is worded here, and proposed from what was told."""

    takes_photos = True
    joins = forms.ModelChoiceField(
        None,
        required=False,
        label=_("An open hazard of the unit that it joins"),
        empty_label=_("None: it becomes a new hazard"),
        widget=forms.Select(SELECT),
    )
    category = forms.ModelChoiceField(
        Category.objects.current(),
        required=False,
        label=_("Category"),
        empty_label=_("Choose a category"),
        widget=forms.Select(SELECT),
    )
    place = Line(
        label=_("Place"), required=False, max_length=120, widget=forms.TextInput(attrs=CONTROL)
    )
    description = Line(
        label=_("What the unit reads"),
        required=False,
        max_length=500,
        help_text=_("Word it so that it does not tell who tipped."),
        widget=forms.Textarea(attrs={**CONTROL, "rows": 2}),
    )
    severity = forms.ChoiceField(
        label=_("Severity"),
        choices=Severity.choices,
        initial=Severity.GENERAL,
        required=False,
        widget=forms.Select(SELECT),
    )
    clause = ClauseChoice(
        Clause.objects.current(),
        required=False,
        label=_("Clause"),
        empty_label=_("None: a general hazard"),
        widget=forms.Select(SELECT),
    )
    tip_photos = forms.MultipleChoiceField(
        required=False, label=_("Pictures passed on"), widget=forms.CheckboxSelectMultiple
    )

    field_order = ["version", "joins", "category", "place", "description", "severity", "clause"]

    def adapt(self) -> None:
        seen = Hazard.objects.visible_to(self.by).filter(unit=self.tip.unit_id, state__in=OPEN)
        self.fields["joins"].queryset = (
            seen.order_by("-reported_at")[:MANY] if not self.is_bound else seen
        )
        self.fields["joins"].label_from_instance = said_of_hazard
        photos = [photo for photo in self.tip.photos.all() if photo.deleted_on is None]
        self.fields["tip_photos"].choices = [(str(photo.pk), str(photo.pk)) for photo in photos]
        self.initial |= {
            "place": self.tip.place,
            "description": without_numbers(self.tip.text)[:500],
        }

    @property
    def given(self) -> dict[str, Any]:
        told = super().given
        told["tip_photos"] = [
            photo
            for photo in self.tip.photos.all()
            if str(photo.pk) in self.cleaned_data.get("tip_photos", ())
        ]
        told["tip_photos"] = [photo.pk for photo in told["tip_photos"]]
        return told


def said_of_hazard(hazard: Hazard) -> str:
    return f"{hazard.number} {hazard.place}：{hazard.description}"[:80]


class RepeatForm(TipMove):
    repeat_of = forms.ModelChoiceField(
        None,
        required=False,
        label=_("The tip it repeats"),
        empty_label=_("Choose a tip"),
        widget=forms.Select(SELECT),
    )
    field_order = ["version", "repeat_of", "reason"]

    def adapt(self) -> None:
        others = Tip.objects.visible_to(self.by).filter(unit=self.tip.unit_id)
        taken_up = others.exclude(state__in=(TipState.SET_ASIDE, TipState.REPEATED))
        rows = taken_up.exclude(pk=self.tip.pk).select_related("unit").order_by("-received_at")
        self.fields["repeat_of"].queryset = rows if self.is_bound else rows[:MANY]


class ForwardForm(TipMove):
    forwarded_to = Line(
        label=_("Forwarded to"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=CONTROL),
    )
    field_order = ["version", "forwarded_to", "reason"]


class FeedbackForm(TipMove):
    reason = None
    answer = Words(
        label=_("Answer to whoever told it"),
        example=_("What was found and what was done, without names and phone numbers"),
    )

    def adapt(self) -> None:
        self.initial["answer"] = self.tip.answer


class RewardForm(TipMove):
    reason = None
    kind = forms.ChoiceField(
        label=pgettext_lazy("reward", "To whom"),
        choices=REWARDS,
        required=False,
        widget=forms.RadioSelect,
    )
    amount = Yuan(label=_("Amount"))
    day = Day(label=_("Day of the reward"))

    def adapt(self) -> None:
        self.initial["day"] = timezone.localdate()


FORMS: dict[str, type[TipMove]] = {
    "accept": AcceptForm,
    "repeat": RepeatForm,
    "forward": ForwardForm,
    "feedback": FeedbackForm,
    "reward": RewardForm,
}
