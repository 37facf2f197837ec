"""What the moves of a tip need besides the right state and the right person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tips.states import REWARDS, TipState
from tips.texts import has_number
from workflow.errors import Lack
from workflow.needs import Need, Told, given, missing

LARGEST_REWARD = 1_000_000  # yuan


@dataclass(frozen=True)
class TipCase(Told):
    """A tip, and what the person has given with the move."""

    tip: Any
    given: Mapping[str, Any] = field(default_factory=dict)


def lacks(needs: Iterable[Need], case: TipCase) -> list[Lack]:
    return [need.lack() for need in missing(needs, case)]


def _another_tip(case: TipCase) -> bool:
    """One that was taken up itself: two that repeat each other would be told nowhere."""
    other = case.given.get("repeat_of")
    if other is None or other.pk == case.tip.pk:
        return False
    return other.state not in (TipState.SET_ASIDE, TipState.REPEATED)


def _names_no_number(case: TipCase) -> bool:
    return not has_number(case.given.get("answer") or "")


def _a_kind(case: TipCase) -> bool:
    return case.given.get("kind") in dict(REWARDS)


def _an_amount(case: TipCase) -> bool:
    amount = case.given.get("amount")
    return amount is not None and 0 < amount <= LARGEST_REWARD


def _a_day_that_has_come(case: TipCase) -> bool:
    day, at = case.given.get("day"), case.given.get("at")
    return day is not None and case.tip.received_on <= day <= timezone.localdate(at)


PLACE = given("place", _("where it is"))
TEXT = given("text", _("what is unsafe there"))
HAZARD = given("hazard", _("the hazard it becomes or joins"))
REPEAT_OF = Need("repeat_of", _("the tip it repeats, one that was taken up"), _another_tip)
FORWARDED_TO = given("forwarded_to", _("where it is forwarded to"))
ANSWER = given("answer", _("the answer"))
ANSWER_WITHOUT_NUMBERS = Need(
    "answer_without_numbers",
    _("an answer without phone or identity numbers"),
    _names_no_number,
    answered_by="answer",
)
REWARDED = Need("kind", _("whom the reward goes to: the public or staff"), _a_kind)
AMOUNT = Need("amount", _("the amount, more than 0"), _an_amount)
DAY = Need("day", _("a day from its coming in until today"), _a_day_that_has_come)
