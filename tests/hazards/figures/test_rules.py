"""A rule says the same read over one row and asked of the database, whatever it is made of."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Exists, F, OuterRef, Q

from figures.history.as_of import from_rows
from hazards.figures import registry
from hazards.figures.registry import IS_CLOSED, IS_MAJOR, IS_OPEN
from hazards.figures.rules import AGES, Rule
from hazards.models import Hazard
from hazards.tally.rules import facts_of
from tests.base.strength import examples
from tests.figures.lives import june
from tests.figures.test_random_lives import Walk
from workflow.states import State

MADE_UP = {
    "on the spot": Rule(IS_CLOSED & Q(closed_on__lte=F("found_on"))),
    "later than found": Rule(Q(closed_on__gt=F("found_on")) | Q(closed_on__isnull=True)),
    "by source": Rule(Q(source__in=("self_check", "tip")) & Q(is_violation=False)),
    "not of the bureau": Rule(~(Q(was_found_by_bureau=True) | Q(severity="major"))),
    "before": Rule(Q(found_on__lt=june(9)) & ~Q(found_on__gte=june(20))),
    "a while": Rule(~IS_MAJOR, since=("found_on", 2), until=("found_on", 5)),
    "from a deadline": Rule(IS_OPEN, since=("original_due_on", 1), until=("due_on", 3)),
    "until it is closed": Rule(Q(), until=("closed_on", 0)),
    "never begins": Rule(Q(state=State.REPORTED), since=("closed_on", 0)),
}
DECLARED = {
    f"{count.key} {place}": rule
    for count in (*registry.COUNTS, *registry.PARTS)
    for place, rule in enumerate(count.rules)
}
DAYS = [june(1) + timedelta(days=n) for n in range(0, 90, 3)]


def read_over_rows(rule: Rule, day: date) -> set[Hazard]:
    return {hazard for hazard in Hazard.objects.all() if number(rule, hazard, day)}


def number(rule: Rule, hazard: Hazard, day: date) -> int:
    """What the tally would have of it when `day` has come; of which age it is told apart."""
    spans = rule.spans(facts_of(hazard))
    n = sum(n for since, n in spans if since is None or since <= day)
    least, most = AGES[rule.age] if rule.age else (-(10**6), None)
    age = (day - hazard.found_on).days
    of_this_age = (age >= least or not least) and (most is None or age <= most)
    assert n in (0, 1)
    return n if of_this_age else 0


def asked(rule: Rule, day: date) -> set[Hazard]:
    return set(from_rows(Hazard.objects.all()).filter(rule.at(day)))


@pytest.mark.property
@pytest.mark.parametrize("seed", range(examples(2)))
def test_both_readings_find_the_same_hazards_on_every_day(cast, seed):
    Walk(cast, seed).go()
    found = {}
    for name, rule in (MADE_UP | DECLARED).items():
        for day in DAYS:
            rows = read_over_rows(rule, day)
            assert asked(rule, day) == rows, (name, day)
            found[name] = found.get(name, 0) + len(rows)
    assert not found["never begins"]
    assert sum(map(bool, found.values())) > len(found) / 2  # what is always empty proves nothing


@pytest.mark.property
@pytest.mark.parametrize("seed", range(examples(2)))
def test_no_hazard_meets_two_rules_of_one_figure_at_once(cast, seed):
    Walk(cast, seed).go()
    several = [count for count in registry.COUNTS if len(count.rules) > 1]
    assert several
    for count, day in ((count, day) for count in several for day in DAYS):
        met = [hazard for rule in count.rules for hazard in read_over_rows(rule, day)]
        assert len(met) == len(set(met)), (count.key, day)
        assert set(from_rows(Hazard.objects.all()).filter(count.at(day))) == set(met)


def refused() -> Iterator[object]:
    yield pytest.param(lambda: Rule(Q(unit=1)), id="a column no moment is told of")
    yield pytest.param(lambda: Rule(Q(due_on__lt=F("rectified_at"))), id="the same on the right")
    yield pytest.param(lambda: Rule(Q(state__startswith="re")), id="a lookup")
    yield pytest.param(lambda: Rule(Q(category__code="fire")), id="another table")
    yield pytest.param(lambda: Rule(Q(due_on=None)), id="nothing at all")
    yield pytest.param(lambda: Rule(~Q(due_on__lt=F("found_on"))), id="not of what may be empty")
    yield pytest.param(
        lambda: Rule(~(IS_OPEN & ~Q(found_on__lt=F("due_on")))), id="not not of the same"
    )
    yield pytest.param(lambda: Rule(Q(state="closed") ^ Q(severity="major")), id="either or")
    yield pytest.param(
        lambda: Rule(Q(Exists(Hazard.objects.filter(pk=OuterRef("pk"))))), id="a query"
    )
    yield pytest.param(lambda: Rule(Q(), since=("state", 1)), id="since what is no day")
    yield pytest.param(lambda: Rule(Q(), until=("entered_on", 1)), id="until an unknown day")
    yield pytest.param(
        lambda: Rule(Q(is_violation=True), age="15+"), id="an age of what needs a column"
    )


@pytest.mark.parametrize("declare", list(refused()))
def test_what_the_two_could_read_differently_is_refused_when_it_is_declared(declare):
    with pytest.raises(ImproperlyConfigured):
        declare()
