"""Plausible answers to the blanks a unit types itself, fitting its kind and size."""

from random import Random
from typing import Any, NamedTuple

from demo.texts import returns as texts
from organizations.models import Unit
from returns.table.aggregation import YES

Kind = Unit.Kind
Answers = dict[str, Any]
PUPILS = {
    Kind.CENTRAL_SCHOOL: (600, 1100),
    Kind.SCHOOL: (260, 800),
    Kind.KINDERGARTEN: (90, 260),
    Kind.TEACHING_POINT: (18, 60),
    Kind.DIRECT_UNIT: (700, 2400),
}
# Direct units that teach adults or nobody.
WITHOUT_PUPILS = ("教师发展中心", "青少年宫", "社区教育学院", "招生考试中心", "学生实践基地")
BY_PUPIL = 12  # so many pupils a teacher


class Site(NamedTuple):
    """Where the month takes place. `busy` is how much of everything it can do."""

    rng: Random
    pupils: int
    staff: int
    busy: int
    infants: bool

    def times(self, least: int, most: int) -> int:
        return self.rng.randint(least, most)

    def of(self, people: int, least: float = 0.75) -> int:
        """Most of so many people, never nobody."""
        return max(1, round(people * self.rng.uniform(least, 1)))


def typed(rng: Random, unit: Unit) -> Answers:
    """What the unit did and says of itself, blank by blank of the form of the notice, and
    what was decided first: but what is counted of hazards, rounds and tips."""
    here = site(rng, unit)
    return {
        **planned(),
        **studied(here),
        **held_open_day(here),
        **innovated(here),
        **told_others(here),
        **organised(here),
    }


def site(rng: Random, unit: Unit) -> Site:
    least, most = PUPILS[Kind(unit.kind)]
    if unit.name.endswith(WITHOUT_PUPILS):
        least, most = 30, 90
    pupils = rng.randint(least, most)
    infants = "幼儿园" in unit.name
    busy = {Kind.TEACHING_POINT: 0, Kind.CENTRAL_SCHOOL: 2, Kind.DIRECT_UNIT: 2}
    return Site(rng, pupils, max(3, pupils // BY_PUPIL), busy.get(Kind(unit.kind), 1), infants)


def studied(here: Site) -> Answers:
    sessions, classes = here.times(1, 2 + here.busy), here.times(1, 1 + here.busy)
    return {
        "launch_forms": here.rng.choice(texts.LAUNCH_FORMS),
        "launch_sessions": here.times(1, 1 + here.busy),
        "study_group_sessions": sessions,
        "study_group_attendance": sessions * min(here.staff, here.times(3, 5 + 4 * here.busy)),
        "online_class_sessions": classes,
        "online_class_attendance": classes * here.of(here.pupils + here.staff),
        "study_columns_opened": here.times(0, here.busy),
        "hazard_columns_opened": here.times(0, here.busy),
    }


def held_open_day(here: Site) -> Answers:
    sessions = here.times(0, min(here.busy, 1))
    return {
        "open_day_staff_attendance": here.of(here.staff),
        "venue_panorama_views": here.of(here.pupils, 0.3),
        "open_day_sessions_held": sessions,
        "open_day_held_attendance": sessions * here.of(here.pupils, 0.5),
    }


def innovated(here: Site) -> Answers:
    sessions = here.times(0, 1 + here.busy)
    names = texts.FOR_INFANTS if here.infants else texts.INNOVATIONS
    return {
        "innovative_activity_names": here.rng.choice(names) if sessions else None,
        "innovative_activity_sessions": sessions,
        "innovative_activity_attendance": sessions * here.of(here.pupils, 0.4),
    }


def told_others(here: Site) -> Answers:
    return {
        "school_outreach_sessions": here.times(1, 1 + here.busy),
        "school_outreach_participants": here.of(here.pupils + here.staff, 0.9),
        "media_reports": here.times(0, 1 + 2 * here.busy),
        "good_practices_publicised": here.times(0, here.busy),
        "problems_exposed": here.times(0, here.busy),
        "special_tour_sessions": here.times(0, min(here.busy, 1)),
        "online_tour_sessions": here.times(0, here.busy),
    }


def planned() -> Answers:
    return {
        "in_annual_priorities": YES,
        "coordination_mechanism_built": YES,
        "resources_guaranteed": YES,
    }


def organised(here: Site) -> Answers:
    return {
        "slogans_banners_posted": here.times(2, 6 + 9 * here.busy),
        "psa_items_produced": here.times(0, 1 + here.busy),
        "linked_to_hot_issues": YES,
        "linked_to_epidemic_and_rectification": YES,
        "linked_to_duties_no_formalism": YES,
    }
