"""A return's life: draft, submitted, accepted or sent back, superseded (handbook, section 4).

Declared once, like a hazard's. `return_` has an underscore because Python keeps the bare word;
everybody else says `return`.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import FSMField, FSMModelMixin

from organizations.people import Person, User
from workflow import policy, return_needs
from workflow.errors import Lack
from workflow.hazard_law import move, person
from workflow.return_needs import NO_FINDINGS, Findings, ReturnCase
from workflow.states import COUNTED, FILLABLE, ReturnState

S = ReturnState


def has_nobody_left_to_review_it(one: Any) -> bool:
    """Accepted, or the bureau's own, which nobody accepts. Before that it is sent back instead."""
    return one.state == S.ACCEPTED or one.is_the_last_sum


class ReturnMove(NamedTuple):
    """A move open to a person, with what it still lacks."""

    name: str
    label: str | Promise
    missing: list[Lack]
    target: str

    @property
    def word(self) -> str:
        return word(self.name)


def word(name: str) -> str:
    """A move's name as everybody but Python says it."""
    return name.rstrip("_")


class ReturnLifecycle(FSMModelMixin, models.Model):
    """The fields the law of a return reads and writes. `campaign` is added by `reports`."""

    campaign: Any
    unit_id: int
    get_available_user_state_transitions: Any  # django-fsm adds it

    state = FSMField(_("state"), choices=S.choices, default=S.DRAFT, protected=True, editable=False)
    unit = models.ForeignKey(
        "organizations.Unit", models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    reports_to = models.ForeignKey(
        "organizations.Unit",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("reports to"),
    )
    submitted_by = person(_("submitted by"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    is_nil = models.BooleanField(_("nil return"), default=False)
    is_late = models.BooleanField(_("late"), default=False)
    accepted_by = person(_("accepted by"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True)

    class Meta:
        abstract = True

    @property
    def is_the_last_sum(self) -> bool:
        """The table of the unit that runs the campaign: it reports to nobody."""
        return self.unit_id == self.campaign.unit_id

    @property
    def is_fillable(self) -> bool:
        return self.state in FILLABLE

    @property
    def is_frozen(self) -> bool:
        return not self.is_fillable

    @property
    def is_counted(self) -> bool:
        return self.state in COUNTED

    @move(
        state,
        list(FILLABLE),
        S.SUBMITTED,
        who=policy.fills_it,
        label=pgettext_lazy("return", "Submit"),
        asks=(return_needs.COMPLETE,),
    )
    def submit(self, *, by: User, at: datetime, **_given: Any) -> None:
        self._hand_in(by, at)
        self.is_nil = False

    @move(
        state,
        list(FILLABLE),
        S.SUBMITTED,
        who=policy.fills_it,
        label=_("Nil return"),
        asks=(return_needs.NOTHING_TO_REPORT,),
    )
    def nil(self, *, by: User, at: datetime, **_given: Any) -> None:
        self._hand_in(by, at)
        self.is_nil = True

    @move(
        state,
        S.SUBMITTED,
        S.RETURNED,
        who=policy.reviews_it,
        label=pgettext_lazy("return", "Send back"),
        asks=(return_needs.REASON,),
    )
    def return_(self, **_given: Any) -> None:
        """The figures are the unit's again; what was submitted stays on record."""
        self.is_nil = False

    @move(
        state,
        S.SUBMITTED,
        S.ACCEPTED,
        who=policy.reviews_it,
        label=pgettext_lazy("return", "Accept"),
    )
    def accept(self, *, by: User, at: datetime, **_given: Any) -> None:
        self.accepted_by, self.accepted_at = by, at

    @move(
        state,
        list(COUNTED),
        S.SUPERSEDED,
        who=policy.may_correct_it,
        label=pgettext_lazy("return", "Correct"),
        asks=(return_needs.REASON,),
        only=(has_nobody_left_to_review_it,),
    )
    def correct(self, **_given: Any) -> None:
        """A new draft takes its place; what was accepted stays on record."""

    def moves_open_to(self, user: Person, findings: Findings = NO_FINDINGS) -> list[ReturnMove]:
        """The moves `user` may make now, in the order of a life, each with what it lacks."""
        return sorted(self._open_moves(user, findings), key=lambda m: RETURN_ORDER.index(m.name))

    def _open_moves(self, user: Person, findings: Findings) -> Iterator[ReturnMove]:
        case = ReturnCase(self, {}, findings)
        for option in self.get_available_user_state_transitions(user):
            lacking = return_needs.lacks(option.custom["needs"], case)
            yield ReturnMove(option.name, option.custom["label"], lacking, str(option.target))

    def _hand_in(self, by: User, at: datetime) -> None:
        """Whom it is summed by from now on is decided on this day, whatever moves later."""
        self.reports_to = None if self.is_the_last_sum else self.unit.parent
        self.submitted_by, self.submitted_at = by, at
        self.accepted_by = self.accepted_at = None


RETURN_ORDER = ("submit", "nil", "accept", "return_", "correct")
