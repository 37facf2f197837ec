"""What somebody says of an activity: which kind, on which days, one number or two, and a name."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.kinds import EVERY, ActivityKind, Number
from activities.models import Activity
from activities.perform import LONGEST_NAME, POSSIBLE_DOUBLE
from organizations import scope
from organizations.models import Unit
from organizations.unit_search import LONGEST
from texts.fields import Line
from web.fields import CONTROL, PRINTABLE, Day, PlainSelect, Words
from web.returns.campaign_forms import LIKELY
from workflow import policy
from workflow.errors import Lack

OTHER_DAY = "other"
OF_A_KIND = ("sessions", "people", "name")  # fields some kinds have
LOOKED_BACK_ON = 14  # days that can be ticked together
SAY = {"required": _("Please fill this in."), "invalid": _("A whole number, please.")}


def open_to(user) -> list[Unit]:
    """The units `user` may log activities of, in number order."""
    posts = scope.posts(user)
    own = [post.unit_id for post in posts if post.role in policy.INSPECTING]
    return list(Unit.objects.filter(pk__in=own, closed_on=None).in_order()) if own else []


class Kinds(PlainSelect):
    def __init__(self) -> None:
        super().__init__(attrs={"class": "form-select", "aria-label": _("Kind of activity")})


class WhichForm(forms.Form):
    """The filters of the list. `through` is the last day."""

    unit_search = Line(required=False, max_length=LONGEST)
    kind = forms.ChoiceField(
        required=False,
        label=_("Kind of activity"),
        choices=[("", _("All kinds")), *((one.key, one.label) for one in EVERY)],
        widget=Kinds,
    )
    since = Day(label=_("From"), validators=LIKELY)
    through = Day(label=_("Until (included)"), validators=LIKELY)

    @property
    def conditions(self) -> dict[str, Any]:
        asked = {"kind": "kind", "day__gte": "since", "day__lte": "through"}
        said = {name: self.cleaned_data[field] for name, field in asked.items()}
        return {name: value for name, value in said.items() if value}


class Count(forms.IntegerField):
    """A number somebody counts: its label and its unit are those of the kind."""

    def __init__(self, number: Number, *, required: bool) -> None:
        self.unit = number.unit
        attrs = {"class": "bignum", "inputmode": "numeric", "autocomplete": "off", "maxlength": 12}
        widget = forms.TextInput(attrs=attrs)
        told = {"label": number.label, "error_messages": SAY, "widget": widget}
        super().__init__(required=required, **told)


def typed_in(data: Any) -> dict[str, Any]:
    """What a form was sent with, to be shown in one of another kind."""
    return {**data.dict(), "also": data.getlist("also")}


class ActivityForm(forms.Form):
    """The fields are those of the kind. `old` is the record that is corrected, or None."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Unit"),
        empty_label=None,
        error_messages=SAY,
        widget=PlainSelect(attrs={"class": "form-select"}),
    )
    when = forms.ChoiceField(required=False, label=_("On which day"))
    day = Day(label=_("Another day"), validators=LIKELY)
    also = forms.MultipleChoiceField(required=False, label=_("The same on these days as well"))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        kind: ActivityKind,
        units: Iterable[Unit],
        old: Activity | None = None,
        **told: Any,
    ) -> None:
        self.kind, self.units, self.old = kind, list(units), old
        self.today = timezone.localdate()
        super().__init__(data, initial={"id": uuid.uuid4(), **told.pop("initial", {})}, **told)
        self.lacking: dict[str, str] = {}
        self._of_the_kind()
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=[one.pk for one in self.units])
        self.fields["when"].choices = self.days
        self.fields["also"].choices = [(day.isoformat(), day) for day in self.days_before]
        if old:
            for name in ("unit", "also"):
                del self.fields[name]
            self.fields["reason"] = Words(label=_("Why it is corrected"), validators=[PRINTABLE])

    def _of_the_kind(self) -> None:
        kind = self.kind
        if kind.number:
            self.fields["sessions"] = Count(kind.number, required=True)
        if kind.people:
            self.fields["people"] = Count(kind.people, required=kind.asks_people)
        if kind.name_label:
            widget = forms.TextInput(attrs={**CONTROL, "autocomplete": "off", "list": "names"})
            told = {"max_length": LONGEST_NAME, "validators": [PRINTABLE], "widget": widget}
            self.fields["name"] = Line(
                required=kind.is_named, label=kind.name_label, error_messages=SAY, **told
            )

    # --- Days ---

    @property
    def days(self) -> list[tuple[str, Any]]:
        """Each says which day it is, so that a page opened before midnight means what it said."""
        yesterday = self.today - timedelta(days=1)
        near = [(self.today.isoformat(), _("Today")), (yesterday.isoformat(), _("Yesterday"))]
        return [*near, (OTHER_DAY, _("Another day"))]

    @property
    def days_before(self) -> list[date]:
        return [self.today - timedelta(days=n) for n in range(LOOKED_BACK_ON)]

    @property
    def when_said(self) -> str:
        said = self["when"].value()
        return said if said in dict(self.days) else (OTHER_DAY if said else self.days[0][0])

    @property
    def not_asked(self) -> list[tuple[str, str]]:
        """What was typed for another kind and this one has no field for: kept for the way back."""
        names = [name for name in OF_A_KIND if name not in self.fields]
        told = ((name, self.data.get(name) or self.initial.get(name)) for name in names)
        return [(name, said) for name, said in told if said and not self.old_says(name, said)]

    def old_says(self, name: str, said: Any) -> bool:
        return self.old is not None and getattr(self.old, name) == said

    @property
    def also_said(self) -> list[str]:
        return list(self["also"].value() or ())

    def clean(self) -> dict[str, Any]:
        """A page of yesterday still knows its day: it names it."""
        said = super().clean() or self.cleaned_data
        when = str(self.data.get("when", ""))
        if when and when != OTHER_DAY:
            said["day"] = self._named(when) or said.get("day")
            self.errors.pop("when", None)
        if not said.get("day") and "day" not in self.errors:
            self.add_error("day", _("Please choose the day."))
        return said

    def _named(self, when: str) -> date | None:
        try:
            return date.fromisoformat(when)
        except ValueError:
            return None

    # --- As the services take it ---

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        numbers = {name: said.get(name) or 0 for name in ("sessions", "people")}
        if not self.kind.number:
            numbers["sessions"] = 1
        return {"kind": self.kind.key, "name": said.get("name", ""), **numbers}

    @property
    def all_days(self) -> list[date]:
        also = [date.fromisoformat(day) for day in self.cleaned_data.get("also", ())]
        return list(dict.fromkeys([self.cleaned_data["day"], *sorted(also, reverse=True)]))

    # --- After a refusal ---

    @property
    def is_double(self) -> bool:
        return POSSIBLE_DOUBLE in self.lacking

    def lacks(self, missing: Iterable[Lack]) -> None:
        """Each beside what it is about."""
        for lack in missing:
            self.lacking[lack.code] = str(lack.detail)
            if lack.code in self.fields:
                sentence = _("Still missing: %(what)s") % {"what": lack.detail}
                self.add_error(lack.code, sentence)
