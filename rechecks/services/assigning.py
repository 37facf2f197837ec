"""Who goes and looks: one by one, or shared out among several."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organizations.models import User
from rechecks import notifications as letters
from rechecks.assignments import Assignment
from rechecks.samples import Sample, SampledHazard
from workflow import policy
from workflow.errors import Lack, NotPermitted, NotPossible, SomethingMissing


@transaction.atomic
def assign(
    sample: Sample, *, by, recheckers: Mapping[SampledHazard, User], at: datetime | None = None
) -> list[SampledHazard]:
    """Give each row of `recheckers` to its person, all or none; what was given before goes over.
    Each giving is kept.

    Raises NotPermitted, NotPossible for a row that has a result, and SomethingMissing naming
    every hazard whose person may not look at it.
    """
    rows = _locked(sample, by, [row.pk for row in recheckers])
    people = {row.pk: person for row, person in recheckers.items()}
    done = [row.hazard.number for row in rows if row.result]
    if done:
        told = {"numbers": _(", ").join(done)}
        raise NotPossible(_("Already re-checked: %(numbers)s") % told)
    lacking = [lack for row in rows for lack in unfit(row, people[row.pk])]
    if lacking:
        raise SomethingMissing(lacking)
    _give(sample, {row: people[row.pk] for row in rows}, by, at or timezone.now())
    return rows


@transaction.atomic
def share_out(
    sample: Sample, *, by, recheckers: Sequence[User], at: datetime | None = None
) -> list[SampledHazard]:
    """Share out what has neither a re-checker nor a result, each to the one who has the fewest of
    those who may look at it. Raises NotPermitted, and SomethingMissing where nobody may."""
    rows = [row for row in _locked(sample, by) if not row.rechecker_id and not row.result]
    burden = Counter({person: 0 for person in recheckers})
    given: dict[SampledHazard, User] = {}
    lacking = []
    for row in rows:
        able = [person for person in burden if not unfit(row, person)]
        if not able:
            lacking.append(nobody_for(row))
            continue
        given[row] = min(able, key=lambda person: burden[person])
        burden[given[row]] += 1
    if lacking:
        raise SomethingMissing(lacking)
    _give(sample, given, by, at or timezone.now())
    return list(given)


def unfit(row: SampledHazard, person: User) -> list[Lack]:
    """Why this person may not look at this hazard again; nothing where they may."""
    told = {"who": str(person), "number": row.hazard.number}
    if not person.is_active or not policy.may_recheck(row.hazard, person):
        sentence = _("for %(number)s an inspector, officer or auditor of the unit or above")
        return [Lack("rechecker_in_reach", sentence % told)]
    if not policy.rechecks_it(row, person):
        sentence = _("for %(number)s somebody else than %(who)s, who rectified or closed it")
        return [Lack("other_rechecker", sentence % told)]
    return []


def nobody_for(row: SampledHazard) -> Lack:
    sentence = _("for %(number)s somebody of its unit or above who did not rectify or close it")
    return Lack("rechecker", sentence % {"number": row.hazard.number})


def _locked(sample: Sample, by, keys: Sequence[int] | None = None) -> list[SampledHazard]:
    if not policy.draws_samples_of(by, sample.unit):
        raise NotPermitted(_("Re-checkers are named by an auditor."))
    rows = SampledHazard.objects.filter(sample=sample).order_by("position")
    rows = rows.select_for_update(of=("self",)).select_related("hazard__unit")
    rows = rows if keys is None else rows.filter(pk__in=keys)
    return list(rows.prefetch_related("results"))


def _give(sample: Sample, given: Mapping[SampledHazard, User], by, at: datetime) -> None:
    for row, person in given.items():
        row.rechecker, row.assigned_by, row.assigned_at = person, by, at
    fields = ["rechecker", "assigned_by", "assigned_at"]
    SampledHazard.objects.bulk_update(given, fields)
    Assignment.objects.bulk_create(
        Assignment(sampled=row, rechecker=person, by=by, at=at) for row, person in given.items()
    )
    letters.tell_recheckers(sample, given.values(), by=by, at=at)
