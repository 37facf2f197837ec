"""Behind a figure: what it means, the units that make it, and the rows of the ledger."""

import json
import uuid
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from hazards.models import Hazard
from returns.forms.shape import Indicator
from returns.models.returns import Submission
from returns.table import aggregation
from returns.table.reading import Figure, Reading
from returns.table.sheet import Document
from returns.table.sources import BESIDE, SOURCES

AT_ONCE = 5000  # ids in one question to the database


class Share(NamedTuple):
    """What one unit below adds to a figure."""

    unit: dict[str, Any]
    return_id: str
    number: str
    value: Any


class Depth(NamedTuple):
    """`rows` are the hazards behind a counted figure, of the unit itself and of all below, as far
    as the reader may see them; `out_of_sight` is how many more there are."""

    figure: Figure
    definition: str
    children: list[Share]
    rows: list[Hazard]
    out_of_sight: int
    beside: dict[str, Any]


def behind(reading: Reading, code: str) -> Depth:
    """Raises KeyError for a code the form does not have."""
    figure = reading.figures[code]
    told = handed_in(reading) if figure.indicator.is_derived else []
    ids = [pk for one in told for pk in one["behind"].get(code, ())]
    rows = seen(ids, reading.user)
    return Depth(
        figure=figure,
        definition=definition(figure.indicator),
        children=list(shares(reading, figure.indicator)),
        rows=rows,
        out_of_sight=len(ids) - len(rows),
        beside=beside(told) if told else {},
    )


def definition(indicator: Indicator) -> str:
    """The template's own words, and what exactly is counted where the ledger counts it."""
    if not indicator.is_derived:
        return indicator.meaning
    return f"{indicator.meaning.rstrip('。')}。{SOURCES[indicator.source].definition}"


def shares(reading: Reading, indicator: Indicator) -> Iterator[Share]:
    """Each unit a sum is made of, in the order of codes; a rate is shown for each."""
    for child, parts in zip(
        reading.sheet.document["children"], reading.sheet.children_parts, strict=True
    ):
        value = aggregation.values(reading.sheet.form, parts, reading.sheet.rules)[indicator.code]
        yield Share(child["unit"], child["id"], child["number"], value)


def handed_in(reading: Reading) -> list[Document]:
    """The document of the unit itself, then of each unit below as it was counted, level by
    level: one question a level."""
    told = [reading.sheet.document]
    digests = [child["digest"] for child in reading.sheet.document["children"]]
    while digests:
        below = documents(digests)
        told += below
        digests = [child["digest"] for document in below for child in document["children"]]
    return told


def beside(told: list[Document]) -> dict[str, int]:
    """Found, rectified, closed and open of the unit and all below."""
    return {name: sum(one["beside"][name] for one in told) for name in BESIDE}


def documents(digests: list[str]) -> list[Document]:
    rows = Submission.objects.filter(digest__in=digests).order_by("of__unit__code")
    return [json.loads(text) for text in rows.values_list("document", flat=True)]


def seen(ids: Iterable[str], user) -> list[Hazard]:
    """In the order of their numbers."""
    wanted = [uuid.UUID(pk) for pk in ids]
    found: list[Hazard] = []
    for start in range(0, len(wanted), AT_ONCE):
        part = Hazard.objects.visible_to(user).filter(pk__in=wanted[start : start + AT_ONCE])
        found += part.only("pk", "number", "state", "description", "unit")
    return sorted(found, key=lambda hazard: hazard.number)
