"""How checklists, rounds and coverage are told to the outside."""

from collections import Counter
from typing import Any

from api.hazards.outputs import day, moment, person
from api.samples.outputs import unit_ref
from hazards.models import Hazard
from inspections.checklists.shape import Line
from inspections.going_out import WentOut
from inspections.history.amendments import Amendment, amendments_of
from inspections.lines import answers_of, answers_so_far, lines_of
from inspections.models import Checklist, Outing, Round, UnitSignature
from inspections.models.counts import NUMBERS
from inspections.models.rounds import names_of, team_of


def checklist(one: Checklist) -> dict[str, Any]:
    listed = one.listed
    return {
        **checklist_ref(one),
        "cycle": one.cycle,
        "post": one.post,
        "since": day(one.since),
        "kinds": list(listed.kinds),
        "lines": [line(each) for each in listed.lines],
    }


def checklist_ref(one: Checklist) -> dict[str, Any]:
    return {"id": one.pk, "code": one.code, "version": one.version, "title": one.title}


def line(one: Line) -> dict[str, Any]:
    return {
        "line": one.key,
        "section": one.section,
        "text": one.text,
        "category": one.category,
        "rule": one.rule,
        "clause": one.clause,
    }


def row(one: Round) -> dict[str, Any]:
    outing = one.outing and {"id": str(one.outing_id), "title": one.outing.title}
    return {
        "id": str(one.pk),
        "unit": unit_ref(one.unit),
        "kind": one.kind,
        "checklist": one.checklist and checklist_ref(one.checklist),
        "state": one.state,
        "late": one.is_late,
        "opens_on": day(one.opens_on),
        "last_on": day(one.last_on),
        "late_until": day(one.late_until),
        "outing": outing,
        "finished_by": person(one.finished_by),
        "finished_at": moment(one.finished_at),
        "done_on": day(one.done_on),
        "ok": one.ok,
        "not_applicable": one.not_applicable,
        "hazards": one.found,
        "note": one.note,
        "amended": one.amended or 0,
    }


def detail(one: Round, user) -> dict[str, Any]:
    """The hazards found are named as far as `user` sees them."""
    answers = answers_of(one) if one.is_finished else answers_so_far(one)
    return {
        **row(one),
        "lines": [{**line(each), **answer(answers, each.key)} for each in lines_of(one)],
        "found": found(one, user),
        "signature": signature(UnitSignature.objects.filter(pk=one.pk).first()),
        "whereabouts": one.whereabouts or "",
        "inspectors": [str(name) for name in team_of(one)] if one.is_finished else [],
        "amendments": [amendment(each) for each in amendments_of(one)],
    }


def amendment(one: Amendment) -> dict[str, Any]:
    entry = one.entry
    told = {"by": person(entry.by), "at": moment(entry.at), "reason": entry.note}
    return told | {"changes": [each._asdict() for each in one.changes]}


def answer(answers: dict[str, list[str]], key: str) -> dict[str, Any]:
    result, note = answers.get(key, ("", ""))
    return {"result": result or None, "note": note}


def found(one: Round, user) -> list[dict[str, Any]]:
    lines = dict(one.findings.values_list("hazard", "line"))
    seen = Hazard.objects.visible_to(user).filter(pk__in=lines).order_by("number")
    return [
        {"line": lines[pk], "hazard": str(pk), "number": number}
        for pk, number in seen.values_list("pk", "number")
    ]


def signature(one: UnitSignature | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {"signed_by": person(one.signed_by), "refusal": one.refusal, "at": moment(one.at)}


def outing_row(one: Outing, counts: WentOut | None) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "title": one.title,
        "unit": unit_ref(one.unit),
        "day": day(one.day),
        "people": one.people,
        "went_out": counts._asdict() if counts else None,
    }


def outing(one: Outing, visits: list[Round], counts: WentOut | None) -> dict[str, Any]:
    return {
        **outing_row(one, counts),
        "team": [str(name) for name in names_of(one)],
        "visits": [row(each) for each in visits],
    }


def numbers(counts: Counter[str]) -> dict[str, int]:
    return {name: counts[name] for name in NUMBERS}
