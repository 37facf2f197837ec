"""Recording what was seen, and putting back to work what does not hold."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hazards import services
from rechecks import notifications
from rechecks.results import Result
from rechecks.samples import SampledHazard
from texts.writing import is_written
from workflow import policy
from workflow.errors import Lack, NotPermitted, NotPossible, SomethingMissing


@transaction.atomic
def record(
    sampled: SampledHazard,
    *,
    by,
    holds: bool | None,
    note: str = "",
    photos: Iterable[uuid.UUID] = (),
    due_on: date | None = None,
    corrects: int | None = None,
    at: datetime | None = None,
) -> Result:
    """Record the verdict, with at least one on-site photo. `corrects` is the key of the result it
    takes the place of; that one is kept, its photos still speak, and a note says why.

    What does not hold is reopened in the same transaction where `by` may reopen it, for which
    `due_on` is needed; otherwise the auditors are told. A hazard that somebody has reopened
    meanwhile is not reopened again. Raises NotPossible, NotPermitted, SomethingMissing.
    """
    at, sampled = at or timezone.now(), _locked(sampled)
    before = _corrected(sampled, corrects)
    _require(sampled, by, note, is_first=before is None)
    fails = holds is False and sampled.hazard.is_closed
    reopens = fails and policy.is_above_the_unit(sampled.hazard, by)
    kept = list(before.photos.all()) if before else []
    new = services.recheck(
        sampled.hazard,
        by=by,
        holds=holds,
        sample=str(sampled.sample),
        note=note,
        photos=photos,
        shown=len(kept),
        reopens=reopens,
        due_on=due_on if reopens else None,
        at=at,
    )
    told = {"sampled": sampled, "note": note, "by": by, "at": at, "supersedes": before}
    result = Result.objects.create(holds=bool(holds), reopened=reopens, **told)
    result.photos.set([*kept, *new])
    _follow(result, due_on, fails=fails)
    return result


def _require(sampled: SampledHazard, by, note: str, *, is_first: bool) -> None:
    if not policy.records_recheck(sampled, by):
        raise NotPermitted(_refusal(sampled, by))
    if not is_first and not is_written(note):
        raise SomethingMissing([Lack("note", _("why it is corrected"))])


def _follow(result: Result, due_on: date | None, *, fails: bool) -> None:
    """The hazard back to work, or the auditors told that it should be."""
    if result.reopened:
        _reopen(result, by=result.by, at=result.at, due_on=due_on)
    elif fails:
        notifications.tell_auditors(result.sampled, by=result.by, note=result.note, at=result.at)


@transaction.atomic
def reopen(sampled: SampledHazard, *, by, due_on: date | None, at: datetime | None = None):
    """Put back to work what did not hold when somebody looked who may not reopen; as the law of
    reopening has it. Raises NotPossible where nothing waits for it."""
    sampled = _locked(sampled)
    if not sampled.is_to_be_reopened:
        raise NotPossible(_("Nothing of it waits to be reopened."), hazard=sampled.hazard)
    return _reopen(sampled.result, by=by, due_on=due_on, at=at)


def _reopen(result: Result, **told):
    """The line of history names the result, so that nobody has to guess it from the words."""
    hazard = result.sampled.hazard
    return services.reopen(hazard, reason=reason_of(result), recheck=result.pk, **told)


def reason_of(result: Result) -> str:
    """In the language of the ledger, whoever presses the button."""
    told = {"sample": str(result.sampled.sample), "note": result.note}
    with translation.override(settings.LANGUAGE_CODE):
        return _("Did not hold at the re-check of the sample %(sample)s: %(note)s") % told


def _locked(sampled: SampledHazard) -> SampledHazard:
    rows = SampledHazard.objects.select_for_update(of=("self",))
    rows = rows.select_related("sample__unit", "hazard__unit").prefetch_related("results")
    return rows.get(pk=sampled.pk)


def _corrected(sampled: SampledHazard, corrects: int | None) -> Result | None:
    """The result this one takes the place of: the last one, and none where there is none."""
    last = sampled.result
    if corrects != (last.pk if last else None):
        raise NotPossible(_("A result has been recorded for this hazard already."))
    return last


def _refusal(sampled: SampledHazard, by) -> str:
    if policy.may_recheck(sampled.hazard, by) and not policy.rechecks_it(sampled, by):
        return _("Whoever rectified or closed a hazard does not re-check it.")
    return _("This is not yours to re-check.")
