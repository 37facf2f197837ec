"""A tip's life: received, verified with one of four outcomes, answered; or set aside as junk.

Beside the state it is answered in words for the public, rewarded, and rid of what is not to be kept
(handbook, section 9).
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy
from django_fsm import FSMField, FSMModelMixin

from organizations.people import Person, User
from tips import needs, policy
from tips.states import (
    DECIDED,
    FEEDBACK_DAYS,
    MAY_BE_RECONSIDERED,
    MAY_BE_REWARDED,
    REWARDS,
    TipState,
)
from workflow.declarations import fields
from workflow.declarations.lives import Life
from workflow.declarations.moves import (
    Action,
    Beginning,
    Declared,
    OpenMove,
    Tell,
    by_name,
    move,
    moves_of,
    nobody,
    person,
)
from workflow.needs import REASON

S = TipState
WHY = fields.Text(name="reason", label=_("Reason"))
VERIFIED = fields.Text(
    name="reason",
    label=_("Reason"),
    example=_("What was looked at on site, and what was found"),
)
FORWARDED_TO = fields.ShortText(name="forwarded_to", label=_("Forwarded to"), longest=120)
ANSWER = fields.Text(
    name="answer",
    label=_("Answer to whoever told it"),
    example=_("What was found and what was done, without names and phone numbers"),
)
AMOUNT = fields.Money(name="amount", label=_("Amount"))
DAY = fields.Day(
    name="day", label=_("Day of the reward"), proposed=lambda tip: timezone.localdate()
)


def by_the_rule(tip: Any, user: Person | None) -> bool:
    """Nobody in person: the clock does it."""
    return user is None


class TipLifecycle(FSMModelMixin, models.Model):
    """The fields the law of a tip reads and writes. `unit` is the one tipped about, `verifier` the
    one that verifies it and counts it."""

    get_available_user_state_transitions: Any  # django-fsm adds it

    state = FSMField(
        _("state"), choices=S.choices, default=S.RECEIVED, protected=True, editable=False
    )
    unit = models.ForeignKey(
        "organizations.Unit", models.PROTECT, related_name="+", verbose_name=_("unit told of")
    )
    verifier = models.ForeignKey(
        "organizations.Unit", models.PROTECT, related_name="+", verbose_name=_("verified by")
    )
    decided_by = person(_("decided by"))
    decided_on = models.DateField(_("decided on"), null=True)
    feedback_due_on = models.DateField(_("answer due"), null=True)
    hazard = models.ForeignKey(
        "hazards.Hazard", models.PROTECT, null=True, related_name="+", verbose_name=_("hazard")
    )
    repeat_of = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", verbose_name=_("tip it repeats")
    )
    forwarded_to = models.CharField(_("forwarded to"), max_length=120, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True)

    class Meta:
        abstract = True

    @property
    def is_decided(self) -> bool:
        return self.state in DECIDED

    @property
    def waits_for_an_answer(self) -> bool:
        return self.is_decided and self.answered_on is None

    @move(
        "state",
        S.RECEIVED,
        S.ACCEPTED,
        who=policy.handles_tip,
        label=pgettext_lazy("tip", "Confirm"),
        says=_("It becomes a hazard of its unit, worded by you, or joins one that is open there."),
        done=_("Confirmed. The answer is due within 10 days."),
        asks=(REASON, needs.HAZARD),
        fields=(VERIFIED,),
        main=policy.handles_tip,
        called="accept_tip",
    )
    def accept(self, *, by: User, at: datetime, hazard: Any, **_given: Any) -> None:
        self.hazard = hazard
        self._decide(by, at)

    @move(
        "state",
        S.RECEIVED,
        S.REPEATED,
        who=policy.handles_tip,
        label=pgettext_lazy("tip", "Told before"),
        says=_("Somebody told the same. It is answered all the same."),
        done=_("Noted as told before. The answer is due within 10 days."),
        asks=(REASON, needs.REPEAT_OF),
        fields=(WHY,),
    )
    def repeat(self, *, by: User, at: datetime, repeat_of: Any, **_given: Any) -> None:
        self.repeat_of = repeat_of
        self._decide(by, at)

    @move(
        "state",
        S.RECEIVED,
        S.UNFOUNDED,
        who=policy.handles_tip,
        label=pgettext_lazy("tip", "Unfounded"),
        says=_("It was looked at, and it is not so."),
        done=_("Noted as unfounded. The answer is due within 10 days."),
        asks=(REASON,),
        fields=(VERIFIED,),
    )
    def unfounded(self, *, by: User, at: datetime, **_given: Any) -> None:
        self._decide(by, at)

    @move(
        "state",
        S.RECEIVED,
        S.FORWARDED,
        who=policy.handles_tip,
        label=pgettext_lazy("tip", "Forward"),
        says=_("It is not ours to see to. Who tipped is not passed on."),
        done=_("Noted as forwarded. The answer is due within 10 days."),
        asks=(REASON, needs.FORWARDED_TO),
        fields=(FORWARDED_TO, WHY),
    )
    def forward(self, *, by: User, at: datetime, forwarded_to: str, **_given: Any) -> None:
        self.forwarded_to = forwarded_to
        self._decide(by, at)

    @move(
        "state",
        S.RECEIVED,
        S.SET_ASIDE,
        who=policy.handles_tip,
        label=pgettext_lazy("tip", "Set aside as junk"),
        says=_("It is counted nowhere and can be taken back."),
        done=_("Set aside."),
        asks=(REASON,),
        fields=(WHY,),
    )
    def set_aside(self, *, by: User, at: datetime, **_given: Any) -> None:
        self.decided_by, self.decided_on = by, timezone.localdate(at)

    @move(
        "state",
        S.SET_ASIDE,
        S.RECEIVED,
        who=policy.handles_tip,
        label=pgettext_lazy("tip", "Take back"),
        says=_("It waits to be verified again, and counts again."),
        done=_("Taken back. It waits to be verified."),
        asks=(REASON,),
        fields=(WHY,),
    )
    def take_back(self, **_given: Any) -> None:
        self._undecide()

    @move(
        "state",
        MAY_BE_RECONSIDERED,
        S.RECEIVED,
        who=policy.handles_tip,
        label=pgettext_lazy("tip", "Verify again"),
        says=_("What was decided stays in the history; it waits to be verified again."),
        done=_("It waits to be verified again."),
        asks=(REASON,),
        fields=(WHY,),
    )
    def reconsider(self, **_given: Any) -> None:
        self.repeat_of, self.forwarded_to = None, ""
        self.answer, self.answered_on = "", None
        self._undecide()

    def moves_open_to(self, user: Person) -> list[OpenMove]:
        """The moves `user` may make now, in the order of a life, each with what it lacks."""
        options = self.get_available_user_state_transitions(user)
        declared = [option.custom["declared"] for option in options]
        declared.sort(key=lambda one: ORDER.index(one.name))
        return [OpenMove(one, needs.lacks(one.needs, needs.TipCase(self))) for one in declared]

    def _decide(self, by: User, at: datetime) -> None:
        self.decided_by, self.decided_on = by, timezone.localdate(at)
        self.feedback_due_on = self.decided_on + timedelta(days=FEEDBACK_DAYS)

    def _undecide(self) -> None:
        self.decided_by = self.decided_on = self.feedback_due_on = None


MOVES = moves_of(TipLifecycle)
ORDER = tuple(MOVES)
RECEIVE = Beginning(
    name="receive",
    label=pgettext_lazy("tip", "Came in"),
    who=policy.handles_tips_about,
    needs=(needs.PLACE, needs.TEXT),
    tells=(Tell("expected", gettext_noop("A tip about %(unit)s came in; it waits for you.")),),
)
FEEDBACK = Action(
    name="feedback",
    label=pgettext_lazy("tip", "Answer"),
    states=DECIDED,
    who=policy.handles_tip,
    needs=(needs.ANSWER, needs.ANSWER_WITHOUT_NUMBERS),
    fields=(ANSWER,),
    says=_("Whoever holds the receipt code reads it. It names nobody."),
    goes=pgettext_lazy("button", "Go and answer"),
    done=_("Answered. It can be read with the receipt code."),
)
REWARD = Action(
    name="reward",
    label=pgettext_lazy("tip", "Reward"),
    states=MAY_BE_REWARDED,
    who=policy.handles_tip,
    needs=(needs.REWARDED, needs.AMOUNT, needs.DAY),
    fields=(AMOUNT, DAY),
    says=_("Whom it was paid to is written nowhere here."),
    done=_("The reward is recorded."),
    makes="follow_up",
)
# Identity and pictures that are kept no longer: the clock deletes them and says so here.
FORGET = Action(
    name="forget",
    label=pgettext_lazy("tip", "Deleted by the rule"),
    states=tuple(S),
    who=by_the_rule,
    offered=nobody,
)
ACTIONS = by_name(FEEDBACK, REWARD, FORGET)
LAW: dict[str, Declared] = {RECEIVE.name: RECEIVE, **MOVES, **ACTIONS}
LIFE = Life("A tip's life", {one.value: one.label for one in S}, S.RECEIVED.value, LAW)
REWARD_KINDS = REWARDS
