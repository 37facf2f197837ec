"""A hazard's life: every state and move of the handbook's section 2, declared once.

The declaration feeds the button, the API's `moves`, the enforcement and `docs/workflow.md`.
Bodies assign the row's own fields; they never save, query or send.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from organizations.people import Person
from workflow import needs, policy
from workflow.deadlines import HELD_DAYS, day_of
from workflow.errors import Lack
from workflow.needs import NO_EVIDENCE, Case, Evidence, Need
from workflow.states import Outcome, Severity, State


class Move(NamedTuple):
    """A move open to a person, with what it still lacks."""

    name: str
    label: str | Promise
    checklist: list[tuple[Need, bool]]
    target: str

    @property
    def missing(self) -> list[Lack]:
        return [need.lack() for need, is_met in self.checklist if not is_met]


def move(field, source, target, *, who, label, asks=(), only=()):
    """A transition with its label and its needs; `asks` is read before and after the press.
    `only` are claims about the record without which there is no such move from its state."""
    declared = {"label": label, "needs": tuple(asks)}
    conditions = list(only)
    return transition(field, source, target, permission=who, custom=declared, conditions=conditions)


def person(label: Any) -> models.ForeignKey:
    """A link to somebody who did something; their own record stays free of it."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=label,
    )


REPORT_LABEL = _("Report")
REPORT_NEEDS = (needs.BEFORE_PHOTO, needs.CLAUSE)
# A row of an old ledger comes without a photo: its history says that it was brought in.
BRING_IN_LABEL = _("Import from an old ledger")
BRING_IN_NEEDS = (needs.CLAUSE,)
CLOSE_NEEDS = (needs.REVIEW_PHOTO, needs.NOT_LISTED)


class Lifecycle(FSMModelMixin, models.Model):
    """The fields the law reads and writes. `category` and `clause` are added by `hazards`."""

    category: Any
    clause: Any
    get_available_user_state_transitions: Any  # django-fsm adds it

    state = FSMField(
        _("state"),
        choices=State.choices,
        default=State.REPORTED,
        protected=True,
        editable=False,
    )
    severity = models.CharField(
        _("severity"), max_length=8, choices=Severity.choices, default=Severity.GENERAL
    )
    unit = models.ForeignKey(
        "organizations.Unit", models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    was_found_by_bureau = models.BooleanField(_("found by the bureau"), default=False)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("reporter")
    )
    reported_at = models.DateTimeField(_("reported at"))
    entered_at = models.DateTimeField(_("in its state since"), editable=False)

    responsible = person(_("responsible person"))
    assigned_at = models.DateTimeField(_("assigned at"), null=True, blank=True)
    measures = models.TextField(_("measures"), blank=True)
    funds = models.DecimalField(
        _("funds planned (yuan)"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    contingency = models.TextField(_("contingency plan"), blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    original_due_on = models.DateField(_("original deadline"), null=True, blank=True)

    attempts = models.PositiveSmallIntegerField(_("attempt"), default=1)
    rectified_by = person(_("rectified by"))
    rectified_for = person(_("rectified for"))
    rectified_at = models.DateTimeField(_("rectified at"), null=True, blank=True)
    measures_taken = models.TextField(_("what was done"), blank=True)
    funds_spent = models.DecimalField(
        _("funds spent (yuan)"), max_digits=12, decimal_places=2, null=True, blank=True
    )

    closed_by = person(_("closed by"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    first_closed_on = models.DateField(_("first closed on"), null=True, blank=True)
    fell_back_on = models.DateField(_("closed on, without holding"), null=True, blank=True)

    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome.choices, blank=True)
    dismissed_at = models.DateTimeField(_("dismissed at"), null=True, blank=True)
    duplicate_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+"
    )
    transferred_to = models.CharField(_("transferred to"), max_length=120, blank=True)

    class Meta:
        abstract = True

    @move(
        state,
        State.REPORTED,
        State.ASSIGNED,
        who=policy.directs_the_unit,
        label=_("Assign"),
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
    )
    def assign(
        self, *, at, responsible, due_on, measures, funds=None, contingency="", clause=None, **_by
    ):
        self.responsible, self.measures, self.assigned_at = responsible, measures, at
        self.funds, self.contingency = funds, contingency
        self.clause = clause or self.clause
        self._set_deadline(due_on)

    @move(
        state,
        State.ASSIGNED,
        State.ASSIGNED,
        who=policy.directs_the_unit,
        label=_("Reassign"),
        asks=(needs.NEW_PERSON_OR_MEASURES, needs.RESPONSIBLE_OF_UNIT, needs.REASON),
    )
    def reassign(self, *, reason, responsible=None, measures="", **_by):
        self.responsible = responsible or self.responsible
        self.measures = measures or self.measures

    @move(
        state,
        State.ASSIGNED,
        State.RECTIFIED,
        who=policy.may_rectify,
        label=_("Rectify"),
        asks=(needs.MEASURES_TAKEN, needs.AFTER_PHOTO),
    )
    def rectify(self, *, by, at, measures_taken, funds_spent=None, **_given):
        self.rectified_for = None if by == self.responsible else self.responsible
        self._show_the_fix(by, at, measures_taken, funds_spent)

    @move(
        state,
        State.REPORTED,
        State.RECTIFIED,
        who=policy.may_fix_on_spot,
        label=_("Fix on the spot"),
        asks=(needs.GENERAL_ONLY, needs.AFTER_PHOTO),
    )
    def fix_on_spot(self, *, by, at, measures_taken="", funds_spent=None, **_given):
        self._show_the_fix(by, at, measures_taken, funds_spent)

    @move(
        state,
        State.RECTIFIED,
        State.ASSIGNED,
        who=policy.is_reviewer,
        label=_("Send back"),
        asks=(needs.REASON, needs.SOME_DEADLINE, needs.DUE_ON_AHEAD),
    )
    def send_back(self, *, reason, due_on=None, **_by):
        """A hazard fixed on the spot has no deadline yet; coming back gives it one."""
        self._start_another_attempt()
        if self.due_on is None:
            self._set_deadline(due_on)

    @move(
        state,
        State.RECTIFIED,
        State.CLOSED,
        who=policy.is_reviewer_who_did_not_rectify,
        label=_("Close"),
        asks=CLOSE_NEEDS,
    )
    def close(self, *, by, at, **_given):
        self.closed_by, self.closed_at = by, at
        self.first_closed_on = self.first_closed_on or day_of(at)

    @move(
        state,
        State.CLOSED,
        State.ASSIGNED,
        who=policy.is_above_the_unit,
        label=_("Reopen"),
        asks=(needs.REASON, needs.NEW_DUE_ON, needs.DUE_ON_AHEAD),
    )
    def reopen(self, *, at, reason, due_on, **_by):
        self._start_another_attempt()
        self._set_deadline(due_on)
        if self.closed_at:
            self._judge_the_closure(day_of(self.closed_at), day_of(at))
        self.closed_by = self.closed_at = None

    @move(
        state,
        State.REPORTED,
        State.DISMISSED,
        who=policy.did_not_report_it,
        label=_("Dismiss"),
        asks=(needs.OUTCOME, needs.REASON, needs.DUPLICATE_OF, needs.TRANSFERRED_TO),
    )
    def dismiss(self, *, at, outcome, reason, duplicate_of=None, transferred_to="", **_by):
        self.outcome, self.dismissed_at = outcome, at
        self.duplicate_of = duplicate_of if outcome == Outcome.DUPLICATE else None
        self.transferred_to = transferred_to if outcome == Outcome.TRANSFERRED else ""

    @move(
        state,
        State.DISMISSED,
        State.REPORTED,
        who=policy.is_auditor,
        label=_("Restore"),
        asks=(needs.REASON,),
    )
    def restore(self, *, reason, **_by):
        self.outcome, self.transferred_to = "", ""
        self.duplicate_of = self.dismissed_at = None

    @property
    def is_major(self) -> bool:
        return self.severity == Severity.MAJOR

    def moves_open_to(self, user: Person, evidence: Evidence = NO_EVIDENCE) -> list[Move]:
        """The moves `user` may make now, in the order of a life, each with what it lacks."""
        return sorted(self._open_moves(user, evidence), key=lambda m: ORDER.index(m.name))

    def _open_moves(self, user: Person, evidence: Evidence) -> Iterator[Move]:
        for option in self.get_available_user_state_transitions(user):
            case = Case(self, {}, evidence)
            checklist = [(need, need.is_met(case)) for need in option.custom["needs"]]
            if not any(need.is_final and not is_met for need, is_met in checklist):
                yield Move(option.name, option.custom["label"], checklist, str(option.target))

    def _set_deadline(self, due_on) -> None:
        """The first deadline a hazard ever gets is its original one, for good."""
        self.due_on = due_on
        self.original_due_on = self.original_due_on or due_on

    def _judge_the_closure(self, closed_on, reopened_on) -> None:
        """Of several closures that did not hold, the first one counts."""
        if (reopened_on - closed_on).days <= HELD_DAYS:
            self.fell_back_on = self.fell_back_on or closed_on

    def _show_the_fix(self, by, at, measures_taken, funds_spent) -> None:
        self.rectified_by, self.rectified_at = by, at
        self.measures_taken, self.funds_spent = measures_taken, funds_spent or 0

    def _start_another_attempt(self) -> None:
        """Whoever fixed it on the spot answers for it until somebody is named."""
        self.responsible = self.responsible or self.rectified_by
        self.attempts += 1
        self.rectified_by = self.rectified_for = self.rectified_at = None


ORDER = (
    "assign",
    "reassign",
    "rectify",
    "fix_on_spot",
    "send_back",
    "close",
    "reopen",
    "dismiss",
    "restore",
)
