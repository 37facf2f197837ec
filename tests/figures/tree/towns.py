"""A town of random units, and random acts of its people; the law refuses what it must."""

from contextlib import suppress
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from hazards import services as hazard_services
from hazards.models import Category, Hazard
from organizations.models import Unit
from organizations.services import found_unit, move_unit
from returns import services
from returns.models import Submission
from returns.table.answers import BadAnswers
from tests.returns.campaigning import Desk, campaign_of, plausible
from workflow.errors import WorkflowError

ACTS = (
    *("report", "report", "rectify", "close", "reopen", "dismiss"),
    *("adjust", "hand_in", "hand_in", "hand_in", "hand_in", "nil"),
    *("send_back", "accept", "correct", "move", "close_down"),
)
FILLABLE, SUBMITTED = ("draft", "returned"), ("submitted",)
IN = {
    **dict.fromkeys(("fill", "adjust", "hand_in", "nil"), FILLABLE),
    **dict.fromkeys(("send_back", "accept"), SUBMITTED),
    "correct": ("accepted",),
}
REFUSALS = (WorkflowError, BadAnswers, ValidationError)
SCHOOL = Unit.Kind.SCHOOL
KEPT = ("document", "digest", "parts", "children", "as_of", "sequence")


class Town:
    """Random units below the bureau, each with an officer, and what happens to them."""

    def __init__(self, cast, parents: list[int]) -> None:
        self.cast = cast
        self.second = cast.person("second", "auditor", cast.units["bureau"])
        self.places = ["bureau"]
        for number, parent in enumerate(parents):
            above = cast.units[self.places[parent % len(self.places)]]
            place = f"u{number}"
            cast.units[place] = found_unit(f"ZZ{number:02d}", place, SCHOOL, above)
            cast.people[f"officer@{place}"] = cast.person(
                f"officer@{place}", "officer", cast.units[place]
            )
            self.places.append(place)
        today = timezone.localdate()
        window = {"hazards_from": today - timedelta(days=3), "hazards_through": today}
        told = {"due_on": today, "at": None, **window}
        self.desk = Desk(cast, campaign_of(cast.auditor, cast.units["bureau"], **told))
        self.frozen: dict[int, tuple] = {}

    def step(self, act: str, where: int, number: int) -> None:
        """Somewhere where it could be done, if there is such a place."""
        places = self.in_states(*IN.get(act, ())) or self.places
        place = places[where % len(places)]
        with suppress(*REFUSALS), transaction.atomic():
            getattr(self, act)(place, number)
        self.remember()

    def in_states(self, *states: str) -> list[str]:
        current = self.desk.campaign.returns.current().filter(state__in=states)
        units = set(current.values_list("unit", flat=True))
        return [place for place in self.places if self.cast.units[place].pk in units]

    def remember(self) -> None:
        """Nothing that was handed in is ever anything else again."""
        now = {row[0]: row for row in Submission.objects.values_list("pk", *KEPT)}
        assert {pk: now[pk] for pk in self.frozen} == self.frozen
        self.frozen = now

    # --- Hazards ---

    def report(self, place, number) -> None:
        """Every third is a tip, every fourth a violation, and some were found before the window."""
        hazard_services.report(
            by=self.cast.auditor,
            unit=self.cast.units[place],
            category=Category.objects.get(code="management"),
            place="制度",
            description="没有值班记录",
            source="tip" if number % 3 == 0 else "self_check",
            is_violation=number % 4 == 0,
            found_on=timezone.localdate() - timedelta(days=number),
        )

    def hazard(self, number: int, *states: str) -> Hazard:
        here = list(Hazard.objects.filter(state__in=states).order_by("number"))
        if not here:
            raise ValidationError("none")
        return here[number % len(here)]

    def rectify(self, place, number) -> None:
        by = self.cast.auditor
        photos = [self.cast.photo(by)]
        hazard = self.hazard(number, "reported")
        hazard_services.fix_on_spot(hazard, by=by, photos=photos, measures_taken="补记")

    def close(self, place, number) -> None:
        hazard_services.close(self.hazard(number, "rectified"), by=self.second)

    def reopen(self, place, number) -> None:
        told = {"reason": "又缺", "due_on": self.cast.due_on}
        hazard_services.reopen(self.hazard(number, "closed"), by=self.cast.auditor, **told)

    def dismiss(self, place, number) -> None:
        hazard = self.hazard(number, "reported")
        told = {"outcome": "not_a_hazard", "reason": "有记录"}
        by = self.desk.filler(next(p for p in self.places if self.is_at(hazard, p)))
        hazard_services.dismiss(hazard, by=by, **told)

    def is_at(self, hazard, place) -> bool:
        return hazard.unit_id == self.cast.units[place].pk

    # --- Returns ---

    def fill(self, place, number) -> None:
        told = {} if place == "bureau" else plausible(self.desk.form, number, place)
        if number % 5 == 0 and told:
            told["in_annual_priorities"] = "no"
        services.fill(self.desk.of(place), by=self.desk.filler(place), values=told)

    def adjust(self, place, number) -> None:
        code = ("hazards_raised_by_tips", "media_reports", "launch_forms")[number % 3]
        self.desk.adjust(place, code, "另报" if code == "launch_forms" else number * 7)

    def hand_in(self, place, number) -> None:
        with suppress(WorkflowError), transaction.atomic():
            self.fill(place, number)
        self.desk.submit(place)

    def nil(self, place, number) -> None:
        self.desk.nil(place)

    def send_back(self, place, number) -> None:
        self.desk.send_back(place)

    def accept(self, place, number) -> None:
        self.desk.accept(place)

    def correct(self, place, number) -> None:
        self.desk.correct(place)

    # --- Units ---

    def move(self, place, number) -> None:
        under = self.cast.units[self.places[number % len(self.places)]]
        move_unit(self.cast.units[place], under=under, since=timezone.localdate())

    def close_down(self, place, number) -> None:
        unit = Unit.objects.get(pk=self.cast.units[place].pk)
        if place == "bureau" or unit.children.exists():
            raise ValidationError("still needed")
        unit.closed_on = timezone.localdate()
        unit.save()
