"""The ledger's filters, the same behind every door and for every export."""

import django_filters as filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hazards.ledger.query_hints import only
from hazards.models.classification import Category
from hazards.models.hazard import Hazard, Source
from hazards.worklist.waiting import ANSWER, ASSIGN, DUE_SOON, GROUPS, OVERDUE, REPAIR, REVIEW
from organizations import scope
from organizations.models import Unit
from organizations.unit_search import LONGEST, found_and_below
from workflow.states import OPEN, Severity, State

OPEN_OR_STATE = [("open", _("Not closed yet")), *State.choices]


class HazardFilter(filters.FilterSet):
    """`found_to` ends a half-open period (handbook, section 3); `found_through` is the same said
    as people say it, with the last day included; so it is with `due_to` and `due_through`, which
    ask for the deadline in force, extensions and all. `unit` means the unit and all below it;
    `unit_search` all units in reach that fit what was typed, and all below them."""

    state = filters.MultipleChoiceFilter(
        label=_("State"), choices=OPEN_OR_STATE, method="in_states"
    )
    unit = filters.ModelChoiceFilter(
        label=_("Unit"), queryset=Unit.objects.all(), method="under_unit"
    )
    unit_search = filters.CharFilter(
        label=_("Unit: name, code or initials"), method="under_units_found", max_length=LONGEST
    )
    category = filters.ModelChoiceFilter(
        label=_("Category"), queryset=Category.objects.all(), method="is_of"
    )
    severity = filters.ChoiceFilter(label=_("Severity"), choices=Severity.choices, method="is_of")
    source = filters.ChoiceFilter(label=_("Source"), choices=Source.choices, method="is_of")
    overdue = filters.BooleanFilter(label=_("Overdue"), method="is_overdue")
    due_soon = filters.BooleanFilter(label=_("Due soon"), method="is_due_soon")
    assigned_to_me = filters.BooleanFilter(label=_("Mine to fix"), method="is_mine")
    reported_by_me = filters.BooleanFilter(label=_("Reported by me"), method="is_from_me")
    listed = filters.BooleanFilter(label=_("Listed for supervision"), method="is_listed")
    asked = filters.BooleanFilter(label=_("More time asked for"), method="is_asked")
    controlled = filters.BooleanFilter(label=_("Interim control"), method="is_controlled")
    offered = filters.BooleanFilter(label=_("Offered to another unit"), method="is_offered")
    is_violation = filters.BooleanFilter(label=_("Violation of law or rule"))
    found_from = filters.DateFilter(label=_("Found from"), field_name="found_on", lookup_expr="gte")
    found_to = filters.DateFilter(label=_("Found before"), field_name="found_on", lookup_expr="lt")
    found_through = filters.DateFilter(label=_("Found until"), method="found_by_end_of")
    due_from = filters.DateFilter(label=_("Due from"), field_name="due_on", lookup_expr="gte")
    due_to = filters.DateFilter(label=_("Due before"), field_name="due_on", lookup_expr="lt")
    due_through = filters.DateFilter(label=_("Due until"), field_name="due_on", lookup_expr="lte")
    search = filters.CharFilter(label=_("Number, place or words"), method="mentions")
    waiting = filters.ChoiceFilter(
        label=_("Waiting"), choices=[(group, group) for group in GROUPS], method="waits"
    )

    class Meta:
        model = Hazard
        fields: list[str] = []

    def in_states(self, hazards, name, values):
        states = {state for value in values for state in (OPEN if value == "open" else [value])}
        if states == set(OPEN):
            return hazards.not_ended()
        return hazards.filter(state__in=states) if states else hazards

    def is_of(self, hazards, name, value):
        return hazards.filter(only(self.request.user, name, value))

    def under_unit(self, hazards, name, unit):
        return hazards.under(unit) if unit else hazards

    def under_units_found(self, hazards, name, typed):
        reached = scope.units_reached_by(self.request.user)
        return hazards.filter(unit__in=found_and_below(reached, typed))

    def is_overdue(self, hazards, name, value):
        late = hazards.not_ended().filter(due_on__lt=timezone.localdate())
        return late if value else hazards.not_overdue()

    def is_due_soon(self, hazards, name, value):
        return hazards.due_soon() if value else hazards

    def is_listed(self, hazards, name, value):
        return these_or_the_others(hazards, hazards.listed(), value)

    def is_asked(self, hazards, name, value):
        return these_or_the_others(hazards, hazards.asked_for_more_time(), value)

    def is_controlled(self, hazards, name, value):
        return these_or_the_others(hazards, hazards.controlled(), value)

    def is_offered(self, hazards, name, value):
        return these_or_the_others(hazards, hazards.offered(), value)

    def is_mine(self, hazards, name, value):
        mine = hazards.filter(responsible=self.request.user)
        return these_or_the_others(hazards, mine, value)

    def is_from_me(self, hazards, name, value):
        mine = hazards.filter(reporter=self.request.user)
        return these_or_the_others(hazards, mine, value)

    def found_by_end_of(self, hazards, name, day):
        return hazards.filter(found_on__lte=day)

    def waits(self, hazards, name, group):
        """One group of 待办 of the person who asks."""
        user = self.request.user
        mine = hazards.waiting_for(user)
        return {
            ANSWER: hazards.waiting_to_be_answered_by(user),
            REVIEW: hazards.waiting_for_review_by(user),
            ASSIGN: hazards.waiting_to_be_assigned_by(user),
            REPAIR: hazards.waiting_for_repair_by(user),
            OVERDUE: mine.overdue_of(user),
            DUE_SOON: mine.due_soon(),
        }[group]

    def mentions(self, hazards, name, words):
        return hazards.mentioning(words, self.request.user)


def these_or_the_others(hazards, these, value):
    return these if value else hazards.exclude(pk__in=these.values("pk"))
