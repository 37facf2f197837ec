"""Which hazard a row is: that of a row brought in before, or one of its own.

A running number (序号) says nothing: it begins again each year, or each month. So a row is what it
says. A number somebody has given for good (2021-JZ012-0007) is the row's on its day, so that a row
whose words were mended is the same hazard, and two of the same words are two.
"""

import hashlib
import json
import re
import unicodedata
import uuid
from collections.abc import Iterable
from typing import Any, NamedTuple

from hazards.models import Hazard
from imports.reading.heads import BESIDE_NUMERALS, NUMERALS

IMPORTED = uuid.UUID("5f0c2a53-6a2b-5d1e-9a0f-7f1f6d2c8b11")
SAID = ("category", "place", "description", "found_on")  # what makes two rows one
DIGITS = re.compile(r"\d+")
MOST_DIGITS = 6  # of a running number that stands alone; longer ones begin with a year
YEAR = 4  # digits
COUNTED = re.compile(f"[{NUMERALS}]+")
AROUND = re.compile(rf"{BESIDE_NUMERALS}|[\W_]")  # beside the digits of a running number
ROW_OF = ("unit", "number", *SAID)


class Known(NamedTuple):
    """A hazard of the ledger."""

    pk: uuid.UUID
    number: str


def is_running(number: str) -> bool:
    """Does it only count rows: 1, 07, (3), 第12号, 3-1, 十二?"""
    said = unicodedata.normalize("NFKC", number).casefold()
    bare = AROUND.sub("", said)
    if COUNTED.fullmatch(bare):
        return True
    if not bare.isdecimal():
        return bare == ""
    groups = DIGITS.findall(said)
    return len(bare) <= MOST_DIGITS and (len(groups) == 1 or max(map(len, groups)) < YEAR)


def key_of(given: dict[str, Any]) -> uuid.UUID:
    """Of the unit and what the row says; where it has a number for good, of that and its day."""
    if given["number"] and not is_running(given["number"]):
        return _key(given["unit"].pk, [given["number"], str(given["found_on"])])
    return _key(given["unit"].pk, [str(getattr(given[name], "pk", given[name])) for name in SAID])


def former_key(given: dict[str, Any]) -> uuid.UUID:
    """What was made of the unit and the number alone, whatever number it was, until a running one
    was no identity any more; the hazards of that time keep it."""
    return _key(given["unit"].pk, given["former_number"])


def _key(unit: int, told: Any) -> uuid.UUID:
    body = json.dumps([unit, told], ensure_ascii=False)
    return uuid.uuid5(IMPORTED, hashlib.sha256(body.encode()).hexdigest())


def those_here(rows: list[dict[str, Any]], user) -> dict[uuid.UUID, Known]:
    """By their keys the rows that are in the ledger already, as far as `user` sees it. `rows` are
    what `hazards.services.bring_in` takes."""
    seen = Hazard.objects.visible_to(user)
    numbered = [given for given in rows if given["former_number"]]
    own = _numbered(seen, [given["former_number"] for given in numbered])
    keys = {given["id"] for given in rows} | {former_key(given) for given in numbered}
    brought = {hazard.pk: hazard for hazard in seen.filter(pk__in=keys).only(*ROW_OF)}
    found = {given["id"]: _found(given, own, brought) for given in rows}
    return {key: Known(one.pk, one.number) for key, one in found.items() if one}


def _found(given: dict[str, Any], own: dict, brought: dict[uuid.UUID, Hazard]) -> Any:
    """A row of our own export, one brought in, or one brought in under its number alone."""
    known = own.get((given["unit"].pk, given["former_number"])) or brought.get(given["id"])
    if known or not given["former_number"]:
        return known
    former = brought.get(former_key(given))
    return former if former and _is_the_same(former, given) else None


def _is_the_same(hazard: Hazard, given: dict[str, Any]) -> bool:
    if not is_running(given["former_number"]):
        return hazard.found_on == given["found_on"]
    words = (name for name in SAID if name != "category")
    is_of_the_kind = hazard.category_id == given["category"].pk
    return is_of_the_kind and all(getattr(hazard, name) == given[name] for name in words)


def _numbered(seen, numbers: Iterable[str]) -> dict[tuple[int, str], Hazard]:
    wanted = list(numbers)
    rows = seen.filter(number__in=wanted).only("unit", "number") if wanted else ()
    return {(row.unit_id, row.number): row for row in rows}
