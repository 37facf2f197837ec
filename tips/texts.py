"""Words in what somebody told that may say who tipped, for the handler to look at."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# Mobile, fixed line with its area, and identity numbers; spaces and hyphens may stand between.
NUMBERS = re.compile(
    r"(?<!\d)(?:1[3-9]\d(?:[ -]?\d{4}){2}|0\d{2,3}[ -]?\d{7,8}|\d{6}(?:19|20)\d{9}[\dXx])(?!\d)",
    re.ASCII,
)
# What often stands beside somebody's name, or says how the teller knows.
CUES = re.compile(
    r"举报人|姓名|我叫|我是|本人|学生|家长|老师|孩子|儿子|女儿|孙子|孙女|同学|微信号?|电话|手机"
    r"|身份证|[一二三四五六七八九\d]年级|[（(]?\d{1,2}[）)]?班"
)


class Piece(NamedTuple):
    """A part of a text; marked where it may tell who tipped."""

    text: str
    is_marked: bool


def has_number(text: str) -> bool:
    return bool(NUMBERS.search(text))


def pieces(text: str) -> Iterator[Piece]:
    """The whole text in order, what may tell who tipped marked."""
    found = [match.span() for pattern in (NUMBERS, CUES) for match in pattern.finditer(text)]
    done = 0
    for start, end in sorted(found):
        if start < done:
            continue
        if start > done:
            yield Piece(text[done:start], False)
        yield Piece(text[start:end], True)
        done = end
    if done < len(text):
        yield Piece(text[done:], False)


def without_numbers(text: str) -> str:
    """As it is proposed to be passed on: no number that leads to somebody."""
    return NUMBERS.sub("〔…〕", text)
