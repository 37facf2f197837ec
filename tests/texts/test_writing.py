"""What counts as written, character by character, and what is taken out of a text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.texts.saying_nothing import SAYING_NOTHING, SAYING_SOMETHING, TURNING
from texts.folding import folded, folded_words
from texts.writing import as_entered, is_written

LETTERS = st.characters(exclude_characters="\0")


@pytest.mark.parametrize("kind", SAYING_NOTHING)
def test_what_nobody_can_see_says_nothing(kind):
    text = SAYING_NOTHING[kind]
    assert not is_written(text) and as_entered(text) == "" and folded_words(text) == []


@pytest.mark.parametrize("text", SAYING_SOMETHING)
def test_a_letter_a_digit_a_sign_or_a_picture_says_something(text):
    assert is_written(text) and as_entered(f"\u3000{text} ") == text
    assert all(is_written(f"{text}{nothing}") for nothing in SAYING_NOTHING.values())


def test_every_visible_character_of_chinese_texts_says_something():
    """The plain ideographs and the later ones, kana, and the signs between words."""
    runs = [(0x3400, 0x9FFF), (0x20000, 0x2CEAF), (0x3041, 0x3096), (0x3001, 0x301F)]
    silent = [chr(c) for first, last in runs for c in range(first, last) if not is_written(chr(c))]
    assert silent == []


@given(st.text(LETTERS, max_size=20), st.sampled_from(TURNING))
def test_characters_that_turn_what_others_read_go_and_all_else_stays(text, turning):
    kept = as_entered(text[:3] + turning + text[3:])
    assert not set(kept) & set(TURNING)
    assert kept == as_entered(text)


def test_those_are_all_that_turn_the_order_of_what_is_read():
    formats = (chr(code) for code in range(0x110000))
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    found = {one for one in formats if unicodedata.bidirectional(one) in turning}
    assert found | {"\u200e", "\u200f", "\u061c"} == set(TURNING)


def test_a_nul_stays_so_that_its_refusal_can_name_it():
    assert as_entered(" a\0b ") == "a\0b" and as_entered("\0") == "\0"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("教学楼３号楼ＡＢＣ", "教学楼3号楼abc"),
        ("GB 50016－2014", "gb50016-2014"),
        ("ﾃｽﾄ", "テスト"),
        ("①号楼", "1号楼"),
        ("灭\u200b火\u00ad器", "灭火器"),
        ("Straße", "STRASSE"),
        ("一\n二\u3000三\t四", "一二三四"),
        ("葛\U000e0100", "葛"),
    ],
)
def test_width_case_and_spaces_make_no_difference(one, other):
    assert folded(one) == folded(other)


def test_letters_with_other_marks_are_other_letters():
    assert folded("é") != folded("e") and folded("か") != folded("が")


def test_the_words_of_a_search_are_each_folded_and_named_once():
    assert folded_words(" 护栏\u3000北门 ＡＢ ab \u200b ") == ["护栏", "北门", "ab"]
    assert folded_words(" \u3164 ") == []
