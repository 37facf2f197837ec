"""Everything the page of one hazard shows, read once and ready for the templates."""

from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hazards.models import Extension, Hazard, Transfer, evidence
from hazards.reading import read_beside
from hazards.services.repeats import earlier_closure
from papers.hazards.of_hazard import offered
from papers.issued import IssuedPaper
from web.context import counted_alone, counted_with_the_frame
from web.counting import ANY
from web.hazards import timeline
from web.hazards.album import Album
from web.hazards.available_moves import AvailableMove, Situation
from web.templatetags.words import day
from workflow import policy
from workflow.states import State
from workflow.turns import OFFICER, RESPONSIBLE
from workflow.turns.words import Expected

ACCEPTED = Transfer.Decision.ACCEPTED
PATH = (State.REPORTED, State.ASSIGNED, State.RECTIFIED, State.CLOSED)


# Above the unit nobody repairs for it: somebody there is named.
REPAIRS = {
    (RESPONSIBLE.name,): gettext_lazy("to put it right"),
    (OFFICER.name,): gettext_lazy("to put it right or reassign it"),
}


class Step(NamedTuple):
    state: str
    label: str
    note: str
    when: str
    by: date | None


class HazardPage:
    """A hazard as `reader` sees it. Built anew after each move; nothing in it decides anything."""

    def __init__(self, hazard: Hazard, reader) -> None:
        self.hazard, self.reader = hazard, reader
        read_beside(hazard)
        self.album = Album(hazard)
        self.lines = timeline.lines(hazard, self.album, reader)
        self.was_imported = any(line.move == "bring_in" for line in self.lines)
        self.extensions = list(hazard.extensions.all())
        self.listings = list(hazard.supervisions.all())
        situation = Situation(hazard, reader, evidence.of(hazard))
        self.moves, self.acts = situation.moves(), situation.acts()
        self.refused: AvailableMove | None = None
        self.refusal = ""
        self.kept: list[tuple[str, str]] = []

    def refused_as(self, name: str, form, uploads, refusal) -> None:
        """Opens the refused form again, or hands back what was typed where it is gone."""
        self.refused = self.offer(name)
        if self.refused:
            self.refused.was_refused(form, uploads, refusal)
        else:
            self.refusal, self.kept = str(refusal or _("This cannot be done now.")), form.filled()

    @property
    def asked(self) -> Extension | None:
        """The request for more time that waits for an answer."""
        return self.hazard.open_extension

    @property
    def papers(self):
        return offered(self.hazard, self.reader)

    @cached_property
    def issued(self) -> list[IssuedPaper]:
        """The notices about it that went out, newest first; also those nobody could issue now."""
        if not getattr(self.hazard, "has_notices", True):
            return []
        seen = IssuedPaper.objects.visible_to(self.reader).filter(hazards=self.hazard)
        return list(seen.with_prints_for(self.reader))

    @cached_property
    def earlier(self):
        """The same danger, struck off a short while before."""
        return earlier_closure(self.hazard, self.reader)

    @property
    def has_flags(self) -> bool:
        """Is there anything to say beside the state?"""
        beside = self.hazard.is_major or self.listing or self.hazard.open_transfer
        return bool(self.is_dismissed or beside or self.controls or self.asked)

    @property
    def controls(self):
        return list(self.hazard.interim_controls.all())

    @property
    def taken_over(self):
        """The last handing over that brought it to its unit; it was found elsewhere."""
        moved = [one for one in self.hazard.transfers.all() if one.decision == ACCEPTED]
        return moved[-1] if moved else None

    @property
    def listing(self):
        return next((one for one in self.listings if one.delisted_on is None), None)

    @property
    def primary(self) -> AvailableMove | None:
        return next((offer for offer in self.moves if offer.is_primary), None)

    def offer(self, name: str) -> AvailableMove | None:
        return next((one for one in [*self.moves, *self.acts] if one.name == name), None)

    @property
    def is_dismissed(self) -> bool:
        return self.hazard.state == State.DISMISSED

    @property
    def came_back(self):
        return timeline.why_it_came_back(self.hazard, self.lines)

    @cached_property
    def sees_photo_data(self) -> bool:
        return policy.sees_photo_data(self.reader, self.hazard)

    @cached_property
    def waits_for_reader(self) -> bool:
        return self.is_awaited(with_the_frame=False)

    def is_awaited(self, *, with_the_frame: bool) -> bool:
        """The move is the reader's: an answer to somebody's request is another matter. On a page
        it is asked together with what the frame counts, before that is drawn."""
        if not self.hazard.is_open:
            return False
        count = counted_with_the_frame if with_the_frame else counted_alone
        of = awaits_repair if self.hazard.state == State.ASSIGNED else awaits
        n = count(self.reader, of.__name__, lambda: {"this": of(self.reader)}, self.hazard.pk)
        self.waits_for_reader = bool(n["this"])
        return self.waits_for_reader

    @cached_property
    def waits_for(self) -> Expected | None:
        """Whose turn it is, and why theirs where somebody nearer would have it."""
        return self.hazard.waits_for

    @property
    def waits_to(self) -> str:
        if self.hazard.state == State.ASSIGNED:
            return str(REPAIRS.get(self.waits_for.rungs, _("to reassign it")))
        if self.hazard.state == State.REPORTED:
            return _("to assign or dismiss it")
        if self.hazard.is_major:
            return _("to check it on site and strike it off")
        return _("to check it and strike it off")

    @property
    def sees_duplicate(self) -> bool:
        other = self.hazard.duplicate_of_id
        return Hazard.objects.visible_to(self.reader).filter(pk=other).exists()

    @property
    def steps(self) -> list[Step]:
        if self.is_dismissed:
            return []
        now = PATH.index(State(self.hazard.state))
        return [
            Step(state.value, str(state.label), note(self.hazard, state, place, now), when, by)
            for place, state in enumerate(PATH)
            for when in ["past" if place < now else "now" if place == now else "ahead"]
            for by in [self.hazard.due_on if place > now and state == State.CLOSED else None]
        ]

    @property
    def why_dismissed(self) -> str:
        return next((line.note for line in self.lines if line.move == "dismiss"), "")

    @property
    def days_apart(self) -> int:
        """Days between today and the deadline, on whichever side of it today is."""
        return abs(self.hazard.days_left)

    @property
    def days_taken(self) -> int:
        closed, found = timezone.localdate(self.hazard.closed_at), self.hazard.found_on
        return (closed - found).days

    @property
    def days_waiting(self) -> int:
        return (timezone.localdate() - timezone.localdate(self.hazard.reported_at)).days


def awaits(reader) -> QuerySet[Hazard]:
    """The one hazard, if it waits for somebody."""
    return Hazard.objects.visible_to(reader).filter(pk=ANY).waiting_for(reader)


def awaits_repair(reader) -> QuerySet[Hazard]:
    return Hazard.objects.visible_to(reader).filter(pk=ANY).waiting_for_repair_by(reader)


def note(hazard: Hazard, state: State, place: int, now: int) -> str:
    """What stands under a step: when it was reached."""
    if place > now:
        return ""
    if state == State.ASSIGNED:
        return attempt_or_day(hazard, is_now=place == now)
    reached = {
        State.REPORTED: hazard.reported_at,
        State.RECTIFIED: hazard.rectified_at,
        State.CLOSED: hazard.closed_at,
    }
    return day(reached[state])


def attempt_or_day(hazard: Hazard, is_now: bool) -> str:
    if is_now and hazard.attempts > 1:
        return _("attempt %(n)s") % {"n": hazard.attempts}
    return day(hazard.assigned_at) or _("Fixed on the spot")
