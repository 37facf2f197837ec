"""One return as its page shows it: the paper, what keeps it back, what this person may do."""

from collections.abc import Iterator
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from django.urls import reverse

from papers import notes
from returns.forms.shape import BLOCK, TABLE, WARN, YES_NO, Form, Indicator
from returns.models.returns import Return
from returns.services.filling import is_adjustable
from returns.table import drilldown, rollup
from returns.table.checks import Remark
from returns.table.drilldown import Depth
from returns.table.reading import Reading
from web.board.drilldown_panel import Panel
from web.hazards.forms import DeclaredForm
from web.returns.available_moves import Offer
from web.returns.forms import AdjustForm, FillForm, ScanForm
from web.returns.sections import SectionGaps, counted_from, sections_of
from web.returns.table import Paper
from web.returns.words import DIALS, Standing, standing_of
from workflow import policy
from workflow.errors import Lack
from workflow.states import ReturnState
from workflow.turns.words import Expected

BELOW = 8  # units shown at once; the rest stands on the board


class Below(NamedTuple):
    """A unit below with where its return stands."""

    one: Return
    standing: Standing


class Question(NamedTuple):
    """A yes or no with the files it rests on."""

    label: str
    files: list[dict[str, str]]
    url: str


class Said(NamedTuple):
    """One line of the history; the same act of one person in a row is told once. `figure` is what
    it was about, where it was about one."""

    move: str
    label: str
    figure: str
    by: Any
    at: Any
    note: str
    dial: str
    times: int


class ReturnPage:
    """`form` is the filling form where the return is this person's to fill in now."""

    refusal = ""
    is_scan_open = False

    def __init__(self, reading: Reading, code: str = "") -> None:
        self.reading, self.one, self.reader = reading, reading.one, reading.user
        self.sheet = reading.sheet
        self.code = code if code in self.sheet.form.by_code else ""
        self.form = FillForm(reading=reading) if self.is_mine else None
        self.adjust = AdjustForm(initial={"code": self.code})
        self.scan = ScanForm()
        self.kept: list[tuple[str, str]] = []

    @cached_property
    def is_mine(self) -> bool:
        return self.one.is_fillable and policy.fills_it(self.one, self.reader)

    @cached_property
    def waits_for(self) -> Expected | None:
        """Who is to act on it, for everybody but who fills it in here."""
        return None if self.is_mine else self.one.waits_for

    @property
    def may_stamp(self) -> bool:
        return self.one.is_counted and policy.fills_it(self.one, self.reader)

    @cached_property
    def standing(self) -> Standing:
        return standing_of(self.one)

    @cached_property
    def paper(self) -> Paper:
        return Paper(self.reading, self.form.typed if self.form else None, self.code)

    @property
    def is_table(self) -> bool:
        return self.sheet.form.layout == TABLE

    @cached_property
    def gaps(self) -> list[Remark]:
        if not self.one.is_fillable:
            return []
        return [remark for remark in self.reading.remarks if remark.level == BLOCK]

    @cached_property
    def sections(self) -> list[SectionGaps]:
        """What is not there yet, in the order of the form. What could be recorded is told to who
        fills the return in."""
        told = sections_of(self.reading, self.gaps, self.looks)
        if self.is_mine and self.sheet.asks_for_own:
            return list(told)
        return [one._replace(not_recorded=[]) for one in told]

    @property
    def other_looks(self) -> list[Remark]:
        return [look for look in self.looks if not look.indicator]

    @property
    def counted_from(self) -> list[tuple[str, int]]:
        return counted_from(self.sheet.form)

    @property
    def has_doubts(self) -> bool:
        return any(remark.level == WARN for remark in self.paper.remarks.values())

    @cached_property
    def looks(self) -> list[Remark]:
        return [remark for remark in self.reading.remarks if remark.level == WARN]

    @cached_property
    def offers(self) -> list[Offer]:
        return [Offer(move, self.one, self.reader) for move in self.reading.moves]

    def offer(self, word: str) -> Offer | None:
        return next((offer for offer in self.offers if offer.word == word), None)

    @cached_property
    def panel(self) -> Panel | None:
        if not self.code:
            return None
        depth = drilldown.behind(self.reading, self.code)
        may = self.is_mine and is_adjustable(self.sheet, depth.figure.indicator)
        return Panel(depth, self.reading, self.adjust if may else None)

    @property
    def notes(self) -> list[str]:
        return notes.notes(self.sheet)

    @property
    def closing(self) -> str:
        return notes.closing(self.sheet)

    # --- What the answers rest on ---

    @cached_property
    def questions(self) -> list[Question]:
        """Those the unit answers itself."""
        asked = self.sheet.form.indicators if self.sheet.asks_for_own else ()
        return [self.question(one) for one in asked if one.type == YES_NO]

    def question(self, indicator: Indicator) -> Question:
        url = reverse("web:return_proofs", args=[self.one.pk, indicator.code])
        return Question(indicator.label, self.sheet.proofs.get(indicator.code, []), url)

    @property
    def shown_by_a_file(self) -> int:
        return sum(bool(question.files) for question in self.questions)

    # --- Beside and below the table ---

    @cached_property
    def below(self) -> list[Below]:
        """Those that have not reported first, then the others, each by code."""
        now = self.sheet.below
        return [Below(child, standing_of(child)) for child in (*now.missing, *now.counted)]

    @property
    def below_first(self) -> list[Below]:
        return self.below[:BELOW]

    @property
    def coverage(self) -> dict[str, Any]:
        """As it was handed in; as it is where it has not been."""
        return self.sheet.document["coverage"]

    @cached_property
    def changed(self) -> list[Panel]:
        """Figures that would be others today, said as "12 then, 15 now"."""
        return [
            Panel(Depth(figure, "", [], [], 0, {}), self.reading, None)
            for figure in self.reading.changed
        ]

    @property
    def children_moved(self) -> list[str]:
        """Whose returns have come, gone or been handed in anew since."""
        then, now = self.one.handed_in.children, self.sheet.below.digests
        names = {child.unit.code: child.unit.name for child in self._below_now()}
        moved = {code for code in {*then, *now} if then.get(code) != now.get(code)}
        return [names.get(code, code) for code in sorted(moved)]

    def _below_now(self) -> list[Return]:
        now: rollup.Below = self.sheet.below
        return [*now.counted, *now.missing]

    @cached_property
    def pictures(self) -> list["ReturnPicture"]:
        return [ReturnPicture(self.one, photo) for photo in self.reading.photos]

    @cached_property
    def lines(self) -> list[Said]:
        entries = list(self.one.history.select_related("by").order_by("-sequence"))
        return list(told_once(entries, self.sheet.form))

    @cached_property
    def why_returned(self) -> str:
        """The reviewer's words, while the unit is at it again."""
        is_back = self.one.state == ReturnState.RETURNED
        line = next((line for line in self.lines if line.move == "return_"), None)
        return line.note if is_back and line else ""

    @cached_property
    def revisions(self) -> list[Return]:
        """The same unit's other returns to this campaign: what a correction took the place of."""
        same = Return.objects.visible_to(self.reader).filter(
            campaign=self.one.campaign_id, unit=self.one.unit_id
        )
        return list(same.exclude(pk=self.one.pk).order_by("-revision"))

    # --- After a refusal ---

    def was_refused(self, word: str, form: DeclaredForm | None, refusal: str, missing: list[Lack]):
        """Says the refusal beside the move's own form where it can still be shown."""
        offer = self.offer(word)
        if offer is None:
            self.refusal = refusal
            return
        offer.form = form or offer.form
        offer.refusal, offer.is_open = ("" if offer.form.errors else refusal), True
        if not offer.asks:
            offer.missing = missing or offer.missing


class ReturnPicture:
    """A photo of a return; whoever sees the return sees it."""

    def __init__(self, one: Return, photo) -> None:
        self.id = photo.pk
        self.thumb_url = reverse("web:return_photo", args=[one.pk, photo.pk, "thumb"])
        self.display_url = reverse("web:return_photo", args=[one.pk, photo.pk, "display"])


def told_once(entries: list[Any], form: Form) -> Iterator[Said]:
    for _key, run in groupby(entries, key=lambda one: (one.move, one.by_id, about(one), one.note)):
        same = list(run)
        last = same[0]
        dial = DIALS[last.after] if last.before != last.after else ""
        figure = form.by_code.get(about(last))
        label = figure.label if figure else ""
        yield Said(last.move, last.label, label, last.by, last.at, last.note, dial, len(same))


def about(entry: Any) -> str:
    """The code of the figure a line of history is about; "" where it is about none."""
    return str(entry.facts.get("code", ""))
