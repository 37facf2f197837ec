"""From the words in a cell to what the ledger keeps; what is unclear is said, not guessed."""

import calendar
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from district.reading.heads import (
    AFTER_DEGREES,
    BEFORE_DEGREES,
    BETWEEN,
    CLEARS,
    ENDINGS,
    KINDS,
    MONTH_SIGN,
    OPEN_END,
    ROLES,
    SAYS_NOTHING,
    YEAR_SIGN,
)
from imports.rows.fields import in_each_language, plain
from imports.rows.values import Unclear, as_day, flat, short
from organizations.models import Role, Unit
from organizations.units import AUTHORITIES

CLEAR = object()  # what a cell says that empties the field
CODE = re.compile(r"\w[\w.-]*")
POWER_OF_TEN = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
MOBILE = re.compile(r"1\d{10}")
LANDLINE = re.compile(r"(?:0\d{2,3}-?)?\d{7,8}(?:-\d{1,6})?")
UNIT_PHONE = re.compile(r"[\d\s()+,;/、，；-]{5,40}")
DEGREES = re.compile(
    rf"(?:{BEFORE_DEGREES})?\s*(\d{{1,3}}(?:\.\d{{1,15}})?)\s*(?:{AFTER_DEGREES})?"
)
MONTH = re.compile(rf"(\d{{4}})\s*[-/{YEAR_SIGN}]\s*(\d{{1,2}})\s*{MONTH_SIGN}?")
MOBILE_DIGITS = 11


def said(text: str) -> Any:
    """CLEAR, or "" where nothing is said, or what is written there."""
    flattened = flat(text)
    if flattened.casefold() in CLEARS:
        return CLEAR
    return "" if flattened in SAYS_NOTHING else text


def words(longest: int) -> Callable[[str], str]:
    def taken(text: str) -> str:
        one = " ".join(text.split())
        if len(one) > longest:
            raise Unclear("too_long", length=len(one), most=longest)
        return one

    return taken


def code(text: str) -> str:
    found = flat(text)
    if POWER_OF_TEN.fullmatch(found):
        raise Unclear("power_of_ten", text=short(found))
    if not CODE.fullmatch(found):
        raise Unclear("bad_code", text=short(text))
    return words(16)(found)


def names(text: str) -> list[str]:
    """Several of them in one cell, each once."""
    found = dict.fromkeys(name.strip() for name in re.split(r"[,，、;；\n\r]+", text))
    taken = words(80)
    return [taken(name) for name in found if name]


def named(choices: Any, others: dict[str, str]) -> dict[str, str]:
    """Every word a choice is known by: its code, its name in each language, and `others`."""
    known = {c: [c.value, *in_each_language(c.label), *others[c].split()] for c in choices}
    return {plain(word): str(choice) for choice, told in known.items() for word in told}


@cache
def kinds_named() -> dict[str, str]:
    return named(Unit.Kind, KINDS)


# Whoever handles tips learns who told them, and is named one by one.
IN_A_WORKBOOK = tuple(role for role in Role if role != Role.TIP_HANDLER)


@cache
def roles_named() -> dict[str, str]:
    return named(Role, ROLES)


def kinds_told() -> str:
    return _(", ").join(str(kind.label) for kind in Unit.Kind if kind not in AUTHORITIES)


def roles_told() -> str:
    return _(", ").join(str(role.label) for role in IN_A_WORKBOOK)


def kind(text: str) -> str:
    found = kinds_named().get(plain(text))
    if found is None:
        raise Unclear("unknown_kind", text=short(text), choices=kinds_told())
    return found


def kind_of_name(name: str) -> str:
    """Of a unit whose row says no kind."""
    found = next((kind for ending, kind in ENDINGS.items() if plain(name).endswith(ending)), None)
    if found is None:
        raise Unclear("kind_unsaid", choices=kinds_told())
    return found


def roles(text: str) -> list[str]:
    """Several of them in one cell, each once. Raises Unclear for the first word that is none."""
    found: dict[str, None] = {}
    for word in filter(None, map(str.strip, re.split(BETWEEN, text))):
        role = roles_named().get(plain(word))
        if role is None:
            raise Unclear("unknown_role", text=short(word), choices=roles_told())
        found[role] = None
    return list(found)


def phone(text: str) -> str:
    found = bare(text)
    if not MOBILE.fullmatch(found) and not LANDLINE.fullmatch(found):
        raise Unclear("bad_phone", text=short(text))
    return found


def bare(text: str) -> str:
    """A number somebody is called at, without what is only there to be read."""
    found = flat(text)
    if POWER_OF_TEN.fullmatch(found):
        raise Unclear("power_of_ten", text=short(found))
    found = re.sub(r"[\s()]", "", re.sub(r"^\+?0{0,2}86[-\s]?(?=1\d)", "", found))
    digits = found.replace("-", "")
    is_mobile = digits.startswith("1") and len(digits) > len("12345678")
    if is_mobile and digits.isdecimal() and len(digits) != MOBILE_DIGITS:
        raise Unclear("phone_digits", text=short(text), n=len(digits))
    return digits if is_mobile else found


def unit_phone(text: str) -> str:
    """An office has an extension, or two numbers."""
    found = flat(text)
    if POWER_OF_TEN.fullmatch(found):
        raise Unclear("power_of_ten", text=short(found))
    if not UNIT_PHONE.fullmatch(found) or not any(map(str.isdecimal, found)):
        raise Unclear("bad_unit_phone", text=short(text))
    return found


def staff_number(text: str) -> str:
    found = flat(text)
    if POWER_OF_TEN.fullmatch(found):
        raise Unclear("power_of_ten", text=short(found))
    if not CODE.fullmatch(found):
        raise Unclear("bad_staff_number", text=short(text))
    return words(32)(found)


def email(text: str) -> str:
    found = flat(text)
    try:
        validate_email(found)
    except ValidationError as error:
        raise Unclear("bad_email", text=short(text)) from error
    return found


def degrees(fault: str, most: int) -> Callable[[str], Decimal]:
    """Degrees, six digits after the point: a tenth of a metre."""

    def taken(text: str) -> Decimal:
        found = DEGREES.fullmatch(flat(text))
        if found is None or not 0 < float(found[1]) <= most:
            raise Unclear(fault, text=short(text))
        return Decimal(found[1]).quantize(Decimal("0.000001"))

    return taken


latitude = degrees("bad_latitude", 90)
longitude = degrees("bad_longitude", 180)


def first_day(text: str) -> date:
    return day(text, is_last=False)


def last_day(text: str) -> Any:
    """CLEAR for 「至今」 and its like."""
    return CLEAR if flat(text) in OPEN_END else day(text, is_last=True)


def day(text: str, *, is_last: bool) -> date:
    """A day, or the first or last one of a month that is told alone."""
    found = flat(text)
    month = MONTH.fullmatch(found)
    try:
        if month:
            year, number = int(month[1]), int(month[2])
            return date(year, number, calendar.monthrange(year, number)[1] if is_last else 1)
        told = as_day(found)
    except (ValueError, calendar.IllegalMonthError):
        told = None
    if told is None:
        raise Unclear("bad_date", text=short(text))
    return told


READ: dict[str, dict[str, Callable[[str], Any]]] = {
    "units": {
        "code": code,
        "name": words(80),
        "former": names,
        "short": names,
        "kind": kind,
        "parent": words(80),
        "address": words(120),
        "latitude": latitude,
        "longitude": longitude,
        "contact": words(60),
        "phone": unit_phone,
    },
    "people": {
        "name": words(60),
        "staff_number": staff_number,
        "phone": phone,
        "email": email,
        "unit_code": words(80),
        "unit": words(80),
        "roles": roles,
        "title": words(60),
        "starts_on": first_day,
        "ends_on": last_day,
    },
}
