"""One demo hazard as a plan: who does what and when, before anything is written to the ledger."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

from django.utils import timezone

from demo import days, texts
from demo.drawing.drawings import SHOTS
from demo.people import Staff
from demo.texts.finding import Finding
from hazards.models import Source
from organizations.models import Role, Unit, User
from workflow.states import Severity, Stage


class Shot(NamedTuple):
    scene: str
    stage: str
    seed: int


class Step(NamedTuple):
    """One act: `verb` is the name of a service, `given` what it is told."""

    at: datetime
    story: "Story"
    verb: str
    by: User
    given: dict[str, Any]
    shots: list[Shot]


class Troupe(NamedTuple):
    """Those who have a part in the hazards of one unit. `above` is the central school's officer."""

    unit: Unit
    inspector: User
    responsible: User
    officer: User
    above: User | None
    bureau_inspector: User
    auditor: User


def troupe_of(unit: Unit, bureau: Unit, staff: Staff) -> Troupe:
    return Troupe(
        unit,
        staff[unit.code, Role.INSPECTOR],
        staff[unit.code, Role.RESPONSIBLE],
        staff[unit.code, Role.OFFICER],
        staff.get((unit.parent.code, Role.OFFICER)) if unit.parent else None,
        staff[bureau.code, Role.INSPECTOR],
        staff[bureau.code, Role.AUDITOR],
    )


@dataclass(eq=False)
class Story:
    """The life of one hazard, told step by step; `at` is the present moment of the telling.

    `spot` is the place its photos show; `age` is how many days ago it was found.
    """

    rng: Random
    spot: int
    troupe: Troupe
    category: str
    finding: Finding
    today: date
    age: int
    at: datetime
    earlier: "Story | None" = None  # the one before it at the same unit
    place: str = ""
    severity: str = Severity.GENERAL
    reporter: User | None = None
    steps: list[Step] = field(default_factory=list)
    rectified_by: User | None = None
    due: datetime | None = None
    shots_taken: int = 0

    # --- Time ---

    def wait(self, least: float, most: float) -> None:
        self.at = days.later(self.rng, self.at, least, most)

    def ago(self, number: int, hour: int = 10) -> "Story":
        """Go to that hour so many days before today."""
        self.at = days.moment(self.today - timedelta(days=number), hour * 60 + 17)
        return self

    def until_due(self, least: int = 0, most: int = 3) -> None:
        """Wait until a few days before the deadline."""
        assert self.due
        day = timezone.localdate(self.due) - timedelta(days=self.rng.randint(least, most))
        self.at = max(days.working_hour(self.rng, day), self.at + timedelta(hours=1))

    def past_due(self, least: int, most: int) -> None:
        assert self.due
        self.at = days.later(self.rng, max(self.due, self.at), least, most)

    # --- Acts ---

    def do(self, verb: str, by: User, stage: str = "", photos: int = 0, **given: Any) -> None:
        shots = [self._shot(stage) for _ in range(photos)]
        self.steps.append(Step(self.at, self, verb, by, given, shots))

    def _shot(self, stage: str) -> Shot:
        seed = self.spot * SHOTS + self.shots_taken
        self.shots_taken += 1
        return Shot(self.finding.scene, stage, seed)

    def some(self, phrases: tuple[str, ...]) -> str:
        return self.rng.choice(phrases)

    def funds(self) -> Decimal:
        low, high = self.finding.funds
        return Decimal(round(self.rng.uniform(low, high) / 10) * 10)

    def report(self, by: User, source: str = Source.SELF_CHECK, photos: int | None = None) -> None:
        self.reporter = by
        self.place = self.place or self.some(tuple(self.finding.places.split()))
        count = 1 + (self.rng.random() < 0.2) if photos is None else photos
        is_major = self.severity == Severity.MAJOR
        self.do(
            "report",
            by,
            Stage.BEFORE.value,
            count,
            unit=self.troupe.unit,
            category=self.category,
            place=self.place,
            description=self.finding.text,
            severity=self.severity,
            clause=self.finding.clause if is_major else None,
            source=source,
            is_violation=self.finding.violation,
        )

    def assign(self, allowed: int, by: User | None = None) -> None:
        """With so many days to fix it."""
        self.due = self.at + timedelta(days=allowed)
        given: dict[str, Any] = {}
        if self.severity == Severity.MAJOR:
            given = {"funds": self.funds(), "contingency": self.some(texts.CONTINGENCY)}
        elif self.rng.random() < 0.4:
            given = {"funds": self.funds()}
        self.do(
            "assign",
            by or self.troupe.officer,
            responsible=self.troupe.responsible,
            due_on=timezone.localdate(self.due),
            measures=self.finding.measures,
            **given,
        )

    def rectify(self, by: User | None = None) -> None:
        self.rectified_by = by or self.troupe.responsible
        self.do(
            "rectify",
            self.rectified_by,
            Stage.AFTER.value,
            1 + (self.rng.random() < 0.15),
            measures_taken=self.finding.done,
            funds_spent=self.funds(),
        )

    def fix_on_spot(self, by: User) -> None:
        self.rectified_by = by
        done = f"{self.some(texts.FIXED_ON_SPOT)}：{self.finding.done}"
        self.do(
            "fix_on_spot", by, Stage.AFTER.value, 1, measures_taken=done, funds_spent=self.funds()
        )

    def send_back(self, by: User | None = None) -> None:
        reason = self.some(texts.SEND_BACK)
        self.do("send_back", by or self.reviewer(), reason=reason)

    def close(self, by: User | None = None) -> None:
        photos = 1 if self.severity == Severity.MAJOR or self.rng.random() < 0.08 else 0
        note = self.some(texts.REVIEW_NOTES)
        self.do("close", by or self.reviewer(), Stage.REVIEW.value, photos, note=note)

    def reviewer(self) -> User:
        """Somebody who may close it: never whoever fixed it, or for whom it was entered."""
        troupe = self.troupe
        if self.severity == Severity.MAJOR:
            return troupe.auditor
        central = [troupe.above] if troupe.above else []
        if self.reporter in (troupe.bureau_inspector, troupe.auditor):
            return self.rng.choice([*central, *central, troupe.auditor])
        able = [*[troupe.officer] * 6, *central, *central, self.reporter, troupe.auditor]
        theirs = (self.rectified_by, troupe.responsible)
        return self.rng.choice([person for person in able if person and person not in theirs])

    def control(self) -> None:
        self.do("control", self.troupe.officer, measures=self.some(texts.INTERIM))

    def ask_for_time(self, extra: int) -> None:
        """Ask for so many days beyond the deadline."""
        assert self.due
        self.do(
            "request_extension",
            self.troupe.responsible,
            until=timezone.localdate(self.due) + timedelta(days=extra),
            reason=self.some(texts.EXTENSION_REASONS),
            interim_measures=self.some(texts.INTERIM),
        )

    def answer(self, extra: int) -> None:
        """Grant so many days, or refuse (0)."""
        by = self.troupe.auditor if self.severity == Severity.MAJOR else self.troupe.officer
        if not extra:
            self.do("refuse", by, reason=self.some(texts.EXTENSION_REFUSALS))
            return
        assert self.due
        self.due += timedelta(days=extra)
        self.do("grant", by)

    def list_for_supervision(self, document: int, allowed: int) -> None:
        self.do(
            "list_for_supervision",
            self.troupe.auditor,
            level="district",
            document_number=f"蓟教督（演示）〔{timezone.localdate(self.at).year}〕{document}号",
            deadline=timezone.localdate(self.at) + timedelta(days=allowed),
        )
