"""What a checklist says: how often, by whom, and line by line."""

from dataclasses import dataclass

from deadlines.calendar import Counted


@dataclass(frozen=True)
class Line:
    """`kinds` are the kinds of unit it is asked of (empty: all of the list's); `clause` the code of
    the clause that makes failing it a major hazard, "" where there is none."""

    key: str
    text: str
    section: str
    category: str
    rule: str
    clause: str = ""
    kinds: tuple[str, ...] = ()

    def is_asked_of(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True)
class Listed:
    """A list as it was read. `rule` names what it rests on, facts only."""

    code: str
    version: str
    title: str
    cycle: str
    counted: Counted
    post: str
    position: int
    rule: str
    kinds: tuple[str, ...]
    lines: tuple[Line, ...]

    def is_for(self, kind: str) -> bool:
        return kind in self.kinds

    def lines_for(self, kind: str) -> list[Line]:
        return [line for line in self.lines if line.is_asked_of(kind)]
