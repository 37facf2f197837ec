"""What is asked of an administrator about somebody's roles."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.staff import policy
from organizations.administration import administered_units
from organizations.models import Membership, Role, Unit, User
from organizations.people import StaffPost
from texts.fields import Line
from web.fields import CONTROL, MOST_PROPOSED, PlainSelect, TextWithProposals, UnitNamed

NOBODY = _("Nobody you look after has this name, account or staff number.")
SEVERAL = _("Several people are called so; type the account.")


class DayOf(forms.DateField):
    """Any day, also one to come."""

    def __init__(self, **told: Any) -> None:
        widget = forms.DateInput(attrs={**CONTROL, "type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, **told)


class PersonNamed(Line):
    """Somebody by their name, account or staff number; colleagues are proposed."""

    def __init__(self, **told: Any) -> None:
        attrs = {
            **CONTROL,
            "autocomplete": "off",
            "placeholder": _("Name, account or staff number"),
        }
        super().__init__(max_length=150, widget=TextWithProposals(attrs=attrs), **told)

    def look_up(self, people: Any, colleagues: Iterable[User]) -> None:
        self.choices = people
        self.widget.proposals = [f"{one.name} {one.username}" for one in colleagues]

    def clean(self, value: Any) -> User | None:
        said = super().clean(value)
        if not said:
            return None
        account = said.split()[-1]
        named = Q(username=account) | Q(staff_number=account) | Q(name=said)
        found = list(self.choices.filter(named)[:2])
        if len(found) != 1:
            raise ValidationError(SEVERAL if found else NOBODY, code="unknown")
        return found[0]


class AboutPerson(forms.Form):
    """Of `person`, by the administrator `by`."""

    def __init__(self, data: Any = None, *, person: User, by: User) -> None:
        super().__init__(data)
        self.person, self.by = person, by
        self.fill()

    def fill(self) -> None:
        """What is offered depends on both."""

    def offer_units(self, name: str) -> None:
        field: Any = self.fields[name]
        field.choices = administered_units(self.by).filter(closed_on=None)
        units = field.choices.order_by("code")[:MOST_PROPOSED]
        field.widget.proposals = [f"{unit.name} {unit.code}" for unit in units]
        field.required = True

    def own_units(self) -> list[Unit]:
        """Where the person holds, or will hold, roles that `by` looks after."""
        roles = self.person.memberships.not_over().filter(unit__in=administered_units(self.by))
        return list(dict.fromkeys(one.unit for one in roles.select_related("unit")))

    def offer_own_units(self, name: str) -> None:
        field: Any = self.fields[name]
        units = self.own_units()
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        if len(units) == 1:
            self.initial[name] = units[0].pk


def one_of_their_units(label: Any) -> forms.ModelChoiceField:
    select = PlainSelect(attrs={"class": "form-select"})
    return forms.ModelChoiceField(Unit.objects.none(), label=label, widget=select, empty_label=None)


class GiveRole(AboutPerson):
    unit = UnitNamed(label=_("Unit"))
    role = forms.ChoiceField(
        label=_("Role"), choices=Role.choices, widget=PlainSelect(attrs={"class": "form-select"})
    )
    title = Line(label=_("Post"), max_length=60, required=False)
    post = forms.ChoiceField(
        label=_("inspection post"),
        choices=[("", _("none")), *StaffPost.choices],
        required=False,
        widget=PlainSelect(attrs={"class": "form-select"}),
    )
    starts_on = DayOf(label=_("First day"), required=False)
    ends_on = DayOf(label=_("Last day"), required=False)

    def fill(self) -> None:
        self.offer_units("unit")
        self.fields["title"].widget.attrs.update(CONTROL)
        units = self.own_units()
        if units:
            self.initial["unit"] = f"{units[0].name} {units[0].code}"


class EndRole(forms.Form):
    last_day = DayOf(label=_("Last day"), initial=timezone.localdate)


class Move(AboutPerson):
    away_from = one_of_their_units(_("From the unit"))
    to = UnitNamed(label=_("To the unit"))
    first_day = DayOf(label=_("First day there"), initial=timezone.localdate)

    def fill(self) -> None:
        self.offer_own_units("away_from")
        self.offer_units("to")


class StandIn(AboutPerson):
    """The person the page is about is away."""

    person_there = PersonNamed(label=_("Who stands in"))
    unit = one_of_their_units(_("At the unit"))
    first_day = DayOf(label=_("First day"), initial=timezone.localdate)
    last_day = DayOf(label=_("Last day"))
    reason = Line(label=_("What for"), max_length=200)

    def fill(self) -> None:
        self.offer_own_units("unit")
        self.fields["reason"].widget.attrs.update(CONTROL)
        people = policy.people_of(self.by).filter(is_active=True).exclude(pk=self.person.pk)
        here = Membership.objects.held().filter(unit__in=self.own_units())
        colleagues = people.filter(pk__in=here.values("user"))[:MOST_PROPOSED]
        who: Any = self.fields["person_there"]
        who.look_up(people, colleagues)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        first, last = told.get("first_day"), told.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first."))
        return told


class Leave(forms.Form):
    """Nothing is asked: it is said what will happen."""
