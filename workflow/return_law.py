"""A return's life: draft, submitted, accepted or sent back, superseded (handbook, section 4).

Declared once, like a hazard's. `return_` has an underscore because Python keeps the bare word;
everybody else says `return`.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy
from django_fsm import FSMField, FSMModelMixin

from organizations.people import Person, User
from workflow import policy, return_needs
from workflow.declarations.fields import PrintableText
from workflow.declarations.moves import (
    Action,
    Declared,
    OpenMove,
    Tell,
    by_name,
    move,
    moves_of,
    nobody,
    person,
)
from workflow.return_needs import NO_FINDINGS, Findings, ReturnCase
from workflow.states import COUNTED, FILLABLE, ReturnState

S = ReturnState
REASON = PrintableText(name="reason", label=_("Reason"))


def has_nobody_left_to_review_it(one: Any) -> bool:
    """Accepted, or the bureau's own, which nobody accepts. Before that it is sent back instead."""
    return one.state == S.ACCEPTED or one.is_the_last_sum


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
        "state",
        FILLABLE,
        S.SUBMITTED,
        who=policy.fills_it,
        label=pgettext_lazy("return", "Submit"),
        says=_("The figures are fixed as they stand now, with the rows behind them, and signed."),
        done=_("Handed in. Its figures are fixed."),
        asks=(return_needs.COMPLETE,),
        tells=(Tell("reviewers", gettext_noop("%(unit)s handed in its return “%(title)s”.")),),
    )
    def submit(self, *, by: User, at: datetime, **_given: Any) -> None:
        self._hand_in(by, at)
        self.is_nil = False

    @move(
        "state",
        FILLABLE,
        S.SUBMITTED,
        who=policy.fills_it,
        label=_("Nil return"),
        says=_("Says 0 in every empty number and hands it in under your name."),
        done=_("Handed in: nothing to report."),
        asks=(return_needs.NOTHING_TO_REPORT,),
        tells=(Tell("reviewers", gettext_noop("%(unit)s has nothing to report for “%(title)s”.")),),
    )
    def nil(self, *, by: User, at: datetime, **_given: Any) -> None:
        self._hand_in(by, at)
        self.is_nil = True

    @move(
        "state",
        S.SUBMITTED,
        S.ACCEPTED,
        who=policy.reviews_it,
        label=pgettext_lazy("return", "Accept"),
        says=_("The figures count as checked. Later changes need a correction."),
        done=_("Return accepted."),
        tells=(Tell("fillers", gettext_noop("Your return “%(title)s” was accepted.")),),
    )
    def accept(self, *, by: User, at: datetime, **_given: Any) -> None:
        self.accepted_by, self.accepted_at = by, at

    @move(
        "state",
        S.SUBMITTED,
        S.RETURNED,
        who=policy.reviews_it,
        label=pgettext_lazy("return", "Send back"),
        says=_("Goes back to the unit with your reason. What was handed in is kept."),
        done=_("Return sent back."),
        asks=(return_needs.REASON,),
        fields=(REASON,),
        tells=(Tell("fillers", gettext_noop("Your return “%(title)s” came back: %(note)s")),),
        called="send_return_back",
    )
    def return_(self, **_given: Any) -> None:
        """The figures are the unit's again; what was submitted stays on record."""
        self.is_nil = False

    @move(
        "state",
        COUNTED,
        S.SUPERSEDED,
        who=policy.may_correct_it,
        label=pgettext_lazy("return", "Correct"),
        says=_("A new draft takes its place. What was handed in is kept and stays readable."),
        done=_("A new draft was made. Change what is wrong, then hand it in again."),
        asks=(return_needs.REASON,),
        fields=(REASON,),
        only=(has_nobody_left_to_review_it,),
        tells=(
            Tell("everybody", gettext_noop("%(unit)s corrects its return “%(title)s”: %(note)s")),
        ),
    )
    def correct(self, **_given: Any) -> None:
        """A new draft takes its place; what was accepted stays on record."""

    def moves_open_to(self, user: Person, findings: Findings = NO_FINDINGS) -> list[OpenMove]:
        """The moves `user` may make now, in the order of a life, each with what it lacks."""
        return sorted(self._open_moves(user, findings), key=lambda m: RETURN_ORDER.index(m.name))

    def _open_moves(self, user: Person, findings: Findings) -> Iterator[OpenMove]:
        case = ReturnCase(self, {}, findings)
        for option in self.get_available_user_state_transitions(user):
            declared = option.custom["declared"]
            yield OpenMove(declared, return_needs.lacks(declared.needs, case))

    def _hand_in(self, by: User, at: datetime) -> None:
        """Whom it is summed by from now on is decided on this day, whatever moves later."""
        self.reports_to = None if self.is_the_last_sum else self.unit.parent
        self.submitted_by, self.submitted_at = by, at
        self.accepted_by = self.accepted_at = None


RETURN_MOVES = moves_of(ReturnLifecycle)
RETURN_ORDER = tuple(RETURN_MOVES)


def filling(name: str, label: Any) -> Action:
    """What is done to a return while it is being filled in. It is nobody's news; its label is what
    the history says of it. What it takes depends on the form, which the room of returns reads."""
    return Action(name=name, label=label, states=FILLABLE, who=policy.fills_it, offered=nobody)


def noting(name: str, label: Any) -> Action:
    """What is said beside a figure, by whoever has the return in hand. It changes no figure, and
    nothing waits for it."""
    states, who = (*FILLABLE, S.SUBMITTED), policy.has_it_in_hand
    return Action(name=name, label=label, states=states, who=who, offered=nobody)


FILL = filling("fill", pgettext_lazy("return", "Filled in"))
ADJUST = filling("adjust", pgettext_lazy("return", "Adjusted a figure"))
CHOOSE_PHOTOS = filling("photos", pgettext_lazy("return", "Chose photos"))
ATTACH_SUMMARY = filling("summary", pgettext_lazy("return", "Attached the summary"))
PROVE = filling("prove", pgettext_lazy("return", "Attached what an answer rests on"))
UNPROVE = filling("unprove", pgettext_lazy("return", "Took away what an answer rested on"))
STAR = noting("star", pgettext_lazy("return", "Starred a figure"))
UNSTAR = noting("unstar", pgettext_lazy("return", "Took the star from a figure"))
STAMP = Action(
    name="stamp",
    label=pgettext_lazy("return", "Attached the stamped table"),
    states=COUNTED,
    who=policy.fills_it,
    offered=nobody,
)
RETURN_ACTIONS = by_name(
    *(FILL, ADJUST, CHOOSE_PHOTOS, ATTACH_SUMMARY, PROVE, UNPROVE, STAR, UNSTAR, STAMP)
)
RETURN_LAW: dict[str, Declared] = {**RETURN_MOVES, **RETURN_ACTIONS}
