"""What is said of a hazard is found by its words, however few of very many say it."""

import pytest
from django.db import connection, transaction
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hazards.models import Hazard
from hazards.search import index as wording
from tests.base.plans import plan_of, without_preference

ANYTHING = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
NEIGHBOURS = st.text("灭火器 aAßſıİKkσΣ%_'\"\\*-\n😀", max_size=12)
TOLD = "三楼 Labor/LED灯 50%_「不亮」\n'第二次' *再查* 😀"


class AnyWords(TestCase):
    @given(st.one_of(ANYTHING, NEIGHBOURS), st.data())
    def test_the_index_has_all_that_a_comparison_of_texts_finds(self, text, data):
        start = data.draw(st.integers(0, len(text)))
        words = text[start : data.draw(st.integers(start, len(text)))]
        for asked in (words, words.upper(), words.swapcase()):
            if len(asked) > 1 and is_found_by_comparing(text, asked):
                assert pairs_of(asked) <= pairs_of(text)


def is_found_by_comparing(text: str, words: str) -> bool:
    side = "%s" if connection.vendor == "sqlite" else "UPPER(%s)"
    escaped = connection.ops.prep_for_like_query(words)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {side} LIKE {side} ESCAPE '\\'", [text, f"%{escaped}%"])
        return bool(cursor.fetchone()[0])


def pairs_of(text: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT hazard_pairs(%s)", [text])
        (pairs,) = cursor.fetchone()
    return set(pairs.split() if isinstance(pairs, str) else pairs)


@pytest.mark.parametrize(
    "words",
    [
        *("三楼", "楼 L", "labor", "LED灯", "50%_", "「不亮」", "'第二次'", "*再查*", "查* 😀"),
        *("灯", "😀", "l", "%", "二层东侧", "JZ012-0001"),
    ],
)
def test_words_of_a_number_a_place_or_a_description_find_it(cast, words):
    hazard = cast.reported(description=TOLD)
    cast.reported(description="窗户破了", place="操场")
    assert set(Hazard.objects.visible_to(cast.officer).mentioning(words)) == {hazard}


@pytest.mark.parametrize(
    "words", ["五", "五楼", "50%灯", '"三楼"', "三楼 OR 操场", "NOT 三楼", "hazard*"]
)
def test_what_nobody_said_finds_nothing(cast, words):
    cast.reported(description=TOLD)
    assert not Hazard.objects.mentioning(words).exists()


def test_no_words_narrow_nothing(cast):
    hazard = cast.reported()
    assert set(Hazard.objects.mentioning("")) == {hazard}


def test_what_very_many_say_is_found_without_the_index(cast, monkeypatch):
    monkeypatch.setattr(wording, "MOST", 1)
    one = cast.reported(description="灭火器过期")
    assert wording.may_say("灭火器") != Q()
    other = cast.reported(description="灭火器没有压力")
    assert wording.may_say("灭火器") == Q()
    assert set(Hazard.objects.mentioning("灭火器")) == {one, other}


def test_a_report_that_is_taken_back_leaves_no_words(cast):
    with transaction.atomic():
        cast.reported(description="灭火器过期")
        transaction.set_rollback(True)
    hazard = cast.reported(description="应急灯不亮")
    assert not Hazard.objects.mentioning("灭火器").exists()
    assert set(Hazard.objects.mentioning("应急灯")) == {hazard}


def test_few_words_are_looked_up_in_the_index(cast):
    cast.reported()
    with CaptureQueriesContext(connection) as made:
        list(Hazard.objects.mentioning("没有这样的话"))
    way = "hazard_pairs" if connection.vendor == "postgresql" else "VIRTUAL TABLE INDEX"
    with without_preference():
        assert way in plan_of(made.captured_queries[-1]["sql"])


@pytest.mark.parametrize(("who", "asks"), [("auditor@bureau", True), ("officer@central", False)])
def test_the_index_of_all_is_asked_for_who_reaches_all(cast, who, asks):
    hazard = cast.reported(description="灭火器过期")
    with CaptureQueriesContext(connection) as made:
        assert set(Hazard.objects.mentioning("灭火器", cast[who])) == {hazard}
    assert any("hazard_pairs" in q["sql"] or "hazards_pairs" in q["sql"] for q in made) == asks
