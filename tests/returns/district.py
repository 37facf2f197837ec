"""A whole district with a few hundred hazards, its returns filled in by its own officers."""

import uuid
from datetime import timedelta
from itertools import count, cycle
from random import Random
from typing import Any

from benchmarks.ledgers import lives
from benchmarks.ledgers.district import ROLES, appoint, write
from hazards.models import Category, Source
from organizations.models import Role, Unit
from organizations.services import found_unit
from returns import services
from returns.models import Return
from tests.figures.lives import june, moment
from tests.returns.campaigning import REASON, campaign_of
from workflow.errors import SomethingMissing
from workflow.states import Severity, State

CENTRAL_SCHOOLS, SCHOOLS, DIRECT_UNITS, HAZARDS = 26, 200, 20, 600
FORMS = ("晨会", "讲座", "国旗下讲话", "主题班会", "")
RECTIFIED = "hazards_investigated_rectified"


class District:
    """Every few units do something out of the ordinary; which, is the same at every run."""

    def __init__(self) -> None:
        self.dice = Random(2021)
        self.bureau = found_unit("JZ000", "区教育局", Unit.Kind.BUREAU)
        self.central: list[Unit] = []
        self.schools: list[Unit] = []
        self.direct: list[Unit] = []
        self.found_units()
        units = [self.bureau, *self.central, *self.schools, *self.direct]
        self.people = appoint(units)
        self.auditor = self.people[self.bureau.pk, Role.AUDITOR]
        write(list(self.lives(units)))
        self.campaign = campaign_of(self.auditor, self.bureau)
        self.returns = {one.unit_id: one for one in Return.objects.for_reading()}

    def found_units(self) -> None:
        kind, running = Unit.Kind, count(1)

        def found(of_kind: str, parent: Unit) -> Unit:
            number = next(running)
            return found_unit(f"JZ{number:03d}", f"单位{number}", of_kind, parent)

        for _ in range(CENTRAL_SCHOOLS):
            self.central.append(found(kind.CENTRAL_SCHOOL, self.bureau))
        for _, central in zip(range(SCHOOLS), cycle(self.central), strict=False):
            self.schools.append(found(kind.SCHOOL, central))
        for _ in range(DIRECT_UNITS):
            self.direct.append(found(kind.DIRECT_UNIT, self.bureau))

    def lives(self, units: list[Unit]):
        """Found from some days before the window to some days after it."""
        category, numbers = Category.objects.get(code="fire"), {unit.pk: count(1) for unit in units}
        for place in range(HAZARDS):
            unit, at = self.dice.choice(units), moment(june(1)) + timedelta(hours=place * 1.5)
            life = lives.life(
                pk=uuid.UUID(int=self.dice.getrandbits(128), version=4),
                number=f"2021-{unit.code}-{next(numbers[unit.pk]):04d}",
                unit=unit,
                category=category,
                people={role: self.people[unit.pk, role] for role in ROLES},
                at=at,
                state=self.dice.choice(State.values),
                chance=self.dice,
            )
            life.hazard.source = self.dice.choice((Source.TIP, Source.SELF_CHECK))
            life.hazard.is_violation = self.dice.random() < 0.3
            life.hazard.severity = self.dice.choice((*[Severity.GENERAL] * 4, Severity.MAJOR))
            yield life

    def answers(self) -> dict[str, Any]:
        told: dict[str, Any] = {}
        for indicator in self.campaign.form.typed:
            if indicator.type == "yes_no":
                told[indicator.code] = self.dice.choice((*["yes"] * 30, "no"))
            elif indicator.type == "int":
                told[indicator.code] = self.dice.randrange(1, 40)
        told |= {"tipsters_rewarded": 0, "news_from_leads": 0}
        for names, sessions in (
            ("launch_forms", "launch_sessions"),
            ("innovative_activity_names", "innovative_activity_sessions"),
        ):
            told[names] = self.dice.choice(FORMS) or None
            told[sessions] = told[sessions] if told[names] else 0
        return told

    def hand_in(self, unit: Unit) -> None:
        by, one = self.people[unit.pk, Role.OFFICER], self.returns[unit.pk]
        services.fill(one, by=by, values=self.answers())
        if self.dice.random() < 0.1:
            told = {"code": RECTIFIED, "value": 99, "reason": "另有纸质台账"}
            services.adjust(one, by=by, **told)
        services.submit(one, by=by)

    def nil_or_hand_in(self, unit: Unit) -> None:
        try:
            services.nil(self.returns[unit.pk], by=self.people[unit.pk, Role.OFFICER])
        except SomethingMissing:
            self.hand_in(unit)

    def send_back(self, unit: Unit) -> None:
        by = self.people[unit.parent_id, Role.OFFICER]
        services.return_(self.returns[unit.pk], by=by, reason=REASON)

    def go(self) -> None:
        """Schools first; some never report, some say nil, some come back and come again; then the
        central schools but one, then schools that are late; then everything is accepted."""
        missing, late = self.schools[5::40], self.schools[7::40]
        for place, unit in enumerate([*self.schools, *self.direct[1:]]):
            if unit not in (*missing, *late):
                (self.nil_or_hand_in if place % 15 == 0 else self.hand_in)(unit)
        for unit in self.schools[3::30]:
            self.send_back(unit)
            self.hand_in(unit)
        for unit in (*self.central[1:], *late):
            self.hand_in(unit)
        for unit in (*self.central[1:], *self.direct[1:]):
            services.accept(self.returns[unit.pk], by=self.auditor)
        services.submit(self.returns[self.bureau.pk], by=self.auditor)
