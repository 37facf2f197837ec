"""The second edition of the notice's form: the same words, counted from records."""

import pytest

from activities.kinds import EVERY
from returns.models import FormTemplate
from tests.base import forms

YES_OR_NO = {
    "in_annual_priorities", "coordination_mechanism_built", "resources_guaranteed",
    "linked_to_hot_issues", "linked_to_epidemic_and_rectification",
    "linked_to_duties_no_formalism",
}  # fmt: skip


@pytest.fixture
def editions(db):
    known = FormTemplate.objects.filter(code=forms.CODE)
    return [known.get(version=version).form for version in (forms.FIRST, forms.SECOND)]


def test_it_prints_the_same_words_and_asks_the_same_in_the_same_order(editions):
    first, second = editions
    assert (first.title, first.heads, first.header, first.footnote, first.sections) == (
        second.title, second.heads, second.header, second.footnote, second.sections,
    )  # fmt: skip

    def asked(form):
        return [
            (i.code, i.label, i.type, i.counted_in, i.aggregation, i.checks)
            for i in form.indicators
        ]

    assert asked(first) == asked(second)


def test_what_activities_hold_is_counted_from_them_as_the_kinds_say(editions):
    told = {i.code: i.source for i in editions[1].indicators if i.source.startswith("activities.")}
    assert told == {
        code: f"activities.{kind.key}.{measure}"
        for kind in EVERY
        for measure, code in kind.feeds.items()
    }
    assert len(told) == 24


def test_only_yes_or_no_is_typed(editions):
    assert {i.code for i in editions[1].typed} == YES_OR_NO
    assert len(editions[1].indicators) - len(YES_OR_NO) == 31


def test_a_new_ledger_opens_campaigns_on_it_and_those_that_run_stay_on_theirs(db):
    forms.put_in_use(forms.SECOND)
    in_use = FormTemplate.objects.filter(code=forms.CODE, retired_on=None)
    assert [form.version for form in in_use] == [forms.SECOND]
    assert FormTemplate.objects.get(code=forms.CODE, version=forms.FIRST).retired_on is not None
