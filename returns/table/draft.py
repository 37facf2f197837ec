"""The first draft of a summary: what was done, with its figures, in the form's own words and order.

A clause of the form is said where a blank of it says that something was done; yes and no, and what
did not happen, are left to whoever writes on.
"""

import re
from collections.abc import Iterator
from typing import Any

from returns.forms.shape import RATE, TABLE, YES_NO, Blank, Row, Section, pieces
from returns.table.checks import is_something
from returns.table.sheet import Sheet

CLAUSES = re.compile(r"(?<=[，；。])|\n")
BRACKETS = re.compile(r"[（(]\s*$"), re.compile(r"^\s*[）)]")
ENDS = "，；。"


def draft_of(sheet: Sheet) -> str:
    """ "" where nothing was done."""
    return "\n".join(told for section in sheet.form.sections for told in of_section(sheet, section))


def of_section(sheet: Sheet, section: Section) -> Iterator[str]:
    if sheet.form.layout != TABLE:
        said = [of_column(sheet, code) for code in section.columns]
        yield from ([f"{section.title}：{'，'.join(filter(None, said))}。"] if any(said) else [])
        return
    for row in section.rows:
        clauses = list(of_row(sheet, row))
        if clauses:
            yield f"{row.activity or section.title}：{sentence(clauses)}"


def of_column(sheet: Sheet, code: str) -> str:
    indicator, value = sheet.form.by_code[code], sheet.values[code]
    is_said = is_something(value) and indicator.type != RATE
    return f"{indicator.label}{value}{indicator.counted_in}" if is_said else ""


def of_row(sheet: Sheet, row: Row) -> Iterator[str]:
    for clause in CLAUSES.split(row.prompt):
        said = of_clause(sheet, clause)
        if said:
            yield said


def of_clause(sheet: Sheet, clause: str) -> str:
    """The clause with its figures, without brackets; "" where none says that something was done."""
    told = list(pieces(clause))
    blanks = [piece for piece in told if isinstance(piece, Blank)]
    if not any(is_told(sheet, blank) for blank in blanks):
        return ""
    words = [filled(sheet, piece) if isinstance(piece, Blank) else piece for piece in told]
    for place, piece in enumerate(told):
        if isinstance(piece, Blank):
            words[place - 1] = BRACKETS[0].sub("", words[place - 1])
            words[place + 1] = BRACKETS[1].sub("", words[place + 1])
    return "".join(words).strip()


def is_told(sheet: Sheet, blank: Blank) -> bool:
    is_question = sheet.form.by_code[blank.code].type == YES_NO
    return not is_question and is_something(sheet.values[blank.code])


def filled(sheet: Sheet, blank: Blank) -> str:
    value: Any = sheet.values[blank.code]
    return "" if value is None else str(value)


def sentence(clauses: list[str]) -> str:
    """Each clause keeps the comma it had; the last one ends the sentence."""
    return (
        "".join(clause if clause[-1] in ENDS else f"{clause}，" for clause in clauses).rstrip(ENDS)
        + "。"
    )
