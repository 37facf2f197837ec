"""The clauses that are shipped: a corrected wording is a new edition, and judges nobody anew."""

import datetime

import pytest
from django.utils import translation

from hazards import reference
from hazards.models import Clause
from workflow.states import State

DAY = datetime.date(2025, 3, 1)
NARROWER = "未经审批动火"


@pytest.fixture
def shipped_at_first(db):
    """A ledger of before: the first edition is all there is, with one clause as it was worded."""
    Clause.objects.filter(edition=reference.SECOND).delete()
    Clause.objects.filter(edition=reference.FIRST).delete()
    told = {"section": "消防", "edition": reference.FIRST, "text": NARROWER}
    fire = reference.Category.objects.get(code="fire")
    return Clause.objects.create(code="fire-05", category=fire, **told)


def current(code: str = "fire-05") -> list[str]:
    return [one.edition for one in Clause.objects.current().filter(code=code)]


def test_the_corrected_edition_takes_the_place_of_the_first(shipped_at_first):
    reference.load()
    assert current() == [reference.SECOND]
    corrected = Clause.objects.current().get(code="fire-05")
    assert corrected.text == "未经审批动火，或动火现场无人监护"
    assert corrected.basis == "消防安全第5项" and corrected.checked_on
    before = Clause.objects.get(pk=shipped_at_first.pk)
    assert before.text == NARROWER and before.retired_on


def test_the_tenth_item_is_about_the_laboratory(db):
    assert "实验室" in Clause.objects.current().get(code="fire-10").text


def test_loading_twice_is_harmless(shipped_at_first):
    reference.load()
    before = list(Clause.objects.order_by("pk").values())
    reference.load()
    assert list(Clause.objects.order_by("pk").values()) == before


def test_what_a_bureau_has_replaced_by_its_own_stays_replaced(shipped_at_first):
    Clause.objects.filter(pk=shipped_at_first.pk).update(retired_on=DAY)
    shipped_at_first.pk, shipped_at_first.edition = None, "区2026"
    shipped_at_first.save(force_insert=True)
    reference.load()
    assert current() == ["区2026"]


def test_what_a_bureau_has_retired_stays_retired(shipped_at_first):
    Clause.objects.filter(pk=shipped_at_first.pk).update(retired_on=DAY)
    reference.load()
    assert current() == []


def test_a_hazard_judged_by_the_first_edition_keeps_it(cast):
    first, _ = Clause.objects.get_or_create(
        code="fire-05",
        edition=reference.FIRST,
        defaults={"section": "消防", "category": cast.fire, "text": NARROWER},
    )
    hazard = cast.reported(severity="major", clause=first)
    reference.load()
    hazard.refresh_from_db()
    assert (hazard.state, hazard.clause_id) == (State.REPORTED, first.pk)


@pytest.mark.parametrize(
    ("wording", "said"), [("", "未经审批动火（简述）"), ("未经批准", "未经审批动火")]
)
def test_a_short_form_says_that_it_is_one_where_it_is_chosen(shipped_at_first, wording, said):
    shipped_at_first.wording = wording
    with translation.override("zh-hans"):
        assert str(shipped_at_first.offered_as) == said


def test_a_local_clause_of_a_section_to_be_entered_is_no_short_form(db):
    local = Clause.objects.current().filter(edition=reference.LOCAL).first()
    assert local.offered_as == local.text
