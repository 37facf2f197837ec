"""Saying what was really so in a round that is finished."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from hazards.models import Hazard
from inspections import lines, notifications
from inspections.models import Round
from inspections.models.rounds import split_names
from inspections.perform import ROUNDS, SAYS, Answers, summed_up
from inspections.services.rounds import find_at
from records.kinds import Performing, When
from records.perform import opened, perform
from texts.writing import as_entered


@transaction.atomic
def amend(
    one: Round,
    *,
    by: Any,
    reason: str,
    answers: Answers | None = None,
    found: Iterable[tuple[str, Hazard]] = (),
    at: datetime | None = None,
    **said: str | None,
) -> Round:
    """Let a finished round say otherwise: some `answers`, hazards `found` by their line, and what
    is `said` of note, whereabouts and inspectors (names joined by 、); what is not given stays. By
    whom and when it was finished stays as well, and so does every hazard that was found. Raises
    NotPossible, NotPermitted, SomethingMissing."""
    one = opened(one, "amend", by)
    for line, hazard in found:
        find_at(one, line, hazard, by=by)
    given = {key: list(answer) for key, answer in (answers or {}).items()}
    told: dict[str, Any] = {name: entered(one, name, said.get(name)) for name in SAYS}
    told["inspectors"] = "、".join(split_names(told["inspectors"]))
    answered = {**lines.answers_of(one), **given}
    return perform(one, "amend", by=by, at=at, reason=as_entered(reason), answers=answered, **told)


def entered(one: Round, name: str, given: str | None) -> str:
    return (getattr(one, name) or "") if given is None else as_entered(given)


@ROUNDS.does(When.BODY, "amend")
def write_what_was_so(doing: Performing) -> None:
    one, given = doing.record, doing.values
    summed_up(one, given["answers"])
    one.note = given["note"]
    one.whereabouts, one.inspectors = given["whereabouts"] or None, given["inspectors"] or None
    one.amended = (one.amended or 0) + 1


@ROUNDS.does(When.LAST, "amend")
def tell_who_was_visited(doing: Performing) -> None:
    """What a unit may have signed is not changed behind its back."""
    if doing.record.kind == Round.Kind.VISIT:
        told = {"by": doing.by, "reason": doing.values["reason"], "at": doing.at}
        notifications.tell_of_amendment(doing.record, **told)
