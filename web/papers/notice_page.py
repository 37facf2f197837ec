"""公示单核对: the page on which each row of a public notice is read before it goes out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property

from hazards.models import Hazard
from organizations.models import Unit
from papers.periods.public_notice import MOST, period, published
from papers.publishing.finding import Finding
from papers.publishing.lines import Line, lines_of
from papers.publishing.models import PublicWording
from web.addresses import without
from web.board.forms import BoardForm
from web.papers.notice_forms import RowForm, keys_in, typed_in

AT_ONCE = 20  # rows of one page
# Of each row that was sent to be taken: its form with what is wrong, None where it was taken.
Outcomes = dict[UUID, RowForm | None]


class Cue(NamedTuple):
    """A cue as it is offered to be checked: done before by somebody, or ticked just now."""

    found: Finding
    is_checked: bool
    is_ticked: bool


@dataclass
class NoticeRow:
    """A row with its form. `version` and `hazard_version` go back with it: those it was shown with
    first, or the present ones where the reader was told that somebody was faster."""

    line: Line
    form: RowForm
    version: Any
    hazard_version: Any
    is_refused: bool = False

    @property
    def place_cues(self) -> list[Cue]:
        return self._cues("place")

    @property
    def text_cues(self) -> list[Cue]:
        return self._cues("text")

    def _cues(self, field: str) -> list[Cue]:
        marks = self.line.marks
        found = [one for one in self.line.cues if one.field == field]
        return [Cue(one, one.key in marks, one.key in self.form.checked) for one in found]


class NoticePage:
    """The rows of a unit and a period in sight of `user`; asked for with `left=1`, those that
    nobody has confirmed yet."""

    def __init__(self, user: Any, asked: BoardForm, query: QueryDict) -> None:
        self.user, self.asked, self.query = user, asked, query
        asks = asked.asks()
        self.unit: Unit = asks["unit"]
        self.period = {name: asks[name] for name in ("found_from", "found_to")}
        self.is_left_alone = query.get("left") == "1"
        self.address = without(query, "left")

    @cached_property
    def hazards(self) -> QuerySet[Hazard]:
        return published(self.user, self.unit, *self.period.values())

    @property
    def days(self) -> str:
        return period(*self.period.values())

    @cached_property
    def n(self) -> int:
        return self.hazards.order_by().count()

    @property
    def most(self) -> int:
        return MOST

    @cached_property
    def confirmed(self) -> int:
        return self._confirmed.count()

    @property
    def to_confirm(self) -> int:
        return self.n - self.confirmed

    @property
    def _confirmed(self) -> QuerySet[PublicWording]:
        """Of the hazards as they are now. Whether a name has come since is asked of each row that
        is shown, and of all when the notice goes out."""
        stands = {"unit": F("hazard__unit"), "confirmed_version": F("hazard__version")}
        there = self.hazards.order_by().values("pk")
        return PublicWording.objects.visible_to(self.user).filter(hazard__in=there, **stands)

    @cached_property
    def shown(self) -> Page:
        rows = self.hazards
        if self.is_left_alone:
            rows = rows.exclude(pk__in=self._confirmed.values("hazard"))
        return Paginator(rows, AT_ONCE).get_page(self.query.get("page"))

    def rows(self) -> list[NoticeRow]:
        lines = lines_of(self.shown.object_list, [self.unit], by=self.user)
        return [as_kept(line) for line in lines]

    def sent(self, data: QueryDict) -> QuerySet[Hazard]:
        """The hazards whose rows were sent; also those somebody else has confirmed since, which a
        list of what is left shows no more."""
        return self.hazards.filter(pk__in=keys_in(data))

    def rows_after(
        self, hazards: Iterable[Hazard], data: QueryDict, outcomes: Outcomes
    ) -> list[NoticeRow]:
        """As they are now: those that were taken with what is kept, the others with what was typed
        into them."""
        shown, taken = list(hazards), {key for key, form in outcomes.items() if form is None}
        typed = {one.pk: typed_in(data, one) for one in shown if one.pk not in taken}
        lines = lines_of(shown, [self.unit], by=self.user, typed=typed)
        return [
            as_kept(line)
            if line.hazard.pk in taken
            else as_typed(line, data, outcomes.get(line.hazard.pk))
            for line in lines
        ]


def as_kept(line: Line) -> NoticeRow:
    return NoticeRow(line, RowForm(None, line.hazard, line.kept), line.version, line.hazard.version)


def as_typed(line: Line, data: QueryDict, refused: RowForm | None) -> NoticeRow:
    if refused is not None:
        return NoticeRow(line, refused, line.version, line.hazard.version, is_refused=True)
    form = RowForm(data, line.hazard)
    versions = (data.get(form.add_prefix(name), "") for name in ("version", "hazard_version"))
    return NoticeRow(line, form, *versions)
