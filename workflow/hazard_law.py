"""A hazard's life: every state and move of the handbook's section 2, declared once.

The declaration is all there is of a move: bodies of the API, forms, buttons, sentences, messages,
the enforcement and `docs/workflow.md` are derived from it. Bodies assign the row's own fields; they
never save, query or send.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from organizations.people import Person
from workflow import needs, policy
from workflow.deadlines import day_of
from workflow.declarations import hazard_bulk as bulk
from workflow.declarations import hazard_fields as f
from workflow.declarations.moves import (
    OpenMove,
    Sentence,
    Tell,
    anybody,
    move,
    moves_of,
)
from workflow.hazard_columns import HazardColumns
from workflow.needs import NO_EVIDENCE, Case, Evidence
from workflow.states import Outcome, State


def what_sending_back_does(hazard, user) -> Sentence:
    """Whoever put it right may take their proof back as any reviewer may: that is no check."""
    if user.pk in (hazard.rectified_by_id, hazard.rectified_for_id):
        return _(
            "You put this right yourself, so somebody else checks it. If it is not right after "
            "all, take it back here: another attempt begins, and these photos are kept."
        )
    return _("Back to “being rectified”, as another attempt. These photos are kept.")


class Lifecycle(HazardColumns):
    """The moves, in the order of a life."""

    get_available_user_state_transitions: Any  # django-fsm adds it

    class Meta:
        abstract = True

    @move(
        "state",
        State.REPORTED,
        State.ASSIGNED,
        who=policy.directs_the_unit,
        label=_("Assign"),
        says=_("A named person puts it right by a day."),
        goes=pgettext_lazy("button", "Go and assign"),
        done=_("Assigned."),
        asks=(
            needs.RESPONSIBLE,
            needs.RESPONSIBLE_OF_UNIT,
            needs.MEASURES,
            needs.FUNDS,
            needs.DUE_ON,
            needs.DUE_ON_AHEAD,
            needs.CONTINGENCY,
            needs.CLAUSE,
        ),
        fields=(f.RESPONSIBLE, f.DUE_ON, f.MEASURES, f.FUNDS, f.CONTINGENCY, f.CLAUSE),
        tells=(Tell("expected", gettext_noop("“%(title)s” is yours to fix by %(due_on)s.")),),
        main=anybody,
        sets_deadline=True,
        bulk=bulk.ASSIGN,
    )
    def assign(
        self, *, at, responsible, due_on, measures, funds=None, contingency="", clause=None, **_by
    ):
        self.responsible, self.measures, self.assigned_at = responsible, measures, at
        self.funds, self.contingency = funds, contingency
        self.clause = clause or self.clause
        self._set_deadline(due_on)

    @move(
        "state",
        State.ASSIGNED,
        State.ASSIGNED,
        who=policy.directs_the_unit,
        label=_("Reassign"),
        says=_("Another person or other measures. The original deadline stays."),
        opens=_("Name another person or measures"),
        goes=pgettext_lazy("button", "Go and reassign"),
        done=_("Reassigned."),
        asks=(needs.NEW_PERSON_OR_MEASURES, needs.RESPONSIBLE_OF_UNIT, needs.REASON),
        fields=(f.NEW_RESPONSIBLE, f.NEW_MEASURES, f.REASON),
        tells=(Tell("expected", gettext_noop("“%(title)s” was reassigned: %(note)s")),),
    )
    def reassign(self, *, reason, responsible=None, measures="", **_by):
        self.responsible = responsible or self.responsible
        self.measures = measures or self.measures

    @move(
        "state",
        State.ASSIGNED,
        State.RECTIFIED,
        who=policy.may_rectify,
        label=_("Rectify"),
        says=_("Then somebody else checks it; it is not closed yet."),
        opens=_("Submit for the responsible person"),
        goes=pgettext_lazy("button", "Go and fix"),
        done=_("Submitted. Somebody else checks it now."),
        asks=(needs.MEASURES_TAKEN, needs.AFTER_PHOTO),
        fields=(f.MEASURES_TAKEN, f.FUNDS_SPENT, f.AFTER_PHOTOS),
        tells=(Tell("expected", gettext_noop("%(by)s fixed “%(title)s”; it waits for review.")),),
        main=policy.is_theirs_to_repair,
    )
    def rectify(self, *, by, at, measures_taken, funds_spent=None, **_given):
        self.rectified_for = None if by == self.responsible else self.responsible
        self._show_the_fix(by, at, measures_taken, funds_spent)

    @move(
        "state",
        State.REPORTED,
        State.RECTIFIED,
        who=policy.may_fix_on_spot,
        label=_("Fix on the spot"),
        says=_("Put right at once. Somebody else still has to check it."),
        opens=_("Show that it was put right"),
        done=_("Submitted. Somebody else checks it now."),
        asks=(needs.GENERAL_ONLY, needs.AFTER_PHOTO),
        fields=(f.MEASURES_TAKEN_IF_ANY, f.FUNDS_SPENT, f.AFTER_PHOTOS),
        tells=(
            Tell(
                "expected",
                gettext_noop("%(by)s fixed “%(title)s” on the spot; it waits for review."),
            ),
        ),
    )
    def fix_on_spot(self, *, by, at, measures_taken="", funds_spent=None, **_given):
        self._show_the_fix(by, at, measures_taken, funds_spent)

    @move(
        "state",
        State.RECTIFIED,
        State.ASSIGNED,
        who=policy.is_reviewer,
        label=_("Send back"),
        says=what_sending_back_does,
        opens=_("Say why, and send it back"),
        done=_("Sent back."),
        asks=(needs.REASON, needs.SOME_DEADLINE, needs.DUE_ON_AHEAD),
        fields=(f.WHY_NOT_RIGHT, f.FIRST_DUE_ON),
        tells=(Tell("expected", gettext_noop("“%(title)s” came back: %(note)s")),),
        bulk=bulk.SEND_BACK,
    )
    def send_back(self, *, reason, due_on=None, **_by):
        """A hazard fixed on the spot has no deadline yet; coming back gives it one."""
        self._start_another_attempt()
        if self.due_on is None:
            self._set_deadline(due_on)

    @move(
        "state",
        State.RECTIFIED,
        State.CLOSED,
        who=policy.is_reviewer_who_did_not_rectify,
        label=_("Close"),
        says=_("Strikes the number off and counts as closed. Later changes need a reopening."),
        goes=pgettext_lazy("button", "Go and review"),
        done=_("Closed. %(number)s is struck off."),
        asks=(needs.REVIEW_PHOTO, needs.NOT_LISTED),
        fields=(f.NOTE, f.REVIEW_PHOTOS),
        tells=(
            Tell(
                "finder_and_responsible",
                gettext_noop("“%(title)s” is closed: the number is struck off."),
            ),
        ),
        main=anybody,
        bulk=bulk.CLOSE,
    )
    def close(self, *, by, at, **_given):
        self.closed_by, self.closed_at = by, at
        self.first_closed_on = self.first_closed_on or day_of(at)

    @move(
        "state",
        State.CLOSED,
        State.ASSIGNED,
        who=policy.is_above_the_unit,
        label=_("Reopen"),
        says=_("Back to “being rectified”. The closure stays in the history and in the counts."),
        opens=_("Say why, and reopen it"),
        done=_("Reopened."),
        asks=(needs.REASON, needs.NEW_DUE_ON, needs.DUE_ON_AHEAD),
        fields=(f.REASON, f.NEW_DUE_ON),
        tells=(Tell("unit_and_responsible", gettext_noop("“%(title)s” was reopened: %(note)s")),),
        sets_deadline=True,
    )
    def reopen(self, *, at, reason, due_on, **_by):
        self._start_another_attempt()
        self._set_deadline(due_on)
        if self.closed_at:
            self._judge_the_closure(day_of(self.closed_at), day_of(at))
        self.closed_by = self.closed_at = None

    @move(
        "state",
        State.REPORTED,
        State.DISMISSED,
        who=policy.did_not_report_it,
        label=_("Dismiss"),
        says=_("Takes it out of the ledger's rates; only an auditor can restore it."),
        opens=_("Say why it is not taken in"),
        done=_("Dismissed."),
        asks=(needs.OUTCOME, needs.REASON, needs.DUPLICATE_OF, needs.TRANSFERRED_TO),
        fields=(f.OUTCOME, f.DUPLICATE_OF, f.TRANSFERRED_TO, f.REASON),
        tells=(Tell("finder", gettext_noop("“%(title)s” was dismissed: %(note)s")),),
    )
    def dismiss(self, *, at, outcome, reason, duplicate_of=None, transferred_to="", **_by):
        self.outcome, self.dismissed_at = outcome, at
        self.duplicate_of = duplicate_of if outcome == Outcome.DUPLICATE else None
        self.transferred_to = transferred_to if outcome == Outcome.TRANSFERRED else ""

    @move(
        "state",
        State.DISMISSED,
        State.REPORTED,
        who=policy.is_auditor,
        label=_("Restore"),
        says=_("Back to “reported”, under the same number."),
        done=_("Back in the ledger."),
        asks=(needs.REASON,),
        fields=(f.REASON,),
        tells=(
            Tell(
                "expected_and_finder",
                gettext_noop("“%(title)s” is back in the ledger: %(note)s"),
            ),
        ),
        main=anybody,
    )
    def restore(self, *, reason, **_by):
        self.outcome, self.transferred_to = "", ""
        self.duplicate_of = self.dismissed_at = None

    def moves_open_to(self, user: Person, evidence: Evidence = NO_EVIDENCE) -> list[OpenMove]:
        """The moves `user` may make now, in the order of a life, each with what it lacks."""
        return sorted(self._open_moves(user, evidence), key=lambda m: ORDER.index(m.name))

    def _open_moves(self, user: Person, evidence: Evidence) -> Iterator[OpenMove]:
        case = Case(self, {}, evidence)
        for option in self.get_available_user_state_transitions(user):
            declared = option.custom["declared"]
            unmet = needs.missing(declared.needs, case)
            if not any(need.is_final for need in unmet):
                yield OpenMove(declared, [need.lack() for need in unmet])


MOVES = moves_of(Lifecycle)
ORDER = tuple(MOVES)
# Those that can be made with several hazards at once, what ends a life first.
BULK_MOVES = {name: MOVES[name] for name in reversed(ORDER) if MOVES[name].bulk}
CLOSE_NEEDS = MOVES["close"].needs
