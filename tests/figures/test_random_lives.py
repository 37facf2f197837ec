"""Whatever happens to hazards, the rows, their history and a plain recount say the same."""

import random
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from figures.statistics import figures
from hazards import services
from hazards.models import Hazard
from hazards.verification.ledger import faults
from organizations.models import Unit
from organizations.services import move_unit
from tests.base.strength import examples
from tests.cast import Cast
from tests.figures.lives import june, moment
from workflow.errors import WorkflowError
from workflow.states import OPEN, State

SEEDS = range(examples(4))
STEPS = 60
FRAMING = ("as_of", "tree_of")

pytestmark = pytest.mark.property


class Walk:
    """Tries random acts on random hazards, a third of a day apart; the law refuses what it must."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.cast, self.dice = cast, random.Random(seed)
        self.now = moment(june(1))
        self.hazards: list[Hazard] = []

    def go(self) -> None:
        for _ in range(STEPS):
            self.now += timedelta(hours=self.dice.choice((1, 8, 40)))
            if len(self.hazards) < 4 or self.dice.random() < 0.1:
                self.report()
            else:
                self.act(self.dice.choice(self.hazards))

    def report(self) -> None:
        unit = self.cast.units[self.dice.choice(("school", "school_2", "school_b"))]
        told = {"by": self.cast.auditor, "unit": unit, "at": self.now}
        make = self.dice.choice((self.cast.reported, self.cast.reported, self.cast.major))
        self.hazards.append(make(**told))

    def act(self, hazard: Hazard) -> None:
        hazard.refresh_from_db()
        choices = [name for name in dir(self) if name.startswith("try_")]
        with suppress(WorkflowError):  # the law said no; the walk goes on
            getattr(self, self.dice.choice(choices))(hazard, {"at": self.now})

    @property
    def due_on(self):
        return timezone.localdate(self.now) + timedelta(days=self.dice.randrange(6))

    def try_assign(self, hazard, told):
        holder = self.cast.people.get(f"responsible@{self.place(hazard)}")
        told |= {"responsible": holder, "due_on": self.due_on, "measures": "修", "funds": 9}
        services.assign(hazard, by=self.cast.auditor, contingency="绕行", **told)

    def place(self, hazard) -> str:
        return next(name for name, unit in self.cast.units.items() if unit.pk == hazard.unit_id)

    def try_rectify(self, hazard, told):
        by = hazard.responsible or self.cast.officer
        told |= {"photos": [self.cast.photo(by)], "measures_taken": "修好"}
        services.rectify(hazard, by=by, funds_spent=self.dice.choice(("0", "12.34")), **told)

    try_rectify_again = try_rectify_once_more = try_rectify

    def try_fix_on_spot(self, hazard, told):
        by = self.cast.auditor
        services.fix_on_spot(hazard, by=by, photos=[self.cast.photo(by)], **told)

    def try_close(self, hazard, told):
        central = self.cast["officer@central"]
        by = self.dice.choice((self.cast.auditor, self.cast.auditor, central))
        services.close(hazard, by=by, photos=[self.cast.photo(by)], **told)

    try_close_again = try_close

    def try_send_back(self, hazard, told):
        told |= {"reason": "再改", "due_on": self.due_on}
        services.send_back(hazard, by=self.cast.auditor, **told)

    def try_reopen(self, hazard, told):
        told |= {"reason": "又坏", "due_on": self.due_on}
        services.reopen(hazard, by=self.cast.auditor, **told)

    def try_dismiss(self, hazard, told):
        told |= {"outcome": "not_a_hazard", "reason": "不是"}
        services.dismiss(hazard, by=self.cast["officer@central"], **told)

    def try_restore(self, hazard, told):
        services.restore(hazard, by=self.cast.auditor, reason="是", **told)

    def try_extend(self, hazard, told):
        by = hazard.responsible or self.cast.officer
        until = (hazard.due_on or self.due_on) + timedelta(days=3)
        asked = {"until": until, "reason": "等件", "interim_measures": "围挡"}
        request = services.request_extension(hazard, by=by, **asked, **told)
        services.grant(request, by=self.cast.auditor, **told)


@pytest.fixture(params=SEEDS)
def walked(request, cast) -> Walk:
    walk = Walk(cast, request.param)
    walk.go()
    return walk


def without_framing(answer: dict) -> dict:
    return {name: value for name, value in answer.items() if name not in FRAMING}


def test_history_up_to_now_says_what_the_rows_say(walked):
    for by in ("unit", "month", "severity"):
        rows = figures(walked.cast.auditor, by=by)
        history = figures(walked.cast.auditor, by=by, as_of=timezone.now())
        assert without_framing(rows) == without_framing(history)


def test_each_row_is_what_its_history_leads_to(walked):
    assert list(faults()) == []


def test_the_figures_are_what_a_plain_recount_finds(walked):
    answer = figures(walked.cast.auditor)
    hazards = list(Hazard.objects.all())
    states = Counter(hazard.state for hazard in hazards)
    assert answer["by_state"] == {state: states[state] for state in State.values}
    closed = [h for h in hazards if h.state == State.CLOSED]
    days = [timezone.localdate(h.closed_at) for h in closed]
    on_time = [h for h, day in zip(closed, days, strict=True) if day <= (h.original_due_on or day)]
    extended = [h for h, day in zip(closed, days, strict=True) if day <= (h.due_on or day)]
    assert (answer["on_time"], answer["after_extension"]) == (len(on_time), len(extended))
    assert answer["overdue"] == sum(hazard.is_overdue for hazard in hazards)
    assert answer["open"] == sum(hazard.state in OPEN for hazard in hazards)


def test_a_past_moment_says_what_was_said_at_that_moment(cast, time_machine):
    walk = Walk(cast, seed=7)
    said = []
    for _ in range(8):
        walk.go()
        time_machine.move_to(walk.now)
        said.append(figures(cast.auditor, by="unit"))
    for then in said:
        as_of = datetime.fromisoformat(then["as_of"])
        assert without_framing(figures(cast.auditor, by="unit", as_of=as_of)) == without_framing(
            then
        )


def test_parents_are_the_sum_of_their_children_after_a_unit_has_moved(walked):
    cast = walked.cast
    day = timezone.localdate(walked.now) - timedelta(days=10)
    move_unit(cast.school, under=cast.units["central_b"], since=day)
    for as_of in (day - timedelta(days=1), day, None):
        for place in ("bureau", "central", "central_b"):
            unit = Unit.objects.get(pk=cast.units[place].pk)
            answer = figures(cast.auditor, unit=unit, by="unit", as_of=as_of)
            for name in ("found", "closed", "open", "closures", "units_expected"):
                assert sum(row[name] for row in answer["rows"]) == answer[name], (place, as_of)
