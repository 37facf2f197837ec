"""The parts of a table on paper: blanks with the words around them, rows, and lines of units."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from papers.printing.formatting import shown
from records.registry import declared
from returns.forms.shape import INT, MONEY, TEXT, YES_NO, Indicator
from returns.second_look.earlier import Earlier
from returns.second_look.looks import EARLIER, Compared
from returns.table.checks import Remark
from returns.table.reading import Figure

KEYBOARDS = {INT: "numeric", MONEY: "decimal", TEXT: "text"}


@dataclass(frozen=True)
class Typed:
    """What the person at the page has typed: as it was sent, with what is wrong with it."""

    said: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Beside:
    """What stands beside a blank: what the unit said in the periods before, the stars of the figure
    here and in the returns it sums up, and the page where it is all told."""

    url: str
    periods: list[tuple[Earlier, str]] = field(default_factory=list)
    is_starred: bool = False
    starred_below: int = 0
    outlier: Compared | None = None

    @property
    def before(self) -> list[str]:
        return [said for _period, said in self.periods]

    @property
    def shows_periods(self) -> bool:
        """What the sentence of an outlier is about; beside peers it says all there is."""
        return self.outlier is not None and self.outlier.against == EARLIER


@dataclass(frozen=True)
class Spot:
    """One blank. `is_input` is typed here; `total` is the figure where it can be pressed or is
    another than the input."""

    indicator: Indicator
    figure: Figure
    answer: str = ""
    is_input: bool = False
    said: str = ""
    fault: Any = ""
    url: str = ""
    is_open: bool = False
    remark: Remark | None = None
    tally: Mapping[str, Any] | None = None
    proofs: int = 0
    proof_url: str = ""
    beside: Beside | None = None

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def shown(self) -> str:
        return shown(self.indicator, self.figure.value)

    @property
    def comes_from(self) -> str:
        """In a word: what the figure was counted from."""
        source = declared().get(self.indicator.source)
        return str(source.kind.word) if source else ""

    @property
    def keyboard(self) -> str:
        return KEYBOARDS.get(self.indicator.type, "text")

    @property
    def is_text(self) -> bool:
        return self.indicator.type == TEXT

    @property
    def is_yes_no(self) -> bool:
        return self.indicator.type == YES_NO

    @property
    def has_figure(self) -> bool:
        """Is the figure itself shown? Not where the input says it all."""
        return not self.is_input or self.figure.is_sum

    @property
    def is_ticked(self) -> bool:
        return self.figure.value == self.answer

    @property
    def is_chosen(self) -> bool:
        return self.said == self.answer

    @property
    def is_first(self) -> bool:
        """Of the two brackets of a yes or no: the one other places lead to."""
        return self.answer != "no"

    @property
    def is_empty(self) -> bool:
        return self.remark is not None and self.remark.code == "empty"

    @property
    def is_doubtful(self) -> bool:
        return self.remark is not None and not self.is_empty

    @property
    def yes(self) -> int:
        return self.tally["yes"] if self.tally else 0

    @property
    def no(self) -> int:
        return len(self.tally["no"]) if self.tally else 0


@dataclass(frozen=True)
class Chunk:
    """Words, then a blank in its brackets. Yes and no stay in one piece: the first `opens` it,
    the other `closes` it."""

    words: str
    spot: Spot | None = None
    before: str = ""
    after: str = ""
    opens: bool = False
    closes: bool = False


@dataclass(frozen=True)
class Line:
    """One line of a prompt; `sums` are the yes-or-no questions whose answers add up."""

    chunks: list[Chunk]
    sums: list[Spot]

    @property
    def outliers(self) -> list[Spot]:
        """The figures of this line that are told below it."""
        spots = (chunk.spot for chunk in self.chunks if chunk.spot)
        return [spot for spot in spots if spot.beside and spot.beside.outlier]


@dataclass(frozen=True)
class Strip:
    """One row of the printed grid: the cells that begin in it. A row with two requirements has
    two strips."""

    requirement: str
    title: str = ""
    title_rows: int = 0
    is_wide: bool = False
    activity: str = ""
    activity_rows: int = 0
    lines: list[Line] = field(default_factory=list)
    rows: int = 0


@dataclass(frozen=True)
class UnitLine:
    """One line of a form in columns."""

    name: str
    kind: str
    cells: list[Any]
    labels: list[str]
    url: str = ""

    @property
    def labelled(self) -> Iterator[tuple[Any, str]]:
        """A phone shows each figure behind its own heading."""
        return zip(self.cells, self.labels, strict=True)


def paired(chunks: list[Chunk]) -> list[Chunk]:
    """With yes and no of one question kept together."""
    for place, (yes, no) in enumerate(pairwise(chunks)):
        if yes.spot and no.spot and yes.spot.code == no.spot.code and not no.words:
            chunks[place : place + 2] = [replace(yes, opens=True), replace(no, closes=True)]
    return chunks
