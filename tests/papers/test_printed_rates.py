"""Rates and money wherever reports print them: in returns, on their papers, in summaries."""

import pytest

from figures import definitions
from papers.periods.summary import period_summary
from papers.returns.table_docx import docx_of
from returns import verification
from tests.figures.lives import june
from tests.papers.printed import text_of, words_of


@pytest.fixture
def nearly(monthly):
    """1 of 3,000 rectified and 2,999 of 3,000 closed, as the school says itself."""
    for code, value in (
        ("general_found", 3000),
        ("general_rectified", 1),
        ("major_found", 3000),
        ("major_closed", 2999),
    ):
        monthly.adjust("school", code, value)
    return monthly


def test_a_return_says_neither_all_nor_nothing_where_it_is_not(nearly):
    values = nearly.sheet("school").values
    assert (values["general_rate"], values["major_rate"]) == ("0.1", "99.9")
    printed = text_of(docx_of(nearly.sheet("school")), "docx")
    assert "300010.1" in printed and "3000299999.9" in printed


def test_without_a_denominator_a_rate_is_a_dash(monthly):
    assert monthly.sheet("school").values["general_rate"] is None
    assert "—" in text_of(docx_of(monthly.sheet("school")), "docx")


def test_what_was_handed_in_by_earlier_rules_is_still_what_it_was_made_of(nearly, monkeypatch):
    with monkeypatch.context() as earlier:
        earlier.setattr(definitions, "VERSION", "2")
        nearly.submit("school")
        before = docx_of(nearly.sheet("school"))
    assert nearly.value("school", "general_rate") == "0"
    assert list(verification.faults()) == []
    assert docx_of(nearly.sheet("school")) == before


def test_a_summary_prints_money_to_the_last_fen(cast, lives):
    for spent in ("18600.10", "0.05"):
        cast.rectified(lives.assigned(june(1), june(10)), funds_spent=spent)
    told = words_of(period_summary(cast.officer, cast.school), "docx")
    assert "1.860015万元" in told
