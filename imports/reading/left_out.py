"""What of a file is no row of a ledger: counted, named, and told to whoever sent it."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

SENTENCES = {
    "above": _("Above the heads of the columns"),
    "heads_again": _("The heads of the columns, printed again"),
    "total": _("Sums"),
    "note": _("Notes and signatures"),
    "only_a_number": _("A running number and nothing else"),
    "beyond": _("Cells right of the last head, in rows that are read without them"),
    "sheet": _("A sheet without a table of hazards"),
}
KINDS = tuple(SENTENCES)
NAMED = 20  # rows by their numbers
LONGEST = 60


@dataclass(frozen=True)
class Left:
    """`count` rows of a kind, the first of them by the numbers Excel gives them; `says` is the
    beginning of the first, `sheet` its sheet where the whole of it is left out."""

    kind: str
    count: int
    rows: list[int]
    says: str
    sheet: str = ""

    @classmethod
    def of(cls, kind: str, lines: list[tuple[int, str]], sheet: str = "") -> "Left":
        numbers = [number for number, _said in lines[:NAMED]]
        says = lines[0][1][:LONGEST] if lines else ""
        return cls(kind, len(lines), numbers, says, sheet)

    @property
    def detail(self) -> str:
        return gettext(SENTENCES[self.kind])

    @property
    def named_rows(self) -> str:
        """The numbers of the rows as a person reads them: 3, 7–24."""
        parts: list[list[int]] = []
        for number in self.rows:
            if parts and number == parts[-1][-1] + 1:
                parts[-1] = [parts[-1][0], number]
            else:
                parts.append([number])
        said = ["–".join(map(str, part)) for part in parts]
        return ", ".join(said) + ("…" if self.count > len(self.rows) else "")

    def as_json(self) -> dict[str, Any]:
        return asdict(self)
