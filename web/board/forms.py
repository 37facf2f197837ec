"""What the board is asked: which unit, and which days."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from figures.lists.ledger_filter import NearDay
from organizations import scope
from organizations.unit_search import LONGEST
from returns.models.campaigns import Campaign
from texts.fields import Line
from web.addresses import reaches_several_units

TWELVE_MONTHS, OWN_DAYS, LAST_YEAR, CAMPAIGN = "twelve_months", "days", "last_year", "campaign-"
PERIODS = [
    ("month", _("This month")),
    ("quarter", _("This quarter")),
    ("year", _("This year")),
    (LAST_YEAR, _("Last year")),
    (TWELVE_MONTHS, _("Last 12 months")),
]
OWN = (OWN_DAYS, _("Days of your choice"))
ORDERS = [
    ("found", _("most found first")),
    ("open", _("most open first")),
    ("overdue", _("most overdue first")),
    ("rate", _("lowest closure rate first")),
]
LONG = 10  # digits no campaign's key has


def first_day(period: str, today: date) -> date:
    if period == "year":
        return today.replace(month=1, day=1)
    if period == "quarter":
        return today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    if period == TWELVE_MONTHS:
        months = today.year * 12 + today.month - 12
        return date(months // 12, months % 12 + 1, 1)
    if period == LAST_YEAR:
        return date(today.year - 1, 1, 1)
    return today.replace(day=1)


def last_day(period: str, today: date) -> date:
    return date(today.year - 1, 12, 31) if period == LAST_YEAR else today


def day_field(label) -> forms.DateField:
    attrs = {"type": "date", "class": "form-control w-auto", "aria-label": label}
    widget = forms.DateInput(attrs=attrs, format="%Y-%m-%d")
    return NearDay(label=label, required=False, widget=widget)


def picker(label) -> forms.Select:
    return forms.Select(attrs={"class": "form-select w-auto mw-100", "aria-label": label})


class BoardForm(forms.Form):
    """`unit` (`unit_search` finds another), `period` (for days of one's own with `found_from` and
    `found_through`), `as_of`, a day, and the `order` of the units."""

    DAYS = ("period", "found_from", "found_through")

    unit = forms.ModelChoiceField(None, required=False, widget=forms.HiddenInput)
    unit_search = Line(required=False, max_length=LONGEST)
    period = forms.ChoiceField(label=_("Period"), required=False, widget=picker(_("Period")))
    found_from = day_field(_("Found from"))
    found_through = day_field(_("Found until"))
    as_of = day_field(_("As of"))
    order = forms.ChoiceField(
        label=_("Order"), choices=ORDERS, required=False, widget=forms.HiddenInput
    )

    def __init__(self, data, *, user) -> None:
        self.today = timezone.localdate()
        super().__init__(self.told(data, user))
        self.user = user
        self.fields["unit"].queryset = scope.units_reached_by(user)
        self.offer_periods(user)

    def told(self, data, user) -> dict[str, Any]:
        """What the address leaves open is filled in, so that the form shows what is counted."""
        told = data.dict()
        posts = {post.unit_id for post in scope.posts(user)}
        self.usual_unit = str(next(iter(posts))) if len(posts) == 1 else ""
        told.setdefault("unit", self.usual_unit)
        has_days = told.get("found_from") or told.get("found_through")
        told.setdefault("period", OWN_DAYS if has_days else TWELVE_MONTHS)
        return told

    @cached_property
    def has_several_units(self) -> bool:
        return reaches_several_units(self.user)

    @property
    def is_narrowed(self) -> bool:
        """Whether another scope is looked at than one's own address shows."""
        return bool(self.cleaned_data.get("unit")) and self.data["unit"] != self.usual_unit

    def offer_periods(self, user) -> None:
        """With the campaigns that are running, and the one being looked at."""
        chosen = self.data["period"].removeprefix(CAMPAIGN)
        asked = Q(pk=chosen) if chosen.isdecimal() and len(chosen) < LONG else Q(pk=None)
        running = Q(hazards_from__lte=self.today) & (
            Q(hazards_through__gte=self.today) | Q(due_on__gte=self.today)
        )
        found = Campaign.objects.visible_to(user).filter(running | asked)
        self.campaigns = {f"{CAMPAIGN}{campaign.pk}": campaign for campaign in found}
        named = [(key, campaign.title) for key, campaign in self.campaigns.items()]
        self.fields["period"].choices = [*PERIODS, *named, OWN]

    def days(self, period: str) -> tuple[date, date]:
        """The first and the last day of a period that is not of one's own days."""
        campaign = self.campaigns.get(period)
        if campaign:
            return campaign.hazards_from, campaign.hazards_through
        return first_day(period, self.today), last_day(period, self.today)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("period") != OWN_DAYS:
            first, last = self.days(told.get("period") or TWELVE_MONTHS)
            return told | {"found_from": first, "found_through": last}
        first, last = told.get("found_from"), told.get("found_through")
        if first and last and first > last:
            raise ValidationError(_("The first day lies after the last one."), code="order")
        return told

    @property
    def has_own_days(self) -> bool:
        return self.data.get("period") == OWN_DAYS

    def asks(self) -> dict[str, Any]:
        """The scope and the half-open period, as `reports` takes them."""
        last = self.cleaned_data.get("found_through")
        return {
            "unit": self.cleaned_data.get("unit"),
            "found_from": self.cleaned_data.get("found_from"),
            "found_to": last + timedelta(days=1) if last else None,
            "as_of": self.cleaned_data.get("as_of"),
        }
