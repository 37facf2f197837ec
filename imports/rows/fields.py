"""What a column of an old ledger can be, and by which words its head is recognised."""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from imports.reading.heads import HEADS

BRACKETED = re.compile(r"[(\[【〔<《].*?[)\]】〕>》]")
NO_LETTER = re.compile(r"[\W_]+")


class Field(NamedTuple):
    """A column of what an old ledger says. A claim is kept as words in the history and moves
    nothing: who has closed what there was checked by nobody here."""

    code: str
    label: str | Promise
    is_needed: bool = False
    is_claim: bool = False
    longest: int = 500


FIELDS = (
    Field("number", _("Number"), longest=40),
    Field("unit_code", _("Unit code")),
    Field("unit", _("Unit")),
    Field("category", _("Category")),
    Field("severity", _("Severity")),
    Field("clause", _("Clause")),
    Field("place", _("Place"), is_needed=True, longest=120),
    Field("description", _("What was found"), is_needed=True),
    Field("source", _("Source")),
    Field("is_violation", _("Violation of law or rule")),
    Field("found_on", _("Found on"), is_needed=True),
    Field("state", _("State"), is_claim=True, longest=2000),
    Field("found_by", _("Reporter"), is_claim=True, longest=2000),
    Field("responsible", _("Responsible person"), is_claim=True, longest=2000),
    Field("measures", _("Measures"), is_claim=True, longest=2000),
    Field("due_on", _("Deadline"), is_claim=True, longest=2000),
    Field("measures_taken", _("What was done"), is_claim=True, longest=2000),
    Field("rectified_on", _("Rectified on"), is_claim=True, longest=2000),
    Field("closed_on", _("Closed on"), is_claim=True, longest=2000),
    Field("closed_by", _("Closed by"), is_claim=True, longest=2000),
)
BY_CODE = {field.code: field for field in FIELDS}
CLAIMS = tuple(field for field in FIELDS if field.is_claim)
Mapping = dict[str, str]  # the code of a field → the head of its column


def folded(text: str) -> str:
    """A name as it is compared: full width or half, with or without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def plain(text: str) -> str:
    """A word as it is compared, without stars and remarks as well: 「发现日期*（必填）」."""
    return NO_LETTER.sub("", BRACKETED.sub("", folded(text))) or folded(text)


def in_each_language(label: str | Promise) -> list[str]:
    """As pages and papers of the service say it, whoever reads them."""
    said = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said.append(str(label))
    return said


@cache
def known_heads() -> dict[str, str]:
    """Every word a head is known by, with the field it means; the field's own name goes first."""
    own = {plain(label): field.code for field in FIELDS for label in in_each_language(field.label)}
    others = {plain(head): code for code, heads in HEADS.items() for head in heads.split()}
    return {**others, **own}


def field_named(head: str) -> str | None:
    return known_heads().get(plain(head))


def field_hinted_at(head: str) -> str | None:
    """The field whose longest word stands somewhere in the head."""
    said = plain(head)
    inside = [word for word in known_heads() if len(word) > 2 and word in said]
    return known_heads()[max(inside, key=len)] if inside else None


def propose(heads: list[str]) -> Mapping:
    """The fields the heads speak of, each once, exact words before mere hints."""
    proposed: Mapping = {}
    for guess in (field_named, field_hinted_at):
        for head in heads:
            code = guess(head)
            if code and code not in proposed and head not in proposed.values():
                proposed[code] = head
    return proposed


def lacking(mapping: Mapping, *, has_unit: bool, has_category: bool) -> list[Field]:
    """What every row needs and no column gives, where nothing stands in for it."""
    codes = [field.code for field in FIELDS if field.is_needed]
    codes += [] if has_unit or "unit_code" in mapping else ["unit"]
    codes += [] if has_category else ["category"]
    return [BY_CODE[code] for code in codes if code not in mapping]
