"""How a figure goes up the tree (handbook, section 4): sum, join, allyes, and the ratio of sums.

A unit hands up *parts*, which can be put together again at every level; `value` reads a part as
the figure that stands in the blank. A part of None is a blank that nobody filled.

sum: a whole number, or an exact amount in 万元 as a string · join: the distinct texts, first seen
first · allyes: how many say yes, and the codes of the units that say no.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

from hazards.amounts import HALF, percent, plain
from returns.forms.shape import ALLYES, JOIN, MONEY, RATE, SUM, Form, Indicator

YES, NO = "yes", "no"
EARLIER_RULES = ("1", "2")  # a rate too small for a tenth of a per cent was 0 by these
JOINED_BY = "、"


def part_of(indicator: Indicator, value: Any, unit_code: str) -> Any:
    """One unit's own answer as a part."""
    if value is None or value == "":
        return None
    if indicator.aggregation == JOIN:
        return [value]
    if indicator.aggregation == ALLYES:
        return {"yes": int(value == YES), "no": [] if value == YES else [unit_code]}
    return value


def together(indicator: Indicator, parts: Iterable[Any]) -> Any:
    """Parts put together in the order given; None where there is none."""
    filled = [part for part in parts if part is not None]
    return COMBINE[indicator.aggregation](indicator, filled) if filled else None


def summed(indicator: Indicator, parts: list[Any]) -> int | str:
    if indicator.type == MONEY:
        return plain(sum((Decimal(part) for part in parts), Decimal(0)))
    return sum(parts)


def joined(indicator: Indicator, parts: list[list[str]]) -> list[str]:
    return list(dict.fromkeys(text for part in parts for text in part))


def all_yes(indicator: Indicator, parts: list[dict[str, Any]]) -> dict[str, Any]:
    no = dict.fromkeys(code for part in parts for code in part["no"])
    return {"yes": sum(part["yes"] for part in parts), "no": list(no)}


COMBINE: dict[str, Callable[[Indicator, list[Any]], Any]] = {
    SUM: summed,
    JOIN: joined,
    ALLYES: all_yes,
}


def value(indicator: Indicator, part: Any) -> Any:
    """What stands in the blank: a number, a text, yes or no; None where it is empty."""
    if part is None:
        return None
    if indicator.aggregation == JOIN:
        return JOINED_BY.join(part)
    if indicator.aggregation == ALLYES:
        return NO if part["no"] else YES
    return part


def values(form: Form, parts: dict[str, Any], rules: str) -> dict[str, Any]:
    """Every figure of the form, the rates made of the others by the `rules` (a version of the
    definitions) that were in force."""
    told = {i.code: value(i, parts.get(i.code)) for i in form.indicators if i.type != RATE}
    return {
        i.code: told[i.code] if i.type != RATE else rate(i, told, rules) for i in form.indicators
    }


def rate(indicator: Indicator, told: dict[str, Any], rules: str) -> str | None:
    """A percentage with one digit (`hazards.amounts`); without a denominator there is none."""
    above, below = told.get(indicator.numerator), told.get(indicator.denominator)
    if above is None or below is None or not Decimal(below):
        return None
    share = Fraction(above) / Fraction(below)
    return plain(percent_then(share) if rules in EARLIER_RULES else percent(share))


def percent_then(share: Fraction) -> Decimal:
    """As returns were handed in under the rules before: they stay as they are, to the byte."""
    tenths = floor(share * 1000 + HALF)
    return Decimal(tenths - 1 if tenths == 1000 and share < 1 else tenths) / 10
