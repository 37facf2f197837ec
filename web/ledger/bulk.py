"""Moving several hazards at once: who of them may go, what the others lack, and what came of it."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hazards.models import Hazard, evidence
from organizations.models import Unit
from records.perform import perform
from web.hazards.forms import field_of
from web.ledger.forms import BulkForm
from workflow import policy
from workflow.declarations.moves import Bulk, Move, OpenMove
from workflow.errors import Lack, NotPermitted, SomethingMissing, WorkflowError
from workflow.hazard_law import BULK_MOVES

MOST = 100  # hazards in one go
NAMED = 2  # refused for one reason; of more the sentence says how many
UNITS_NAMED = 4  # in one sentence; of more it says how many


class Verdict(NamedTuple):
    """Whether one hazard may make the move, why not, and what of it can still be supplied."""

    hazard: Hazard
    is_able: bool
    why: str = ""
    lacks: tuple[str, ...] = ()


class Plan(NamedTuple):
    """One bulk move of the hazards chosen."""

    declared: Move
    words: Bulk
    verdicts: list[Verdict]

    @property
    def on_the_button(self) -> str:
        words = self.words.button % {"n": len(self.able)}
        return _("%(do)s, unit by unit") % {"do": words} if self.spans_units else words

    @property
    def concerned(self) -> int:
        """How many could go now, or once what they lack is there."""
        return sum(verdict.is_able or bool(verdict.lacks) for verdict in self.verdicts)

    @property
    def able(self) -> list[Hazard]:
        return [verdict.hazard for verdict in self.verdicts if verdict.is_able]

    @property
    def unable(self) -> list[Verdict]:
        return [verdict for verdict in self.verdicts if not verdict.is_able]

    @property
    def by_unit(self) -> list[tuple[Unit, list[Hazard]]]:
        """Those able, unit by unit."""
        units: dict[Unit, list[Hazard]] = {}
        for hazard in self.able:
            units.setdefault(hazard.unit, []).append(hazard)
        return list(units.items())

    @property
    def spans_units(self) -> bool:
        """Are those able of several units, where a unit has to be chosen first?"""
        return bool(self.words.refuses_several_units) and len(self.by_unit) > 1

    def done(self, n: int) -> str:
        return self.words.done % {"n": n}

    @property
    def sentence(self) -> str:
        """「2件可以销号」, 「3件可以交办，分属示范小学（2）、第二小学（1），一次一个单位」"""
        words = self.words.possible % {"n": len(self.able)}
        if not self.spans_units:
            return words
        return _("%(words)s, of %(units)s, one unit at a time") % {
            "words": words,
            "units": self.units,
        }

    @property
    def units(self) -> str:
        """The units of those able, each with how many."""
        if len(self.by_unit) > UNITS_NAMED:
            return _("%(n)s units") % {"n": len(self.by_unit)}
        return _(", ").join(
            _("%(unit)s (%(n)s)") % {"unit": unit, "n": len(those)} for unit, those in self.by_unit
        )

    def refusals(self, besides: Collection[tuple[str, str]] = ()) -> Iterator[str]:
        """「2021-JZ031-0002不行，还差：现场验收照」, each reason once with all it holds for;
        `besides` are the pairs of number and reason told already."""
        numbers: dict[str, list[str]] = {}
        for one in self.unable:
            if (one.hazard.number, one.why) not in besides:
                numbers.setdefault(one.why, []).append(one.hazard.number)
        for why, those in numbers.items():
            if len(those) <= NAMED:
                yield _("%(number)s cannot: %(why)s") % {"number": _(", ").join(those), "why": why}
            else:
                n = len(those)
                words = ngettext("%(n)s cannot: %(why)s", "%(n)s cannot: %(why)s", n)
                yield words % {"n": n, "why": why}


def plans_for(hazards: Iterable[Hazard], user) -> list[Plan]:
    """What each bulk move would come to, the one that concerns most of them first; sending back
    is never what a choice is mainly for."""
    hazards = list(hazards)
    stands = evidence.of_each(hazards)
    open_moves = [
        {move.name: move for move in hazard.moves_open_to(user, stands[hazard.pk])}
        for hazard in hazards
    ]
    chosen = list(zip(hazards, open_moves, strict=True))
    plans = [
        Plan(
            one,
            one.bulk,
            [verdict(hazard, one, moves.get(name), user) for hazard, moves in chosen],
        )
        for name, one in BULK_MOVES.items()
    ]
    return sorted(plans, key=lambda plan: (plan.words.is_offered_last, -plan.concerned))


def plan_for(declared: Move, hazards: Iterable[Hazard], user) -> Plan:
    return next(plan for plan in plans_for(hazards, user) if plan.declared is declared)


def fault_in(hazards: list[Hazard]) -> str:
    """Why nothing can be done with such a choice at all; empty where it can."""
    return "" if hazards else _("Tick some hazards first.")


def verdict(hazard: Hazard, declared: Move, move: OpenMove | None, user) -> Verdict:
    """What the form asks for is missing from nobody; anything else is seen to one by one."""
    if move is None:
        return Verdict(hazard, False, why_not(hazard, declared, user))
    asks = declared.bulk.asks
    lacks = tuple(str(lack.detail) for lack in move.missing if field_of(lack.code) not in asks)
    words = _("Still missing: %(what)s") % {"what": _("; ").join(lacks)} if lacks else ""
    return Verdict(hazard, not lacks, words, lacks)


def why_not(hazard: Hazard, declared: Move, user) -> str:
    if not declared.is_possible(hazard):
        return _("it is “%(state)s”") % {"state": hazard.get_state_display()}
    if policy.is_reviewer(hazard, user) and not policy.is_reviewer_who_did_not_rectify(
        hazard, user
    ):
        return _("somebody else checks what you rectified")
    return _("this is for somebody else to do")


class Result(NamedTuple):
    """What became of one: nothing to say, or why not, with what it lacks."""

    hazard: Hazard
    refusal: str
    missing: tuple[Lack, ...] = ()
    is_permitted: bool = True


def carry_out(form: BulkForm) -> list[Result]:
    """Each hazard by itself, with the same guards as one alone."""
    return [_one(form, hazard) for hazard in form.hazards]


def _one(form: BulkForm, hazard: Hazard) -> Result:
    try:
        perform(hazard, form.declared.name, by=form.by, **form.given_for(hazard))
    except SomethingMissing as refusal:
        return Result(hazard, str(refusal), tuple(refusal.missing))
    except WorkflowError as refusal:
        return Result(hazard, str(refusal), is_permitted=not isinstance(refusal, NotPermitted))
    return Result(hazard, "")
