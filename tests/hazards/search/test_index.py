"""What is said of a hazard is found by its words, however few of very many say it."""

import pytest
from django.db import connection, transaction
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hazards.models import Hazard
from hazards.search import index as search_index
from tests.base.plans import plan_of, without_preference
from texts.folding import folded

ANYTHING = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
NEIGHBOURS = st.text("灭火器 aAßſıİkKσΣ%_'\"\\*-\n😀", max_size=12)
TOLD = "三楼 Labor/LED灯 50%_「不亮」\n'第二次' *再查* 😀"


class AnyWords(TestCase):
    @given(st.one_of(ANYTHING, NEIGHBOURS), st.data())
    def test_the_index_has_all_that_a_comparison_of_texts_finds(self, text, data):
        said = folded(text)
        start = data.draw(st.integers(0, len(said)))
        words = said[start : data.draw(st.integers(start, len(said)))]
        assert pairs_of(words) <= pairs_of(said)


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
    "words", ["五", "五楼", "50%灯", '"三楼"', "三楼 OR 操场", "NOT 三楼", "hazard*", "东侧三楼"]
)
def test_what_nobody_said_finds_nothing(cast, words):
    cast.reported(description=TOLD)
    assert not Hazard.objects.mentioning(words).exists()


def test_no_words_narrow_nothing(cast):
    hazard = cast.reported()
    assert set(Hazard.objects.mentioning("")) == {hazard}


def test_what_very_many_say_is_found_without_the_index(cast, monkeypatch):
    monkeypatch.setattr(search_index, "MOST", 1)
    one = cast.reported(description="灭火器过期")
    assert search_index.may_say(["灭火器"]) != Q()
    other = cast.reported(description="灭火器没有压力")
    assert search_index.may_say(["灭火器"]) == Q()
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
    index = ("hazard_pairs", "hazards_searchable MATCH")
    assert any(name in q["sql"] for q in made for name in index) == asks


# What people type beside what stands in the ledger: other width, case, spaces, order.
SAID = {
    "ring": "实验楼２号，ＰＶＣ管松脱",
    "standard": "应急灯 GB 17945-2010 过期",
    "fence": "南门口围栏摇晃",
}
LOOKED_FOR = {
    "ring": ("2号", "pvc", "ｐｖｃ", "PVC管", "实验楼 2"),
    "standard": ("GB17945", "gb 17945", "ＧＢ１７９４５", "17945-2010过期", "过期 应急灯"),
    "fence": ("围栏 南门", "南门\u3000围栏", "围栏\u200b", "围 栏 摇", " 围栏 "),
}


@pytest.mark.parametrize("who", ["auditor@bureau", "inspector@school"])
def test_width_case_spaces_and_order_hide_nothing(cast, who):
    told = {name: cast.reported(description=text) for name, text in SAID.items()}
    seen = Hazard.objects.visible_to(cast[who])
    for name, asked in LOOKED_FOR.items():
        for words in asked:
            assert set(seen.mentioning(words, cast[who])) == {told[name]}, words


def test_every_word_is_found_in_one_hazard(cast):
    cast.reported(description="围栏摇晃")
    cast.reported(description="南门口积水")
    assert not Hazard.objects.mentioning("围栏 南门").exists()


def test_no_word_is_found_across_the_place_and_the_description(cast):
    hazard = cast.reported(place="体育馆北", description="门锁坏了")
    assert not Hazard.objects.mentioning("北门").exists()
    assert set(Hazard.objects.mentioning("体育馆 门锁")) == {hazard}


def test_a_number_typed_in_wide_letters_is_that_hazard(cast):
    hazard = cast.reported()
    cast.reported(description=f"同{hazard.number}一处")
    wide = hazard.number.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert set(Hazard.objects.mentioning(f" {wide} ")) == {hazard}


@pytest.mark.parametrize("words", ["灯 " * 2000, " ".join(map(chr, range(0x4E00, 0x5A00)))])
def test_very_many_words_are_no_fault(cast, words):
    cast.reported()
    assert not Hazard.objects.mentioning(words).exists()


def test_pages_exports_and_the_api_look_the_same_way(client, cast):
    hazard = cast.reported(description=SAID["standard"])
    other = cast.reported(description=SAID["fence"])
    client.force_login(cast.officer)
    for path in ("/hazards/", "/api/v1/hazards/", "/hazards/ledger.csv"):
        answer = client.get(path, {"search": "ｇｂ17945 应急灯"})
        body = b"".join(answer) if answer.streaming else answer.content
        assert hazard.number in body.decode() and other.number not in body.decode(), path
