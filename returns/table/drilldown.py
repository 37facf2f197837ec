"""Behind a figure: what it means, the units that make it, and the rows of the ledger."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from hazards.amounts import ten_thousands
from records.registry import declared
from records.rows import RowKind, Shown
from records.sources import MONEY, OF_A_FIELD, Source
from returns.forms.shape import Indicator
from returns.models.returns import Submission
from returns.table import aggregation, derivation
from returns.table.reading import Figure, Reading
from returns.table.sheet import Document


class Share(NamedTuple):
    """What one unit below adds to a figure, and what was said beside it there."""

    unit: dict[str, Any]
    return_id: str
    number: str
    value: Any
    stars: list[dict[str, Any]]


class SeenRow(NamedTuple):
    """A row in sight. `measure` is what it adds to the figure as it stood: 1 where rows are
    counted, else a number, an amount in 万元 or a text."""

    kind: RowKind
    record: Shown
    measure: Any


class Depth(NamedTuple):
    """`rows` are the records behind a counted figure, of the unit itself and of all below, as far
    as the reader may see them; `out_of_sight` is how many more there are."""

    figure: Figure
    definition: str
    children: list[Share]
    rows: list[SeenRow]
    out_of_sight: int
    beside: dict[str, Any]


def behind(reading: Reading, code: str) -> Depth:
    """Raises KeyError for a code the form does not have."""
    figure = reading.figures[code]
    source = declared().get(figure.indicator.source)
    told = handed_in(reading) if source else []
    keys = [key for one in told for key in one["behind"].get(code, ())]
    rows = seen(told, figure.indicator, reading.user) if source else []
    return Depth(
        figure=figure,
        definition=definition(figure.indicator),
        children=list(shares(reading, figure.indicator)),
        rows=rows,
        out_of_sight=len(keys) - len(rows),
        beside=beside(told, source.kind) if source else {},
    )


def definition(indicator: Indicator) -> str:
    """The template's own words, and what exactly is counted where the ledger counts it."""
    if not indicator.is_derived:
        return indicator.meaning
    return f"{indicator.meaning.rstrip('。')}。{declared()[indicator.source].definition}"


def shares(reading: Reading, indicator: Indicator) -> Iterator[Share]:
    """Each unit a sum is made of, in the order of codes; a rate is shown for each."""
    stars = reading.stars_below.get(indicator.code, {})
    for child, parts in zip(
        reading.sheet.document["children"], reading.sheet.children_parts, strict=True
    ):
        value = aggregation.values(reading.sheet.form, parts, reading.sheet.rules)[indicator.code]
        said = stars.get(child["id"], [])
        yield Share(child["unit"], child["id"], child["number"], value, said)


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


def beside(told: list[Document], kind: RowKind) -> dict[str, int]:
    """What is shown beside a figure of this kind, of the unit and all below."""
    return {name: sum(one["beside"][name] for one in told) for name in kind.beside}


def documents(digests: list[str]) -> list[Document]:
    rows = Submission.objects.filter(digest__in=digests).order_by("of__unit__code")
    return [json.loads(text) for text in rows.values_list("document", flat=True)]


def seen(told: list[Document], indicator: Indicator, user) -> list[SeenRow]:
    """The rows of all the documents that the user may see, in the order of their kind."""
    source = declared()[indicator.source]
    entries: dict[str, str] = {}
    for one in told:
        counted = set(one["behind"].get(indicator.code, ()))
        frozen = derivation.entries_of(source.kind, one["rows"])
        entries |= {key: entry for key, entry in frozen.items() if key in counted}
    records = source.kind.seen(entries, user)
    measures = measures_of({one.pk: entries[one.pk] for one in records}, indicator.source, source)
    return [SeenRow(source.kind, record, measures.get(record.pk)) for record in records]


def measures_of(entries: dict[str, str], name: str, source: Source) -> dict[str, Any]:
    """What each record adds as it stood at its entry; None where its history does not tell."""
    if source.measure not in OF_A_FIELD:
        return dict.fromkeys(entries, 1)
    measures = source.kind.measures_of(entries, name, source)
    if source.measure == MONEY:
        return {key: ten_thousands(yuan) for key, yuan in measures.items()}
    return measures
