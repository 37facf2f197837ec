"""Looks for cues in a text, and hides of them what can be hidden without reading it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from papers.publishing.cues import BY_CODE, CUES, REGISTERED, WHO, Cue, Hides
from papers.publishing.folding import Folded, folded

MASK = "＊＊＊"
SHORTEST = 2  # characters of a name


@dataclass(frozen=True)
class Finding:
    """A cue in one field of a wording: [start, end) in what was written there."""

    field: str
    code: str
    start: int
    end: int
    words: str

    @property
    def cue(self) -> Cue:
        return BY_CODE[self.code]

    @property
    def key(self) -> str:
        """Names this very cue at this very place, as long as its field says the same."""
        return f"{self.field}.{self.code}.{self.start}.{self.end}"


@dataclass(frozen=True)
class Names:
    """Names of people to look for, folded."""

    known: frozenset[str]
    longest: int

    @classmethod
    def of(cls, written: Iterable[str]) -> "Names":
        known = frozenset(name for name in map(fold, written) if len(name) >= SHORTEST)
        return cls(known, max(map(len, known), default=0))

    def found_in(self, text: str) -> Iterator[tuple[int, int]]:
        """The longest name at each place: a look-up for each length, however many names."""
        for start in range(len(text)):
            for end in range(min(len(text), start + self.longest), start + SHORTEST - 1, -1):
                if text[start:end] in self.known:
                    yield start, end
                    break


def fold(written: str) -> str:
    return folded(written).text


NOBODY = Names(frozenset(), 0)


def findings(field: str, written: str, names: Names = NOBODY) -> list[Finding]:
    """Every cue in the text of a field, in the order of the text. One that lies inside a cue which
    hides as much is left out: what is said of the larger one is said of it."""
    text = folded(written)
    found = [
        *(found_at(field, REGISTERED, text, *span) for span in names.found_in(text.text)),
        *(one for cue in CUES for one in of_cue(field, cue, text)),
    ]
    found.sort(key=lambda one: (one.start, -one.end))
    return [one for place, one in enumerate(found) if not is_covered(one, found[:place])]


def of_cue(field: str, cue: Cue, text: Folded) -> Iterator[Finding]:
    harmless = [match.span() for match in cue.harmless.finditer(text.text)] if cue.harmless else []
    for match in cue.pattern.finditer(text.text):
        start, end = match.span()
        if not any(start < last and first < end for first, last in harmless):
            yield found_at(field, cue, text, start, end)


def found_at(field: str, cue: Cue, text: Folded, start: int, end: int) -> Finding:
    first, last = text.span(start, end)
    return Finding(field, cue.code, first, last, text.written[first:last])


def is_covered(one: Finding, before: Collection[Finding]) -> bool:
    return any(other.start <= one.start and one.end <= other.end for other in before)


def hidden(written: str, names: Names = NOBODY) -> str:
    """The text with names and numbers hidden; cues that are words stay, for somebody to read."""
    text = folded(written)
    spans = [text.span(*span) for span in names.found_in(text.text)]
    for cue in CUES:
        if cue.hides is not Hides.WORD:
            spans += [text.span(*span) for span in to_hide(cue, text)]
    shown, end = "", 0
    for start, last in sorted(spans):
        if last <= end:
            continue
        shown += written[end : max(start, end)] + (MASK if start >= end else "")
        end = last
    return shown + written[end:]


def to_hide(cue: Cue, text: Folded) -> Iterator[tuple[int, int]]:
    """The person in each match of a cue, or the whole of it."""
    harmless = [match.span() for match in cue.harmless.finditer(text.text)] if cue.harmless else []
    for match in cue.pattern.finditer(text.text):
        start, end = match.span()
        if any(start < last and first < end for first, last in harmless):
            continue
        named = match.groupdict().get(WHO)
        yield match.span(WHO) if named else (start, end)
