"""Who goes and looks: one by one, or shared out among several."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from organizations.models import User
from rechecks.acts import SAMPLES, Given
from rechecks.samples import Sample, SampledHazard
from records.facts import as_fact
from records.kinds import Performing, When
from records.perform import perform
from workflow import policy
from workflow.errors import Lack, NotPossible


def assign(
    sample: Sample, *, by, recheckers: Mapping[SampledHazard, User], at: datetime | None = None
) -> list[SampledHazard]:
    """Give each row of `recheckers` to its person, all or none; what was given before goes over.
    Each giving is kept.

    Raises NotPermitted, NotPossible for a row that has a result, and SomethingMissing naming
    every hazard whose person may not look at it.
    """
    people = {row.pk: person for row, person in recheckers.items()}
    return perform(sample, "assign_recheck", by=by, at=at, recheckers=people)


def share_out(
    sample: Sample, *, by, recheckers: Sequence[User], at: datetime | None = None
) -> list[SampledHazard]:
    """Share out what has neither a re-checker nor a result, each to the one who has the fewest of
    those who may look at it. Raises NotPermitted, and SomethingMissing where nobody may."""
    return perform(sample, "share_out", by=by, at=at, recheckers=recheckers)


@SAMPLES.does(When.READY, "assign_recheck")
def find_those_named(doing: Performing) -> None:
    people = doing.values["recheckers"]
    rows = locked_rows(doing.record).filter(pk__in=people)
    done = [row.hazard.number for row in rows if row.result]
    if done:
        told = {"numbers": _(", ").join(done)}
        raise NotPossible(_("Already re-checked: %(numbers)s") % told)
    doing.context = {row: people[row.pk] for row in rows}
    lacking = [lack for row, person in doing.context.items() for lack in unfit(row, person)]
    doing.values["lacking"] = lacking


@SAMPLES.does(When.READY, "share_out")
def find_those_left(doing: Performing) -> None:
    burden = Counter({person: 0 for person in doing.values["recheckers"]})
    given: Given = {}
    lacking = []
    for row in locked_rows(doing.record):
        if row.rechecker_id or row.result:
            continue
        able = [person for person in burden if not unfit(row, person)]
        if not able:
            lacking.append(nobody_for(row))
            continue
        given[row] = min(able, key=lambda person: burden[person])
        burden[given[row]] += 1
    doing.context, doing.values["lacking"] = given, lacking


@SAMPLES.does(When.BODY, "assign_recheck", "share_out")
def give(doing: Performing) -> list[SampledHazard]:
    given: Given = doing.context
    for row, person in given.items():
        row.rechecker, row.assigned_by, row.assigned_at = person, doing.by, doing.at
    doing.facts = {"given": {str(row.position): as_fact(given[row]) for row in given}}
    fields = ["rechecker", "assigned_by", "assigned_at"]
    SampledHazard.objects.bulk_update(given, fields)
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


def locked_rows(sample: Sample):
    """In one order, so that two who name re-checkers at once do not wait for each other."""
    rows = SampledHazard.objects.filter(sample=sample).order_by("position")
    rows = rows.select_for_update(of=("self",)).select_related("hazard__unit")
    return rows.prefetch_related("results")
