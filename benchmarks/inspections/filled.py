"""Ledgers with rounds in them, and a campaign that counts them.

Rows in bulk, as only a generator of test data may write them: planned and counted by the service's
own functions; their lines of history, which no page asked here reads, are left out.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from benchmarks.ledgers import bulk
from benchmarks.ledgers import city as cities
from benchmarks.ledgers import district as districts
from hazards.models import Hazard
from inspections.models import Change, Clockwork, Finding, Round, Switch
from inspections.planning import OfDistricts, Opening, Placed, as_round
from inspections.tally import check, contributions, folding
from organizations.models import Membership, Role, Unit, User
from returns import services
from returns.models.form_templates import FormTemplate

HAZARDS = 3000
LISTS = ("fire_daily", "fire_monthly")
MISSED, LATE = 0.04, 0.07  # of a hundred: four are missed, three made up for late
AT_ONCE = 20_000
FIELDS = [(field.column, field.attname) for field in Round._meta.concrete_fields]


def district(days: int) -> dict[str, int]:
    districts.fill(hazards=HAZARDS, waiting=0)
    told = inspect(days)
    for fault in check.faults():
        raise SystemExit(fault)
    return told


def city(days: int) -> dict[str, int]:
    cities.fill(hazards=HAZARDS)
    return inspect(days)


def inspect(days: int) -> dict[str, int]:
    """`days` until yesterday, and what is due today."""
    today = timezone.localdate()
    root = Unit.objects.get(parent=None)
    openings = list(openings_of(root, [today - timedelta(days=n) for n in range(days, -1, -1)]))
    auditor = User.objects.get(memberships__role=Role.AUDITOR)
    for code in LISTS:
        told = {"is_on": True, "since": today - timedelta(days=days), "at": timezone.now()}
        Switch.objects.create(unit=root, code=code, by=auditor, **told)
    rounds = lines = 0
    with bulk.without_indexes(Round):
        for some in chunks(rounds_of(openings)):
            rounds, lines = rounds + len(some), lines + write(some)
    Clockwork.objects.update_or_create(pk=1, defaults={"planned_through": today})
    campaign(auditor, root, days)
    districts.count_the_rows()
    return {"rounds": rounds, "answered lines": lines}


def openings_of(root: Unit, days: list[date]) -> Iterator[Opening]:
    for day in days:
        for opening in OfDistricts(day).openings(root.pk):
            if opening.checklist.code in LISTS:
                yield opening


Told = tuple[Round, Finding | None, int]


def rounds_of(openings: list[Opening]) -> Iterator[Told]:
    """Unit by unit, each with the line it was found at and how many lines it answered."""
    chance, today = Random(68), timezone.localdate()
    inspectors = dict(Membership.objects.filter(role=Role.INSPECTOR).values_list("unit", "user"))
    hazards = {unit: pk for pk, unit in Hazard.objects.values_list("pk", "unit")}
    asked = {code: listed for code, listed in listed_in(openings).items()}
    for unit in Unit.objects.exclude(parent=None):
        for opening in openings:
            listed = asked[opening.checklist.code]
            if not listed.is_for(unit.kind):
                continue
            one = as_round(Placed(unit.pk, unit.kind, unit.path), opening)
            lines, when = len(listed.lines_for(unit.kind)), chance.random()
            is_over = opening.window.last_on < today
            if when < MISSED or not is_over:
                yield one, None, 0
                continue
            finish(one, inspectors[unit.pk], lines, is_late=when < LATE)
            hazard = hazards.pop(unit.pk, None) if when > 0.9 else None
            one.found = 1 if hazard else 0
            yield one, Finding(round=one, hazard_id=hazard) if hazard else None, lines


def listed_in(openings: list[Opening]) -> dict[str, Any]:
    """A list is read once, not once for each of its windows."""
    checklists = {opening.checklist.code: opening.checklist for opening in openings}
    return {code: one.listed for code, one in checklists.items()}


def finish(one: Round, by: int, lines: int, *, is_late: bool) -> None:
    assert one.last_on and one.late_until
    one.done_on = min(one.late_until, timezone.localdate()) if is_late else one.last_on
    at = timezone.make_aware(datetime.combine(one.done_on, time(7, 30)))
    one.started_at = one.finished_at = at
    one.started_by_id = one.finished_by_id = by
    one.ok = lines


def chunks(rounds: Iterator[Told]) -> Iterator[list[Told]]:
    while some := list(islice(rounds, AT_ONCE)):
        yield some


def write(some: list[Told]) -> int:
    """How many lines were answered."""
    today = timezone.localdate()
    rounds = [one for one, _finding, _lines in some]
    bulk.write(Round, ({c: getattr(one, name) for c, name in FIELDS} for one in rounds))
    Finding.objects.bulk_create(finding for _one, finding, _lines in some if finding)
    changes = [change for one in rounds for change in contributions.changes(one, {})]
    with transaction.atomic():
        folding.write(change for change in changes if change.effective_on <= today)
        Change.objects.bulk_create(one for one in changes if one.effective_on > today)
    return sum(lines for _one, _finding, lines in some)


def campaign(auditor: User, root: Unit, days: int) -> None:
    today = timezone.localdate()
    window = (today - timedelta(days=days), today)
    services.open_campaign(
        by=auditor,
        unit=root,
        title="安全生产月",
        template=FormTemplate.objects.get(code="safety-month", version="2021-2"),
        activity_from=window[0],
        activity_through=window[1],
        hazards_from=window[0],
        hazards_through=window[1],
        due_on=date(2099, 6, 28),
    )
