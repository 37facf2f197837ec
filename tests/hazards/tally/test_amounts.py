"""How a rate and money are printed, worked out by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation

from hazards import amounts


@pytest.mark.parametrize(
    ("n", "of", "printed"),
    [
        (2999, 3000, "99.9%"),
        (3000, 3000, "100.0%"),
        (1999, 2000, "99.9%"),
        (1998, 2000, "99.9%"),
        (1, 3000, "0.1%"),
        (0, 3000, "0.0%"),
        (1, 1000, "0.1%"),
        (2, 3, "66.7%"),
        (1, 8, "12.5%"),
        (1, 16, "6.3%"),  # 6.25, half up
        (3001, 3000, "100.1%"),  # more than all, in a form somebody typed
    ],
)
def test_a_rate_is_neither_rounded_up_to_all_nor_down_to_nothing(n, of, printed):
    assert amounts.rate(Fraction(n, of)) == printed
    assert amounts.rate(n / of) == printed


def test_of_nothing_there_is_no_rate_and_no_amount():
    assert amounts.rate(None) == amounts.money(None) == amounts.money("") == "—"
    assert amounts.in_yuan(None) is None


@pytest.mark.parametrize(
    ("yuan", "chinese", "english"),
    [
        (Decimal("18600.15"), "1.860015万元", "¥18,600.15"),
        (Decimal("9999.99"), "9999.99元", "¥9,999.99"),
        (Decimal("10000"), "1万元", "¥10,000"),
        (Decimal("1234567.80"), "123.45678万元", "¥1,234,567.8"),
        (0, "0元", "¥0"),
    ],
)
def test_money_is_printed_to_the_last_fen(yuan, chinese, english):
    with translation.override("zh-hans"):
        assert amounts.money(yuan) == chinese
    with translation.override("en"):
        assert amounts.money(yuan) == english


def test_what_stands_under_a_column_is_the_sum_of_what_stands_in_it():
    """Three times 3,333.33 yuan are 0.999999 ten thousand; rounded parts would make 0.99 of it."""
    contribution = [Decimal("3333.33")] * 3
    printed = [amounts.ten_thousands(part) for part in contribution]
    assert printed == ["0.333333"] * 3
    assert sum(map(Decimal, printed)) == Decimal(amounts.ten_thousands(sum(contribution)))
    assert [amounts.in_yuan(part) for part in contribution] == ["3333.33"] * 3
