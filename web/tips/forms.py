"""What handlers fill in besides decisions: a tip that came by phone, a filter, a news report."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organizations import scope
from organizations.models import Role, Unit
from texts.fields import Line
from tips import policy
from tips.identity import tipsters
from tips.states import ENTERED_FROM, REWARDS, Channel
from web.fields import CONTROL, Day, PlainSelect, Words, Yuan
from web.hazards.forms import FormOfTheLaw
from web.tips.public_forms import LONGEST_TEXT, SAY

SELECT = {"class": "form-select"}
MANY = 200  # choices of a select
# Names of needs and of the services' values that a form calls otherwise.
BESIDE = {
    "answer_without_numbers": "answer",
    "hazard": "category",
    "before_photo": "photos",
    "photos": "photos",
}


def units_of(user) -> Any:
    """The open units whose tips `user` handles."""
    reached = scope.units_reached_by(user, Role.TIP_HANDLER).filter(closed_on=None)
    keys = [unit.pk for unit in reached if policy.handles_tips_about(user, unit)]
    return Unit.objects.filter(pk__in=keys).in_order()


class EnterForm(forms.Form):
    """A tip that was told by phone or letter. What is said of who told it is kept apart."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Unit told of"),
        empty_label=_("Choose a unit"),
        error_messages=SAY,
        widget=PlainSelect(SELECT),
    )
    channel = forms.ChoiceField(
        label=_("Came by"),
        choices=ENTERED_FROM,
        initial=Channel.HOTLINE,
        widget=forms.Select(SELECT),
    )
    received_on = Day(label=_("Came in on"))
    place = Line(
        label=_("Place"), max_length=120, error_messages=SAY, widget=forms.TextInput(attrs=CONTROL)
    )
    text = Line(
        label=_("What was told"),
        max_length=LONGEST_TEXT,
        error_messages=SAY,
        help_text=_("Without who told it: that goes into the two fields below."),
        widget=forms.Textarea(attrs={**CONTROL, "rows": 3}),
    )
    phone = Line(
        label=_("Phone of whoever told it"),
        required=False,
        max_length=tipsters.LONGEST,
        widget=forms.TextInput(attrs={**CONTROL, "inputmode": "tel", "autocomplete": "off"}),
    )
    name = Line(
        label=_("Name of whoever told it"),
        required=False,
        max_length=tipsters.LONGEST,
        help_text=_("Only where a reward is wanted."),
        widget=forms.TextInput(attrs={**CONTROL, "autocomplete": "off"}),
    )

    def __init__(self, data=None, *, by) -> None:
        super().__init__(data, initial={"received_on": timezone.localdate()})
        self.fields["unit"].queryset = units_of(by)


class TipFilter(forms.Form):
    SHOWN = [
        ("waiting", _("Waits for somebody")),
        ("answered", _("Answered")),
        ("set_aside", _("Set aside as junk")),
    ]
    show = forms.ChoiceField(choices=SHOWN, required=False)
    unit_search = Line(required=False, max_length=100)
    unit = forms.ModelChoiceField(Unit.objects.none(), required=False)
    since = Day(label=_("Came in since"))
    says = Line(
        required=False, max_length=60, widget=forms.TextInput(attrs={**CONTROL, "type": "search"})
    )

    @property
    def alike(self) -> dict[str, Any]:
        """What is asked of the tips themselves, as `tips.services.junk` takes it."""
        return {name: self.cleaned_data[name] for name in ("unit", "since", "says")}

    def __init__(self, data, *, by) -> None:
        super().__init__(data)
        self.fields["unit"].queryset = scope.units_reached_by(by, Role.TIP_HANDLER)


class NewsForm(FormOfTheLaw):
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Unit"), error_messages=SAY, widget=forms.Select(SELECT)
    )
    day = Day(label=_("Day"))
    title = Line(
        label=_("What the report was called"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=CONTROL),
    )

    def __init__(self, data=None, *, by) -> None:
        super().__init__(data, initial={"day": timezone.localdate()})
        handled = [post.unit_id for post in scope.posts(by) if post.role == Role.TIP_HANDLER]
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=handled)
        self.fields["unit"].initial = handled[0] if handled else None


class CorrectionForm(FormOfTheLaw):
    """Another record takes the place of this one."""

    day = Day(label=_("Day"))
    amount = Yuan(label=_("Amount"))
    kind = forms.ChoiceField(
        label=pgettext_lazy("reward", "To whom"),
        choices=REWARDS,
        required=False,
        widget=forms.Select(SELECT),
    )
    title = Line(
        label=_("What the report was called"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=CONTROL),
    )
    reason = Words(label=_("Reason"))

    def __init__(self, data=None, *, one) -> None:
        said = {name: getattr(one, name) for name in ("day", "amount", "kind", "title")}
        super().__init__(data, auto_id=f"{one.pk}-%s", initial=said)
        for name in ("title",) if one.kind in dict(REWARDS) else ("amount", "kind"):
            del self.fields[name]
