"""The official table as the page shows it: the form's own words, and in each blank a figure, an
input, or both."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.urls import reverse

from papers.printing.formatting import shown
from returns.forms.shape import YES_NO, Blank, Indicator, Row, Section, pieces
from returns.table import aggregation
from returns.table.checks import Remark
from returns.table.reading import Reading
from web.returns.cells import Chunk, Line, Spot, Strip, Typed, UnitLine, paired
from web.returns.second_look.beside import beside

OPENING = re.compile(r"[（(]$")
# A bracket stays with its unit of count and the comma behind it.
CLOSING = re.compile(r"^[）)][^（(，。；、：:\n]{0,3}[，。；、]?")


class Paper:
    """`reading` on paper; `typed` is what is being typed where this person fills it in."""

    def __init__(self, reading: Reading, typed: Typed | None, open_code: str = "") -> None:
        self.reading, self.typed, self.open_code = reading, typed, open_code
        self.sheet, self.form = reading.sheet, reading.sheet.form
        self.second_look = reading.second_look
        asked = reading.remarks if reading.one.is_fillable else self.second_look.remarks
        self.remarks = first_of_each(asked)
        self.address = reverse("web:return", args=[reading.one.pk])

    def spot(self, code: str, answer: str = "") -> Spot:
        figure = self.reading.figures[code]
        is_input = self.typed is not None and figure.indicator.is_typed and self.asks
        said = str(self.typed.said.get(code, "")) if is_input else ""
        return Spot(
            indicator=figure.indicator,
            figure=figure,
            answer=answer,
            is_input=is_input,
            said=said,
            fault=self.typed.faults.get(code, "") if is_input else "",
            url=f"{self.address}?behind={code}" if figure.is_traceable else "",
            is_open=code == self.open_code,
            remark=self.remarks.get(code),
            beside=beside(self.reading, figure.indicator),
            **(self.of_a_question(code) if figure.indicator.type == YES_NO else {}),
        )

    def of_a_question(self, code: str) -> dict[str, Any]:
        """How the answers add up, and what the unit's own rests on."""
        told: dict[str, Any] = {"tally": self.sheet.parts.get(code)}
        if self.asks:
            told["proofs"] = len(self.sheet.proofs.get(code, ()))
            told["proof_url"] = reverse("web:return_proofs", args=[self.reading.one.pk, code])
        return told

    @property
    def asks(self) -> bool:
        return self.sheet.asks_for_own

    # --- Rows of sentences ---

    def strips(self) -> Iterator[Strip]:
        for section in self.form.sections:
            for has_activity, run in groupby(section.rows, key=lambda row: bool(row.activity)):
                yield from self.strips_of(section, list(run), not has_activity)

    def strips_of(self, section: Section, rows: list[Row], is_wide: bool) -> Iterator[Strip]:
        height = sum(len(row.requirements) for row in rows)
        for place, row in enumerate(rows):
            first, *others = row.requirements
            yield Strip(
                requirement=first,
                title="" if place else section.title,
                title_rows=height,
                is_wide=is_wide,
                activity=row.activity,
                activity_rows=len(row.requirements),
                lines=[self.line(text) for text in row.prompt.splitlines()],
                rows=len(row.requirements),
            )
            yield from (Strip(requirement) for requirement in others)

    def line(self, text: str) -> Line:
        chunks = paired(list(self.chunks(list(pieces(text)))))
        asked = [chunk.spot for chunk in chunks if chunk.spot and chunk.spot.answer == "no"]
        return Line(chunks, [spot for spot in asked if spot.figure.is_sum])

    def chunks(self, told: list[str | Blank]) -> Iterator[Chunk]:
        words = str(told[0])
        for blank, after in zip(told[1::2], told[2::2], strict=True):
            opening, closing = OPENING.search(words), CLOSING.search(str(after))
            before = opening[0] if opening else ""
            behind = closing[0] if closing else ""
            spot = self.spot(*blank)
            yield Chunk(words[: len(words) - len(before)], spot, before, behind)
            words = str(after)[len(behind) :]
        yield Chunk(words)

    # --- A line of columns for each unit ---

    @property
    def codes(self) -> list[str]:
        return [code for section in self.form.sections for code in section.columns]

    def heads(self) -> list[tuple[str, int]]:
        return [(section.title, len(section.columns)) for section in self.form.sections]

    def columns(self) -> list[Indicator]:
        return [self.form.by_code[code] for code in self.codes]

    @property
    def labels(self) -> list[str]:
        return [
            f"{one.label}（{one.counted_in}）" if one.counted_in else one.label
            for one in self.columns()
        ]

    def unit_lines(self) -> Iterator[UnitLine]:
        """The unit's own line, those of the units below, and their sum."""
        unit = self.sheet.document["unit"]["name"]
        if self.sheet.is_sum:
            if self.asks:
                yield UnitLine(unit, "own", [self.own(code) for code in self.codes], self.labels)
            yield from self.children()
        kind = "total" if self.sheet.is_sum else "figures"
        yield UnitLine(unit, kind, [self.spot(code) for code in self.codes], self.labels)
        yield from self.periods()

    def periods(self) -> Iterator[UnitLine]:
        """What the unit said before, the latest first."""
        for one in reversed(self.second_look.earlier):
            said = [shown(self.form.by_code[code], one.values.get(code)) for code in self.codes]
            url = reverse("web:return", args=[one.return_id])
            yield UnitLine(one.title, "earlier", said, self.labels, url)

    @property
    def outliers(self) -> list[Spot]:
        return [self.spot(code) for code in self.codes if code in self.second_look.outliers]

    def own(self, code: str) -> Any:
        """The unit's own share: typed here, or as it stands."""
        spot = self.spot(code)
        return spot if spot.is_input else shown(spot.indicator, spot.figure.own)

    def children(self) -> Iterator[UnitLine]:
        children = self.sheet.document["children"]
        for child, parts in zip(children, self.sheet.children_parts, strict=True):
            values = aggregation.values(self.form, parts, self.sheet.rules)
            cells = [shown(self.form.by_code[code], values[code]) for code in self.codes]
            url = reverse("web:return", args=[child["id"]])
            yield UnitLine(child["unit"]["name"], "child", cells, self.labels, url)


def first_of_each(remarks: list[Remark]) -> dict[str, Remark]:
    """The first remark about each blank: what keeps the return back comes before the others."""
    told: dict[str, Remark] = {}
    for remark in remarks:
        if remark.indicator:
            told.setdefault(remark.indicator, remark)
    return told
