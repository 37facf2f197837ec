"""The sentences of a form with their blanks filled in, piece by piece, so that a paper can
underline what somebody said."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from returns.forms.shape import RATE, YES_NO, Blank, Form, Indicator, pieces
from returns.table.aggregation import NO, YES

# Nothing pads a figure: programs disagree on where a line may end at a space, and would part it
# from its bracket.
EMPTY = "\u00a0" * 6
UNTICKED = "\u3000"
TICK = "√"  # in every Chinese font, unlike the check marks of later years
DASH = "—"
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Piece(NamedTuple):
    """Words of the form itself, or what was filled in."""

    text: str
    is_filled: bool = False


Line = list[Piece]


def plain(text: str) -> list[Line]:
    """Words of the form, a line each."""
    return [[Piece(line)] for line in printable(text).splitlines() or [""]]


def printable(text: str) -> str:
    """Without the characters no office file may hold."""
    return UNPRINTABLE.sub("", text)


def sentences(form: Form, values: dict[str, Any], prompt: str) -> list[Line]:
    """The prompt line by line, each blank with its figure."""
    return [list(filled_line(form, values, line)) for line in prompt.splitlines()]


def filled_line(form: Form, values: dict[str, Any], line: str) -> Iterable[Piece]:
    for piece in pieces(line):
        if isinstance(piece, Blank):
            yield filled(form.by_code[piece.code], values[piece.code], piece.answer)
        elif piece:
            yield Piece(piece)


def filled(indicator: Indicator, value: Any, answer: str = "") -> Piece:
    """What stands in one bracket. Empty stays empty: a blank is not 0."""
    if answer:
        return Piece(TICK if value == answer else UNTICKED)
    said = shown(indicator, value)
    return Piece(said, is_filled=True) if said else Piece(EMPTY)


def shown(indicator: Indicator, value: Any) -> str:
    """A figure as it is written; a rate without a denominator is a dash, never 100 %."""
    if indicator.type == RATE and value is None:
        return DASH
    if value is None:
        return ""
    if indicator.type == YES_NO:
        return str({YES: _("yes"), NO: _("no")}[value])
    return printable(str(value))
