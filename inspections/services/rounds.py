"""Beginning a free round, keeping what was tapped, finishing, and the unit's word under it."""

import hashlib
import json
import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hazards.models import Hazard
from inspections import lines, notifications
from inspections.law import START
from inspections.models import Checklist, Draft, Finding, Outing, Round, UnitSignature
from inspections.perform import (
    LONGEST_NOTE,
    ROUNDS,
    Answers,
    day_of,
    summed_up,
    unknown,
)
from organizations.models import Unit
from records.kinds import Performing, When
from records.perform import allow, enter, locked, perform
from texts.writing import as_entered
from workflow.errors import Lack, NotPermitted, NotPossible, SomethingMissing

FREE = (Round.Kind.EXTRA, Round.Kind.HUNT, Round.Kind.CAMPAIGN, Round.Kind.VISIT)
LONGEST_REFUSAL = 200


def start(
    *,
    by: Any,
    unit: Unit,
    kind: str,
    day: date | None = None,
    checklist: Checklist | None = None,
    outing: Outing | None = None,
    id: uuid.UUID | None = None,
    at: datetime | None = None,
) -> tuple[Round, bool]:
    """Begin a round nothing made due; True beside it when it is new, False when it was here.

    The same `id` with the same body is the same round sent twice. Raises NotPossible for another
    body under that id, NotPermitted, SomethingMissing.
    """
    now = at or timezone.now()
    one = Round(
        id=id or uuid.uuid4(),
        unit=unit,
        kind=kind,
        checklist=checklist,
        code=checklist.code if checklist else "",
        opens_on=day or timezone.localdate(now),
        outing=outing,
        place=unit.path,
        started_by=by,
        started_at=now,
    )
    one.start_digest = digest_of(one)
    try:
        return _enter(one)
    except IntegrityError:  # the same id came in by another connection a moment ago
        return _again(one), False


def digest_of(one: Round) -> str:
    """What makes two of them the same."""
    told = [one.started_by_id, one.unit_id, one.kind, one.code, one.opens_on, one.outing_id]
    return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()


@transaction.atomic
def _enter(one: Round) -> tuple[Round, bool]:
    if Round.objects.filter(pk=one.pk).exists():
        return _again(one), False
    admit(one)
    enter(Performing(START, one, one.started_by, one.started_at or timezone.now()))
    return one, True


def admit(one: Round) -> None:
    """May this person begin it; is the unit still there; is there such a kind, has the day come?"""
    if not START.who(one.started_by, one.unit):
        raise NotPermitted(_("You may not inspect this unit."))
    if one.unit.closed_on is not None:
        raise NotPossible(_("This unit is closed; nobody inspects it any more."))
    lacking = []
    if one.kind not in FREE:
        lacking.append(Lack("kind", _("a kind of free round there is")))
    if one.opens_on > timezone.localdate(one.started_at):
        lacking.append(Lack("day", _("a day that has come")))
    if lacking:
        raise SomethingMissing(lacking)


def _again(one: Round) -> Round:
    there = Round.objects.for_list().get(pk=one.pk)
    if there.start_digest != one.start_digest:
        raise NotPossible(_("Another round was already begun under this id."))
    return there


@transaction.atomic
def keep_answers(one: Round, *, by: Any, answers: Answers) -> dict[str, Any]:
    """Keep what was tapped, beside what was kept before, until the round is finished; answers all
    of it. Raises NotPossible, NotPermitted, SomethingMissing for a line nobody asked."""
    one = locked(one)
    allow(one, ROUNDS.law["finish"], by)
    asked = {line.key for line in lines.lines_of(one)}
    lacking = list(unknown(asked, answers))
    if lacking:
        raise SomethingMissing(lacking, round=one)
    kept = lines.answers_so_far(one) | {key: list(said) for key, said in answers.items()}
    told = {"answers": kept, "by": by, "at": timezone.now()}
    Draft.objects.update_or_create(round=one, defaults=told)
    return lines.answers_so_far(one)


@transaction.atomic
def attach(one: Round, *, by: Any, hazard: Hazard, line: str = "") -> Finding:
    """The hazard was found at this line of the round; the same again is the same. Raises
    NotPossible, NotPermitted, SomethingMissing."""
    one = locked(one)
    allow(one, ROUNDS.law["finish"], by)
    return find_at(one, line, hazard, by=by)


def find_at(one: Round, line: str, hazard: Hazard, *, by: Any) -> Finding:
    """The same for who holds the lock and has asked whether this person may."""
    if not Hazard.objects.visible_to(by).filter(pk=hazard.pk, unit=one.unit).exists():
        raise SomethingMissing([Lack("hazard", _("a hazard of this unit"))], round=one)
    if line and line not in {each.key for each in lines.lines_of(one)}:
        said = _("lines of this round only; not “%(line)s”") % {"line": line}
        raise SomethingMissing([Lack("unknown_line", said)], round=one)
    found = Finding.objects.filter(hazard=hazard).first()
    if found and (found.round_id, found.line) != (one.pk, line):
        raise NotPossible(_("This hazard was found at another line."), round=one)
    return found or Finding.objects.create(round=one, line=line, hazard=hazard)


@transaction.atomic
def finish(
    one: Round,
    *,
    by: Any,
    answers: Answers | None = None,
    found: Iterable[tuple[str, Hazard]] = (),
    note: str = "",
    at: datetime | None = None,
) -> Round:
    """Finish the round with what was kept and these `answers` beside it; `found` are hazards in the
    ledger by their line. Finding nothing needs nothing but this. Raises NotPossible once it was
    finished, or may not be made up for any more; NotPermitted; SomethingMissing."""
    for line, hazard in found:
        attach(one, by=by, hazard=hazard, line=line)
    given = {key: list(said) for key, said in (answers or {}).items()}
    answered = {**lines.answers_so_far(one), **given}
    return perform(one, "finish", by=by, at=at, answers=answered, note=as_entered(note))


@ROUNDS.does(When.FIRST, "finish")
def look_at_the_day(doing: Performing) -> None:
    one, day = doing.record, day_of(doing)
    if one.is_finished or one.last_on is None:
        return
    if day < one.opens_on:
        raise NotPossible(_("This round is not due yet."), round=one)
    if one.late_until is not None and day > one.late_until:
        sentence = _("The next round has begun; this one cannot be made up for any more.")
        raise NotPossible(sentence, round=one)


@ROUNDS.does(When.READY, "finish")
def look_at_the_note(doing: Performing) -> None:
    if len(doing.values["note"]) > LONGEST_NOTE:
        said = _("a note of %(most)s characters at most") % {"most": LONGEST_NOTE}
        raise SomethingMissing([Lack("note", said)], round=doing.record)


@ROUNDS.does(When.BODY, "finish")
def write_the_result(doing: Performing) -> None:
    one = doing.record
    summed_up(one, doing.values["answers"])
    one.note = doing.values["note"]
    one.finished_by, one.finished_at, one.done_on = doing.by, doing.at, day_of(doing)


@ROUNDS.does(When.LAST, "finish")
def clear_the_draft(doing: Performing) -> None:
    Draft.objects.filter(pk=doing.record.pk).delete()
    if doing.record.kind == Round.Kind.VISIT:
        notifications.tell_the_unit(doing.record, by=doing.by, at=doing.at)


def sign(one: Round, *, by: Any, at: datetime | None = None) -> Round:
    """The unit signs the record of the round. Raises NotPossible, NotPermitted."""
    return perform(one, "sign", by=by, at=at)


def record_refusal(one: Round, *, by: Any, reason: str, at: datetime | None = None) -> Round:
    """The unit refuses to sign, and why (安全生产法 68). Raises as `sign`, and SomethingMissing."""
    return perform(one, "record_refusal", by=by, at=at, reason=as_entered(reason))


@ROUNDS.does(When.READY, "sign", "record_refusal")
def look_for_a_signature(doing: Performing) -> None:
    if UnitSignature.objects.filter(pk=doing.record.pk).exists():
        raise NotPossible(_("The unit's word is there already."), round=doing.record)
    if len(doing.values.get("reason", "")) > LONGEST_REFUSAL:
        said = _("a reason of %(most)s characters at most") % {"most": LONGEST_REFUSAL}
        raise SomethingMissing([Lack("reason", said)], round=doing.record)


@ROUNDS.does(When.BODY, "sign", "record_refusal")
def take_its_word(doing: Performing) -> None:
    refusal = doing.values.get("reason", "")
    signer = None if refusal else doing.by
    told = {"signed_by": signer, "refusal": refusal, "at": doing.at}
    UnitSignature.objects.create(round=doing.record, **told)
