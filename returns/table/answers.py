"""Reading what somebody typed into a blank: the right kind of answer, or a sentence why not."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hazards.amounts import plain
from returns.forms.shape import INT, MONEY, TEXT, YES_NO, Form, Indicator
from returns.table.aggregation import NO, YES
from texts.writing import as_entered

MOST = 999_999_999
LONGEST = 200
DIGITS = 40
WHOLE = re.compile(r"\d+", re.ASCII)
AMOUNT = re.compile(r"\d+(\.\d{1,6})?", re.ASCII)
A_WHOLE_NUMBER = _("A whole number is expected here, such as 0 or 12.")
AN_AMOUNT = _("An amount is expected here, such as 0 or 1.86.")
AT_LEAST_0 = _("This cannot be less than 0.")
YESES = (True, YES, "是", "true")
NOES = (False, NO, "否", "false")
TYPE_IT = _("This figure is typed by the unit itself; type another.")
RATE_FOLLOWS = _("A rate follows from its two figures; adjust those.")
UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class NoAnswer(ValueError):
    """`code` is for programs, the sentence for the person who typed it."""

    def __init__(self, code: str, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


class BadAnswers(ValueError):
    """What was wrong, blank by blank; nothing was saved."""

    def __init__(self, faults: Mapping[str, NoAnswer]) -> None:
        super().__init__("; ".join(f"{code}: {fault}" for code, fault in faults.items()))
        self.faults = dict(faults)


def read(indicator: Indicator, said: Any) -> Any:
    """The answer as it is kept; None empties the blank. Raises NoAnswer."""
    said = as_entered(said) if isinstance(said, str) else said
    return None if said in (None, "") else KINDS[indicator.type](said)


def whole_number(said: Any) -> int:
    if isinstance(said, bool) or not isinstance(said, int | str):
        raise NoAnswer("not_a_number", A_WHOLE_NUMBER)
    return within(said) if isinstance(said, int) else int(written(said, WHOLE, A_WHOLE_NUMBER))


def amount(said: Any) -> str:
    """An amount in 万元, exact."""
    if isinstance(said, bool) or not isinstance(said, int | float | str):
        raise NoAnswer("not_a_number", AN_AMOUNT)
    if isinstance(said, int):
        return str(within(said))
    return plain(written(str(said), AMOUNT, AN_AMOUNT))


def written(said: str, shape: re.Pattern[str], expected: str | Promise) -> Decimal:
    """A number in digits. What is too long is not even read."""
    if not shape.fullmatch(said.removeprefix("-")):
        raise NoAnswer("not_a_number", expected)
    if said.startswith("-"):
        raise NoAnswer("negative", AT_LEAST_0)
    return within(Decimal(said) if len(said) <= DIGITS else Decimal(MOST + 1))


def within(number: Any) -> Any:
    if number < 0:
        raise NoAnswer("negative", AT_LEAST_0)
    if number > MOST:
        raise NoAnswer("too_large", _("This number is too large to be true."))
    return number


def text(said: Any) -> str:
    if not isinstance(said, str):
        raise NoAnswer("not_a_text", _("Words are expected here."))
    if UNREADABLE.search(said):
        sentence = _("This text contains characters that cannot be printed.")
        raise NoAnswer("not_a_text", sentence)
    if len(said) > LONGEST:
        raise NoAnswer("too_long", _("This is too long for a blank: 200 characters at most."))
    return " ".join(said.split())


def yes_or_no(said: Any) -> str:
    """One of the two: both or neither is no answer."""
    if isinstance(said, bool | str):
        if said in YESES:
            return YES
        if said in NOES:
            return NO
    raise NoAnswer("neither_yes_nor_no", _("Choose yes or no, one of the two."))


KINDS: dict[str, Callable[[Any], Any]] = {
    INT: whole_number,
    MONEY: amount,
    TEXT: text,
    YES_NO: yes_or_no,
}


def read_all(form: Form, said: Mapping[str, Any]) -> dict[str, Any]:
    """Every typed answer by its code. Raises BadAnswers naming each blank that is wrong."""
    told: dict[str, Any] = {}
    faults: dict[str, NoAnswer] = {}
    for code, answer in said.items():
        try:
            told[code] = read(typed(form, code), answer)
        except NoAnswer as fault:
            faults[code] = fault
    if faults:
        raise BadAnswers(faults)
    return told


def typed(form: Form, code: str) -> Indicator:
    indicator = known(form, code)
    if not indicator.is_typed:
        sentence = _("This figure is counted, not typed. If it is wrong, adjust it with a reason.")
        raise NoAnswer("not_typed", sentence)
    return indicator


def known(form: Form, code: str) -> Indicator:
    if code not in form.by_code:
        raise NoAnswer("unknown_indicator", _("This form has no such blank."))
    return form.by_code[code]
