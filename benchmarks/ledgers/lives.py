"""One hazard's life as rows: the record, its photos and its chained history."""

import uuid
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from django.utils import timezone

from benchmarks.ledgers import pictures
from hazards.models import Hazard, HistoryEntry, Photo
from hazards.search import searchable
from hazards.services import reporting
from records.chain import START
from records.facts import as_fact
from workflow.states import Severity, Stage, State

PLACES = ("教学楼二层东侧", "食堂后厨", "宿舍楼一层走廊", "实验楼药品柜", "校门口", "操场看台")
FAULTS = (
    "安全出口被课桌堵住，门上挂锁",
    "灭火器压力不足，指针在红区",
    "插座面板松动，电线外露",
    "护栏焊点脱开，一推就晃",
    "配电箱无盖，箱前堆放杂物",
)
WAYS = {
    State.REPORTED: ("report",),
    State.ASSIGNED: ("report", "assign"),
    State.RECTIFIED: ("report", "assign", "rectify"),
    State.CLOSED: ("report", "assign", "rectify", "close"),
    State.DISMISSED: ("report", "dismiss"),
}
AFTER = {
    "report": State.REPORTED,
    "assign": State.ASSIGNED,
    "rectify": State.RECTIFIED,
    "close": State.CLOSED,
    "dismiss": State.DISMISSED,
}
AFTER_HOURS = {
    move: timedelta(hours=hours)
    for move, hours in {"report": 0, "assign": 2, "rectify": 9, "close": 20, "dismiss": 3}.items()
}


class Life(NamedTuple):
    hazard: Hazard
    photos: list[Photo]
    entries: list[HistoryEntry]


def life(
    *, pk: uuid.UUID, number: str, unit, category, people, at: datetime, state: str, chance: Random
) -> Life:
    """A hazard of `unit` reported at `at`, which has come as far as `state`."""
    moves = WAYS[State(state)]
    hazard = Hazard(
        id=pk,
        number=number,
        unit=unit,
        category=category,
        report_digest=f"{chance.getrandbits(256):064x}",
        place=chance.choice(PLACES),
        description=chance.choice(FAULTS),
        severity=Severity.GENERAL,
        reporter=people["inspector"],
        reported_at=at,
        found_on=timezone.localdate(at),
        entered_at=at + AFTER_HOURS[moves[-1]],
        version=len(moves),
        state=state,
        **repair(moves, people, at),
        **end(moves, people, at),
    )
    hazard.searchable = searchable.text_of(hazard)
    shown = list(photos(hazard, moves, people, chance))
    return Life(hazard, shown, entries(hazard, moves, people, shown))


def repair(moves, people, at: datetime) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if "assign" in moves:
        due_on = timezone.localdate(at) + timedelta(days=10)
        assigned_at = at + AFTER_HOURS["assign"]
        told |= {"responsible": people["responsible"], "assigned_at": assigned_at}
        told |= {"measures": "清走堆物，恢复原状", "due_on": due_on, "original_due_on": due_on}
    if "rectify" in moves:
        rectified_at = at + AFTER_HOURS["rectify"]
        told |= {"rectified_by": people["responsible"], "rectified_at": rectified_at}
        told |= {"measures_taken": "已清走并复核", "funds_spent": 0}
    return told


def end(moves, people, at: datetime) -> dict[str, Any]:
    if "close" in moves:
        closed_at = at + AFTER_HOURS["close"]
        told = {"closed_by": people["officer"], "closed_at": closed_at}
        return told | {"first_closed_on": timezone.localdate(closed_at)}
    if "dismiss" in moves:
        return {"outcome": "not_a_hazard", "dismissed_at": at + AFTER_HOURS["dismiss"]}
    return {}


def photos(hazard: Hazard, moves, people, chance: Random):
    """One before the repair and one after; only the rows, as no list opens the files."""
    stages = [(Stage.BEFORE, "inspector", hazard.reported_at)]
    if "rectify" in moves:
        stages.append((Stage.AFTER, "responsible", hazard.rectified_at))
    for stage, role, at in stages:
        pk = uuid.UUID(int=chance.getrandbits(128), version=4)
        yield Photo(
            id=pk,
            hazard=hazard,
            stage=stage,
            attempt=1,
            sha256=f"{chance.getrandbits(256):064x}",
            byte_size=2_400_000,
            format="JPEG",
            width=4032,
            height=3024,
            uploaded_by=people[role],
            uploaded_at=at,
            **pictures.digests(pk),
        )


def facts_of(hazard: Hazard, move: str, shown: list[Photo]) -> dict[str, Any]:
    """What the history says of a move, so that the row can be made again out of it."""
    said: dict[str, Any] = {
        "report": reporting.told_of(hazard),
        "assign": {name: getattr(hazard, name) for name in ("responsible", "measures", "due_on")},
        "rectify": {"measures_taken": hazard.measures_taken, "funds_spent": hazard.funds_spent},
        "dismiss": {"outcome": hazard.outcome, "reason": "已补记，不算隐患"},
    }.get(move, {})
    facts = {name: as_fact(value) for name, value in said.items() if value not in (None, "")}
    stage = {"report": Stage.BEFORE, "rectify": Stage.AFTER}.get(move)
    photos = [photo.told for photo in shown if photo.stage == stage]
    return facts | ({"photos": photos} if photos else {})


def entries(hazard: Hazard, moves, people, shown: list[Photo]) -> list[HistoryEntry]:
    """The history, each line chained to the one before."""
    who = {"report": "inspector", "rectify": "responsible"}
    written: list[HistoryEntry] = []
    for sequence, move in enumerate(moves, start=1):
        last = written[-1] if written else None
        entry = HistoryEntry(
            hazard=hazard,
            sequence=sequence,
            at=hazard.reported_at + AFTER_HOURS[move],
            by=people[who.get(move, "officer")],
            move=move,
            before=last.after if last else "",
            after=AFTER[move],
            attempt=1,
            facts=facts_of(hazard, move, shown),
            previous_digest=last.digest if last else START,
        )
        entry.digest = entry.computed_digest()
        written.append(entry)
    return written
