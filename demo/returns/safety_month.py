"""June 2021: every unit reports to the campaign of the notice, and the district table is frozen."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from demo import days
from demo.activities import Deed
from demo.returns.campaigns import of_the_notice
from demo.returns.filing import SEED, Act, Filing
from demo.texts import returns as texts
from organizations.models import Unit
from returns.table.aggregation import NO

SCHOOLS_REPORT = (21, 22, 23, 24)
CENTRALS_SUM_UP = (25, 28)
DIRECT_UNITS_REPORT = (23, 24, 25, 28)
DISTRICT_TABLE = 30
LATE = 29
NIL = 3  # teaching points
HALF = 0.4  # what the school that never handed in has filled in
NOES = ("resources_guaranteed", "linked_to_hot_issues", "coordination_mechanism_built")
Kind = Unit.Kind


@dataclass(frozen=True)
class Odd:
    """The schools where something else happens than the rule, by their units' codes."""

    missing: str
    sent_back: str
    no: dict[str, str]
    nil: list[str]


def plan(district, staff, stories) -> list[Act | Deed]:
    filing = Filing(of_the_notice(), district, staff, stories)
    odd = odd_ones(filing)
    for school in filing.schools:
        report(filing, school, odd)
    sum_up(filing)
    report_directly(filing)
    draw_up_the_district_table(filing)
    return [*filing.logbook.deeds, *filing.acts]


def odd_ones(filing: Filing) -> Odd:
    """Never those of the demo people."""
    known = filing.district[1:]
    others = [school for school in filing.schools if school not in known]
    Random(f"{SEED}/{filing.drive.key}").shuffle(others)
    small = [school for school in others if is_without_anything(filing, school)]
    large = [school for school in others if school.kind != Kind.TEACHING_POINT]
    no = {school.code: code for school, code in zip(large[2:], NOES, strict=False)}
    nil = [school.code for school in small[:NIL]]
    return Odd(large[0].code, large[1].code, no, nil)


def is_without_anything(filing: Filing, school: Unit) -> bool:
    return school.kind == Kind.TEACHING_POINT and school.code not in filing.found


def june(day: int) -> date:
    return date(2021, 6, day)


def report(filing: Filing, school: Unit, odd: Odd) -> None:
    day = june(filing.chance(school).choice(SCHOOLS_REPORT))
    if school.code == odd.missing:
        filing.write(school, filing.morning(school, day), part=HALF)
    elif school.code in odd.nil:
        filing.do(filing.morning(school, day), "nil", school, filing.officer(school))
        filing.accept(school, day)
    elif school.code == odd.sent_back:
        report_twice(filing, school)
    elif school.code in odd.no:
        filing.complete(school, day, **{odd.no[school.code]: NO})
    else:
        filing.complete(school, day)


def report_twice(filing: Filing, school: Unit) -> None:
    """A class with a zero too many: who reviews it asks, and another record takes its place."""
    filing.hand_in(school, june(22))
    filing.logbook.mistake(school, "online_class")
    filing.send_back(school, june(22), texts.SENT_BACK)
    at = filing.morning(school, june(24))
    filing.logbook.correct(
        school, "online_class", at - timedelta(minutes=10), texts.A_ZERO_TOO_MANY
    )
    filing.submit(school, at)
    filing.accept(school, june(24))


def sum_up(filing: Filing) -> None:
    """Each central school adds its own; one is late, one takes out what was counted twice."""
    last = filing.centrals[-1]
    for central in filing.centrals:
        day = june(LATE if central == last else filing.chance(central).choice(CENTRALS_SUM_UP))
        at = filing.morning(central, day)
        filing.prepare(central, at)
        if central == filing.centrals[2]:
            code = "innovative_activity_attendance"
            filing.adjust(central, at, code, -30, texts.TOGETHER)
        filing.submit(central, at)
        filing.accept(central, day)


def report_directly(filing: Filing) -> None:
    """One never does, one is late; that of the demo people has mended two more than it entered."""
    *units, _missing, last = filing.direct_units
    for unit in [*units, last]:
        day = june(LATE if unit == last else filing.chance(unit).choice(DIRECT_UNITS_REPORT))
        at = filing.morning(unit, day)
        filing.prepare(unit, at)
        if unit == filing.district.direct:
            filing.adjust(unit, at, "hazards_investigated_rectified", 2, texts.ON_PAPER)
        filing.submit(unit, at)
        filing.accept(unit, day)


def draw_up_the_district_table(filing: Filing) -> None:
    """The bureau's own return: no blank of its own, the sum of all."""
    bureau, auditor = filing.district.bureau, filing.auditor
    at = days.moment(june(DISTRICT_TABLE), 15 * 60)
    header, summary = {"contact_phone": texts.PHONE}, texts.BUREAU_SUMMARY
    filing.do(at - timedelta(hours=1), "fill", bureau, auditor, header=header, summary=summary)
    filing.do(at, "submit", bureau, auditor)
