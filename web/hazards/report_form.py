"""The report of a hazard: everything but the photo, the place and one sentence has a default."""

import uuid
from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from hazards.models import REPORTED_FROM, Category, Clause, Hazard, Source
from organizations import scope
from organizations.models import Unit
from texts.fields import Line
from web.fields import CONTROL, Day, Words
from workflow import policy
from workflow.declarations.beginnings import REPORT
from workflow.errors import Lack
from workflow.needs import Case, Evidence, missing
from workflow.states import Severity

OFTEN, PLACES, RECENT = 7, 6, 40  # chips before 「全部」, pills, hazards looked back on
SAY = {"required": _("Please fill this in.")}


def units_open_to(user):
    """The units `user` may report hazards of, in number order."""
    reached = scope.units_reached_by(user, *policy.INSPECTING).filter(closed_on=None)
    return reached.select_related("parent").in_order()


class ReportForm(forms.Form):
    id = forms.UUIDField(widget=forms.HiddenInput)
    unit = forms.ModelChoiceField(Unit.objects.none(), error_messages=SAY, label=_("Unit"))
    category = forms.ModelChoiceField(
        Category.objects.current(),
        label=_("Category"),
        error_messages={"required": _("Please choose a category.")},
    )
    place = Line(
        label=_("Place"),
        max_length=120,
        error_messages=SAY,
        widget=forms.TextInput(attrs={**CONTROL, "list": "places", "autocomplete": "off"}),
    )
    description = Line(
        label=_("In one sentence"),
        max_length=500,
        error_messages=SAY,
        widget=forms.Textarea(attrs={**CONTROL, "rows": 2}),
    )
    severity = forms.ChoiceField(
        label=_("Severity"), choices=Severity.choices, initial=Severity.GENERAL
    )
    clause = forms.ModelChoiceField(Clause.objects.current(), required=False, label=_("Clause"))
    fix_on_spot = forms.BooleanField(required=False, label=_("Fixed on the spot"))
    measures_taken = Words(label=_("What was done"), is_optional=True)
    found_on = Day(label=_("Found on"))
    source = forms.ChoiceField(
        label=_("Source"),
        choices=REPORTED_FROM,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    is_violation = forms.BooleanField(required=False, label=_("A violation of law or rule"))

    def __init__(self, data=None, *, by, finding=None) -> None:
        """`finding` says of which round it is, if it was opened from one."""
        self.by, self.finding = by, finding
        super().__init__(data)
        self.units = list(units_open_to(by))
        self.fields["unit"].queryset = units_open_to(by)
        self.initial |= self._proposed() | (finding.initial() if finding else {})

    def _proposed(self):
        inspecting = (post for post in scope.posts(self.by) if post.role in policy.INSPECTING)
        is_of_bureau = any(post.is_at_an_authority for post in inspecting)
        return {
            "id": uuid.uuid4(),
            "unit": self._usual_unit(),
            "found_on": timezone.localdate(),
            "source": Source.BUREAU_CHECK if is_of_bureau else Source.SELF_CHECK,
        }

    def _usual_unit(self):
        """Where they reported last, or else the unit they belong to."""
        keys = {unit.pk for unit in self.units}
        own = [post.unit_id for post in scope.posts(self.by) if post.role in policy.INSPECTING]
        mine = Hazard.objects.visible_to(self.by).filter(reporter=self.by)
        last = mine.order_by("-reported_at").values_list("unit", flat=True)[:1]
        return next((pk for pk in [*last, *own] if pk in keys), None)

    def clean_found_on(self):
        day = self.cleaned_data["found_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."), code="future")
        return day

    def lacks(self, photos: int) -> list[Lack]:
        """What the law still misses, told together with what is misspelt."""
        given = self.cleaned_data
        draft = Hazard(
            category=given.get("category") or Category(),
            severity=given.get("severity") or Severity.GENERAL,
            clause=given.get("clause"),
        )
        lacking = missing(REPORT.needs, Case(draft, {}, Evidence(before=photos)))
        return [need.lack() for need in lacking]

    @cached_property
    def unit_groups(self):
        """The units under what they report to, as the groups of a native choice."""

        def code_above(unit: Unit) -> str:
            return unit.parent.code if unit.parent else ""

        in_order = sorted(self.units, key=code_above)  # stable: the numbers stay in order
        groups = [list(units) for _code, units in groupby(in_order, key=code_above)]
        return [(units[0].parent, units) for units in groups]

    @cached_property
    def _recent(self):
        unit = next((u for u in self.units if str(u.pk) == self._chosen("unit")), None)
        here = Hazard.objects.visible_to(self.by).filter(unit=unit)
        rows = here.order_by("-reported_at").values_list("category", "place")
        return list(rows[:RECENT])

    @property
    def places(self) -> list[str]:
        return list(dict.fromkeys(place for _category, place in self._recent))[:PLACES]

    @cached_property
    def categories(self) -> list[Category]:
        """All of them, those the unit needs most often first; `is_more` hides behind 「全部」."""
        used = [category for category, _place in self._recent]
        kinds = sorted(self.fields["category"].queryset, key=lambda kind: -used.count(kind.pk))
        for place, kind in enumerate(kinds):
            kind.is_more = place >= OFTEN
            kind.is_chosen = str(kind.pk) == self._chosen("category")
        return kinds

    @property
    def shows_all_categories(self) -> bool:
        return any(kind.is_more and kind.is_chosen for kind in self.categories)

    def _chosen(self, name: str) -> str:
        return str(self[name].value() or "")

    @property
    def usual_source(self) -> str:
        return str(Source(self.initial["source"]).label)

    @property
    def has_other_errors(self) -> bool:
        return any(self[name].errors for name in ("found_on", "source", "is_violation"))
