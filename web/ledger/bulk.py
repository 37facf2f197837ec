"""Moving several hazards at once: who of them may go, what the others lack, and what came of it."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_fsm import can_proceed

from hazards.models import Hazard, evidence
from organizations.models import Unit
from records.perform import perform
from web.ledger.forms import BULK_FORMS, BulkForm
from workflow import policy
from workflow.errors import Lack, NotPermitted, SomethingMissing, WorkflowError
from workflow.hazard_law import MOVES

MOST = 100  # hazards in one go
LAST = {"send_back"}
FOR_ONE_UNIT = {"assign"}  # the person it names is of one unit
NAMED = 2  # refused for one reason; of more the sentence says how many
UNITS_NAMED = 4  # in one sentence; of more it says how many
# What the form of a bulk move gives; anything else has to be seen to one by one.
GIVEN = {
    "assign": {"responsible", "due_on", "measures"},
    "send_back": {"reason", "due_on"},
    "close": set(),
}
MAY = {
    "assign": lambda n: ngettext("%(n)s can be assigned", "%(n)s can be assigned", n),
    "send_back": lambda n: ngettext("%(n)s can be sent back", "%(n)s can be sent back", n),
    "close": lambda n: ngettext("%(n)s can be closed", "%(n)s can be closed", n),
}
BUTTON = {
    "assign": lambda n: ngettext("Assign %(n)s", "Assign %(n)s", n),
    "send_back": lambda n: ngettext("Send back %(n)s", "Send back %(n)s", n),
    "close": lambda n: ngettext("Close %(n)s", "Close %(n)s", n),
}
DONE = {
    "assign": lambda n: ngettext("%(n)s assigned.", "%(n)s assigned.", n),
    "send_back": lambda n: ngettext("%(n)s sent back.", "%(n)s sent back.", n),
    "close": lambda n: ngettext("%(n)s closed.", "%(n)s closed.", n),
}
TITLES = {
    "assign": gettext_lazy("Assign several"),
    "send_back": gettext_lazy("Send several back"),
    "close": gettext_lazy("Close several"),
}
EFFECTS = {
    "assign": gettext_lazy("The same person gets all of them, with one deadline."),
    "send_back": gettext_lazy("Each goes back to be fixed again; the photos so far stay."),
    "close": gettext_lazy("Their numbers are struck off. Only an officer above can reopen them."),
}


class Verdict(NamedTuple):
    """Whether one hazard may make the move, why not, and what of it can still be supplied."""

    hazard: Hazard
    is_able: bool
    why: str = ""
    lacks: tuple[str, ...] = ()


class Plan(NamedTuple):
    """One bulk move of the hazards chosen."""

    name: str
    verdicts: list[Verdict]

    @property
    def label(self):
        return MOVES[self.name].label

    @property
    def title(self):
        return TITLES[self.name]

    @property
    def effect(self):
        return EFFECTS[self.name]

    @property
    def on_the_button(self) -> str:
        words = BUTTON[self.name](len(self.able)) % {"n": len(self.able)}
        return _("%(do)s, unit by unit") % {"do": words} if self.spans_units else words

    @property
    def slug(self) -> str:
        return self.name.replace("_", "-")

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
        return self.name in FOR_ONE_UNIT and len(self.by_unit) > 1

    def done(self, n: int) -> str:
        return DONE[self.name](n) % {"n": n}

    @property
    def sentence(self) -> str:
        """「2件可以销号」, 「3件可以交办，分属示范小学（2）、第二小学（1），一次一个单位」"""
        words = MAY[self.name](len(self.able)) % {"n": len(self.able)}
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
        Plan(name, [verdict(hazard, name, moves.get(name), user) for hazard, moves in chosen])
        for name in BULK_FORMS
    ]
    return sorted(plans, key=lambda plan: (plan.name in LAST, -plan.concerned))


def plan_for(name: str, hazards: Iterable[Hazard], user) -> Plan:
    return next(plan for plan in plans_for(hazards, user) if plan.name == name)


def fault_in(hazards: list[Hazard]) -> str:
    """Why nothing can be done with such a choice at all; empty where it can."""
    return "" if hazards else _("Tick some hazards first.")


def verdict(hazard: Hazard, name: str, move, user) -> Verdict:
    if move is None:
        return Verdict(hazard, False, why_not(hazard, name, user))
    lacks = tuple(str(lack.detail) for lack in move.missing if lack.code not in GIVEN[name])
    words = _("Still missing: %(what)s") % {"what": _("; ").join(lacks)} if lacks else ""
    return Verdict(hazard, not lacks, words, lacks)


def why_not(hazard: Hazard, name: str, user) -> str:
    if can_proceed(getattr(hazard, name)):
        if name == "close" and policy.is_reviewer(hazard, user):
            return _("somebody else checks what you rectified")
        return _("this is for somebody else to do")
    return _("it is “%(state)s”") % {"state": hazard.get_state_display()}


class Result(NamedTuple):
    """What became of one: nothing to say, or why not, with what it lacks."""

    hazard: Hazard
    refusal: str
    missing: tuple[Lack, ...] = ()
    is_permitted: bool = True


def carry_out(name: str, form: BulkForm, by) -> list[Result]:
    """Each hazard through its service, with the same guards as one alone."""
    return [_one(name, hazard, form.given_for(hazard), by) for hazard in form.hazards]


def _one(name: str, hazard: Hazard, given: dict, by) -> Result:
    try:
        perform(hazard, name, by=by, **given)
    except SomethingMissing as refusal:
        return Result(hazard, str(refusal), tuple(refusal.missing))
    except WorkflowError as refusal:
        return Result(hazard, str(refusal), is_permitted=not isinstance(refusal, NotPermitted))
    return Result(hazard, "")
