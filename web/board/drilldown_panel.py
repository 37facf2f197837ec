"""What the panel behind a figure says: both figures, its parts, and the first of its rows."""

from typing import Any

from django.utils.translation import gettext as _

from papers.printing.formatting import shown
from returns.table.drilldown import Depth
from returns.table.reading import Reading
from web.returns.forms import AdjustForm

ROWS = 8  # records; the rest is a page of its own


class Panel:
    """Behind one figure, as far as the panel goes."""

    def __init__(self, depth: Depth, reading: Reading, adjust: AdjustForm | None) -> None:
        self.depth, self.figure, self.adjust = depth, depth.figure, adjust
        self.indicator, self.reading = depth.figure.indicator, reading
        self.rows, self.count = depth.rows[:ROWS], len(depth.rows)

    @property
    def shown(self) -> str:
        return shown(self.indicator, self.figure.value) or "—"

    @property
    def own(self) -> str:
        return shown(self.indicator, self.figure.own) or "—"

    @property
    def computed(self) -> str:
        return shown(self.indicator, self.figure.computed) or "—"

    @property
    def now(self) -> str:
        return shown(self.indicator, self.figure.now) or "—"

    @property
    def beside(self) -> list[tuple[str, Any]]:
        """Found, rectified, closed, open: one blank with two verbs leaves them unsaid."""
        if not self.depth.beside:
            return []
        words = {
            "hazards.found": _("Found"),
            "hazards.rectified": _("Rectified"),
            "hazards.closed": _("Closed"),
            "hazards.open": _("Not closed"),
        }
        return [(word, self.depth.beside[name]) for name, word in words.items()]

    @property
    def children(self) -> list[tuple[Any, str]]:
        return [(share, shown(self.indicator, share.value) or "—") for share in self.depth.children]

    @property
    def tally(self) -> dict[str, Any] | None:
        part = self.reading.sheet.parts.get(self.indicator.code)
        return part if isinstance(part, dict) else None
