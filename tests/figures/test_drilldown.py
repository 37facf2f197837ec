"""Every count and the rows behind it: the same rule, so the same number, now and then."""

from datetime import date

import pytest
from django.http import QueryDict

from figures import bottlenecks, drilldown
from figures.lists import ledger_filter
from figures.lists.counts import size_of
from figures.lists.ledger_filter import LedgerFilter
from figures.scope import ask
from figures.statistics import figures
from hazards.models import Category, Hazard, Source
from papers.ledger.exports import Asker
from tests.figures.lives import june
from tests.figures.years import WHOLE, a_full_year, july
from workflow.states import Severity, State

MOMENTS = [None, june(10), june(30), july(31), date(2021, 9, 1)]


def said(answer: dict) -> dict[str, int]:
    """Every count of the answer under the name its rows go by."""
    names = {name for name, _label in drilldown.NAMES}
    flat = {name: answer[name] for name in names & answer.keys()}
    for prefix, key in (("state", "by_state"), ("outcome", "dismissed_by_outcome")):
        flat |= {f"{prefix}_{name}": n for name, n in answer[key].items()}
    flat |= {f"age_{name}": n for name, n in answer["ageing"].items()}
    flat |= {f"days_{name}": n for name, n in answer["days_to_close"]["bands"].items()}
    assert flat.keys() == names
    return flat


def rows(user, **asked) -> int:
    query = QueryDict(mutable=True)
    query.update({name: str(value) for name, value in asked.items() if value})
    chosen = LedgerFilter(query, queryset=Hazard.objects.visible_to(user), request=Asker(user))
    assert chosen.is_valid(), chosen.errors
    n = chosen.qs.count()
    on = {name: v for name, v in chosen.form.cleaned_data.items() if v not in (None, "", [])}
    assert size_of(user, on) in (None, n), on
    return n


def listed(user, **asked) -> set[Hazard]:
    query = QueryDict(mutable=True)
    query.update(asked)
    seen = Hazard.objects.visible_to(user)
    return set(LedgerFilter(query, queryset=seen, request=Asker(user)).qs)


@pytest.fixture
def year(cast):
    return a_full_year(cast)


@pytest.mark.on_both
@pytest.mark.exhaustive
@pytest.mark.parametrize("as_of", MOMENTS)
@pytest.mark.parametrize("who", ["auditor@bureau", "officer@school"])
def test_each_figure_has_as_many_rows(cast, year, who, as_of):
    user = cast[who]
    counted = said(figures(user, **WHOLE, as_of=as_of))
    days = {"found_from": "2021-01-01", "found_to": "2022-01-01", "as_of": as_of}
    assert {name: rows(user, counted=name, **days) for name in counted} == counted


def test_the_year_leaves_few_figures_at_zero(cast, year):
    """What is always zero would agree with any rule."""
    answers = [said(figures(cast.auditor, **WHOLE, as_of=as_of)) for as_of in MOMENTS]
    always_zero = {name for name in answers[0] if not any(one[name] for one in answers)}
    assert always_zero == {"outcome_duplicate", "outcome_transferred"}


def test_a_moment_is_told_from_its_day(cast, year):
    hazards = Hazard.objects.visible_to(cast.auditor)
    before = ask(cast.auditor, as_of=june(10))
    assert drilldown.counted(hazards, "closed", before).count() == 2
    assert rows(cast.auditor, counted="closed", as_of="2021-06-11T11:59") == 2
    assert rows(cast.auditor, counted="closed", as_of="2021-06-11T12:00") == 3


def test_the_rows_of_events_are_the_hazards_they_happened_to(cast, year):
    answer = figures(cast.auditor, **WHOLE)
    assert (answer["sent_back"], answer["hazards_of_events"]["sent_back"]) == (2, 1)
    for name, n in answer["hazards_of_events"].items():
        during = {"happened_from": "2021-01-01", "happened_to": "2022-01-01"}
        assert rows(cast.auditor, happened=name, **during) == n


@pytest.mark.parametrize("who", ["auditor@bureau", "officer@central", "officer@school"])
def test_whoever_asks_is_told_the_size_of_what_they_see(cast, year, who):
    kinds = {
        "source": Source.values,
        "category": Category.objects.values_list("pk", flat=True),
        "severity": Severity.values,
        "happened": [event for event, _label in drilldown.EVENTS],
        "state": State.values,
    }
    asked = [{name: value} for name, values in kinds.items() for value in values]
    found = [rows(cast[who], **one) for one in asked]
    assert sum(n > 0 for n in found) > 5


def test_the_rows_are_the_same_looked_for_together_and_one_by_one(cast, year, monkeypatch):
    """The bureau's few are found by an index, what is much by going through the list."""
    asked = [
        *({"counted": name} for name, _label in drilldown.NAMES),
        *({"happened": name} for name, _label in drilldown.EVENTS),
        *(
            {"step": step, "desk": desk}
            for step in bottlenecks.STEPS
            for desk in bottlenecks.LEVELS
        ),
    ]
    together = [listed(cast.auditor, **one) for one in asked]
    monkeypatch.setattr(ledger_filter, "FEW", -1)
    assert [listed(cast.auditor, **one) for one in asked] == together
    assert sum(map(bool, together)) > 20


def test_an_event_counts_on_the_first_day_of_its_period_and_not_on_the_last(cast, year):
    told = {"happened": "reopened"}
    assert rows(cast.auditor, **told, happened_from=june(25), happened_to=june(26)) == 1
    assert rows(cast.auditor, **told, happened_from=june(24), happened_to=june(25)) == 0
    assert rows(cast.auditor, **told, happened_from=june(26)) == 0


def test_a_unit_itself_is_less_than_all_below_it(cast, year):
    central = cast.units["central"].pk
    assert rows(cast.auditor, unit=central, own="true") == 1
    assert rows(cast.auditor, unit=central) > 10


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("counted", "lost"),
        ("happened", "fire"),
        ("step", "nowhere"),
        ("desk", "mine"),
        ("waited", "long"),
        ("as_of", "ever"),
        ("as_of", "2021-02-30T12:00"),
        ("as_of", "0001-01-01"),
        ("as_of", "9999-12-31T23:59:59-08:00"),
        ("tree_of", "9999-12-31"),
        ("happened_from", "0001-01-01"),
        ("happened_to", "yesterday"),
    ],
)
def test_what_means_nothing_is_no_filter(cast, name, value):
    asked = QueryDict(mutable=True)
    asked[name] = value
    seen = Hazard.objects.visible_to(cast.auditor)
    assert name in LedgerFilter(asked, queryset=seen, request=Asker(cast.auditor)).errors
