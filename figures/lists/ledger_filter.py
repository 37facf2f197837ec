"""The ledger's filters with those of the statistics: each figure opens its own rows by them.

`counted` is the name of a figure; `as_of` the moment it is of, `tree_of` the day whose tree of
units it counts, when that is not the one of the query itself. `unit` then means whose a hazard
was at that moment, as it does for the figure (`figures.lists.scope`); `as_of` alone lists all that
was in the ledger by then. The other filters narrow as they always do, by what is today.
"""

from datetime import date, datetime
from typing import Any

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from figures import bottlenecks, drilldown
from figures.durations import BANDS
from figures.lists.counts import size_of
from figures.lists.scope import current_query, query_of
from figures.scope import FigureQuery, ask, zone
from hazards.figures.registry import BAND_WORDS
from hazards.ledger.filters import HazardFilter
from organizations import scope

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
TOO_FAR = ValidationError(_("This day is too far away."), code="implausible")
FEW = 1000
STUCK = {"step": "step", "desk": "desk", "waited": "band"}


class NearDay(forms.DateField):
    """A day near enough to be counted with."""

    def clean(self, value):
        day = super().clean(value)
        if day and not EARLIEST <= day <= LATEST:
            raise TOO_FAR
        return day


class NearDayOrMoment(NearDay):
    """A day, which means its end, or a moment."""

    def clean(self, value):
        if not value or len(value) <= len("2021-06-28"):
            return super().clean(value)
        moment = self.moment(value)
        if not EARLIEST.year <= moment.year < LATEST.year:
            raise TOO_FAR
        return moment if timezone.is_aware(moment) else moment.replace(tzinfo=zone())

    def moment(self, value: str) -> datetime:
        try:
            moment = parse_datetime(value)
        except ValueError:
            moment = None
        if moment is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return moment


class DayFilter(filters.DateFilter):
    field_class = NearDay


class DayOrMomentFilter(filters.CharFilter):
    field_class = NearDayOrMoment


class LedgerFilter(HazardFilter):
    """What a figure needs is read together, once the ordinary filters have done their part."""

    counted = filters.ChoiceFilter(
        label=_("Counted as"), choices=drilldown.NAMES, method="said_together"
    )
    as_of = DayOrMomentFilter(label=_("As of"), method="said_together")
    tree_of = DayFilter(label=_("Units as of"), method="said_together")
    own = filters.BooleanFilter(label=_("Of the unit itself"), method="said_together")
    happened = filters.ChoiceFilter(
        label=_("What happened"), choices=drilldown.EVENTS, method="said_together"
    )
    happened_from = DayFilter(label=_("Happened from"), method="said_together")
    happened_to = DayFilter(label=_("Happened before"), method="said_together")
    step = filters.ChoiceFilter(
        label=_("Waiting for"), choices=list(bottlenecks.STEP_WORDS.items()), method="said_together"
    )
    desk = filters.ChoiceFilter(
        label=_("On the desk of"),
        choices=list(bottlenecks.LEVEL_WORDS.items()),
        method="said_together",
    )
    waited = filters.ChoiceFilter(
        label=_("In its state for"),
        choices=[(band, BAND_WORDS[band]) for band in BANDS],
        method="said_together",
    )

    @property
    def day_of_names(self) -> date | None:
        """The day of the past a list is of: its units have the names of that day."""
        asked = self.form.cleaned_data.get("as_of") if self.is_valid() else None
        return timezone.localdate(asked) if isinstance(asked, datetime) else asked

    def said_together(self, hazards, name, value):
        return hazards

    def under_unit(self, hazards, name, unit):
        told = self.form.cleaned_data
        if not unit:
            return hazards
        return query_of(self.now, told).of_unit(hazards, unit, bool(told.get("own")))

    def filter_queryset(self, queryset):
        hazards = super().filter_queryset(queryset)
        told = self.form.cleaned_data
        lying: dict[str, Any] = {of: told.get(name) or "" for name, of in STUCK.items()}
        is_of_a_figure = told.get("counted") or told.get("happened")
        if not (is_of_a_figure or any(lying.values())):
            return drilldown.known(hazards, self.query())
        by_index = self.finds_few_of_all
        if told.get("counted"):
            hazards = drilldown.counted(hazards, told["counted"], self.query(), by_index)
        if told.get("happened"):
            during = self.query(told.get("happened_from"), told.get("happened_to"))
            hazards = drilldown.with_event(hazards, told["happened"], during, by_index)
        if not any(lying.values()):
            return hazards
        return bottlenecks.narrowed(hazards, self.query(), **lying, by_index=by_index)

    @cached_property
    def narrows_by(self) -> dict[str, Any]:
        """The filters that narrow the list, as they were understood."""
        told = self.form.cleaned_data
        return {
            n: value for n, value in told.items() if value not in (None, "", []) and n != "ordering"
        }

    @cached_property
    def size(self) -> int | None:
        """How many fit; None where the running tally does not tell."""
        return size_of(self.request.user, self.narrows_by, self.now)

    @cached_property
    def now(self) -> FigureQuery:
        """What the sizes of this list and of others beside it are asked of."""
        return current_query(self.request.user)

    @property
    def finds_few_of_all(self) -> bool:
        """Will an index find what the first page of a whole ledger would be long in meeting?"""
        is_everything = scope.reaches_everything(self.request.user)
        return is_everything and self.size is not None and self.size <= FEW

    def query(self, first: date | None = None, end: date | None = None) -> FigureQuery:
        """Of all the reader may see; unit and period are filters of their own."""
        as_of = self.form.cleaned_data.get("as_of")
        return ask(self.request.user, found_from=first, found_to=end, as_of=as_of)
