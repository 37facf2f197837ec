"""How the pages say days, money and rates."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from web.templatetags import words

TODAY = date(2021, 6, 24)


@pytest.fixture(autouse=True)
def midsummer(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


@pytest.fixture(params=["en", "zh-hans"])
def language(request):
    with translation.override(request.param):
        yield request.param


def said(words_by_language, language):
    return dict(zip(("en", "zh-hans"), words_by_language, strict=True))[language]


@pytest.mark.parametrize(
    ("days", "sentence", "css"),
    [
        (9, ("9 days left", "还剩9天"), ""),
        (4, ("4 days left", "还剩4天"), ""),
        (3, ("3 days left", "还剩3天"), "is-soon"),
        (1, ("Due tomorrow", "明天到期"), "is-soon"),
        (0, ("Due today", "今天到期"), "is-soon"),
        (-1, ("1 day overdue", "超期1天"), "is-late"),
        (-2, ("2 days overdue", "超期2天"), "is-late"),
    ],
)
def test_the_days_left_are_said_in_words_and_in_a_class(days, sentence, css, language):
    due_on = TODAY + timedelta(days=days)
    assert words.due_words(due_on, TODAY) == words.due_words(due_on) == said(sentence, language)
    assert words.due_class(due_on, TODAY) == css


def test_a_hazard_without_a_due_day_is_neither_soon_nor_late():
    assert words.due_words(None) == words.due_class(None) == ""


def test_a_day_of_this_year_does_not_name_the_year(language):
    assert words.day(date(2021, 6, 4)) == said(("Jun 4", "6月4日"), language)


def test_a_day_of_another_year_names_it(language):
    assert words.day(date(2020, 12, 31)) == said(("Dec 31, 2020", "2020年12月31日"), language)


def test_a_period_from_another_year_names_the_year_at_both_ends(language):
    end = words.day_from(date(2021, 6, 4), date(2020, 12, 1))
    assert end == said(("Jun 4, 2021", "2021年6月4日"), language)
    within = words.day_from(date(2021, 6, 4), date(2021, 1, 1))
    assert within == said(("Jun 4", "6月4日"), language)


def test_a_moment_is_told_in_local_time(language):
    before_midnight_in_london = datetime(2021, 6, 23, 23, 5, tzinfo=UTC)
    assert words.moment(before_midnight_in_london) == said(
        ("Jun 24 07:05", "6月24日 07:05"), language
    )


def test_the_day_of_a_moment_is_the_local_one():
    with translation.override("zh-hans"):
        assert words.day(datetime(2020, 12, 31, 16, 0, tzinfo=UTC)) == "1月1日"


def test_the_weekday_is_short(language):
    assert words.weekday(TODAY) == said(("Thu", "周四"), language)


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        (Decimal("0"), ("¥0", "0元")),
        (Decimal("320.00"), ("¥320", "320元")),
        (Decimal("99.50"), ("¥99.5", "99.5元")),
        (Decimal("18600.00"), ("¥18,600", "1.86万元")),
        (Decimal("20000"), ("¥20,000", "2万元")),
        (10, ("¥10", "10元")),
        (None, ("—", "—")),
    ],
)
def test_money_is_told_in_yuan_and_in_chinese_from_ten_thousand_in_wan(amount, sentence, language):
    assert words.yuan(amount) == said(sentence, language)


@pytest.mark.parametrize(
    ("ratio", "sentence"),
    [
        (Fraction(385, 412), "93.4%"),
        (Decimal("0.9345"), "93.5%"),
        (0, "0.0%"),
        (1, "100.0%"),
        (Fraction(9999, 10000), "99.9%"),
        (None, "—"),
    ],
)
def test_a_rate_has_one_decimal_and_is_100_only_when_nothing_is_left(ratio, sentence):
    assert words.percent(ratio) == sentence


def test_an_unknown_category_still_gets_an_icon():
    assert words.category_icon("fire") == "fire"
    assert words.category_icon("added-by-an-administrator") == "three-dots"


def test_a_page_keeps_a_day_on_one_line_and_says_nothing_for_none(language):
    page = Template(
        "{% load words %}{{ on|day }}|{{ none|day }}|{{ at|moment }}|{{ on|day_from:on }}"
    )
    at = datetime(2021, 6, 4, 8, 5, tzinfo=UTC)
    said_on = said(("Jun 4", "6月4日"), language)
    kept = f'<span class="keep">{said_on}</span>'
    moment = f'<span class="keep">{said_on} 16:05</span>'
    shown = page.render(Context({"on": date(2021, 6, 4), "none": None, "at": at}))
    assert shown == f"{kept}||{moment}|{kept}"
