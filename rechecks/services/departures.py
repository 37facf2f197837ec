"""What somebody was to look at again who cannot any more: the auditors hear of it, and have it."""

from collections import defaultdict
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext

from notifications import kinds
from organizations import departures
from organizations.departures import Stake
from organizations.models import User
from rechecks.notifications import send
from rechecks.samples import Sample, SampledHazard
from workflow import turns
from workflow.turns import queries

GONE = "rechecker_gone"
kinds.declare(
    {GONE: _("%(who)s can no longer look at %(n)s hazards of %(title)s again: name others.")}
)


def named(person: User) -> set[int]:
    theirs = SampledHazard.objects.filter(rechecker=person).outstanding()
    return set(theirs.order_by().values_list("pk", flat=True))


def held(person: User) -> set[int]:
    able = queries.somebody_on(turns.RECHECKER, turns.RECHECK)
    theirs = SampledHazard.objects.filter(able, rechecker=person).outstanding()
    return set(theirs.order_by().values_list("pk", flat=True))


def lost(keys: set[int], person: User, by: Any) -> None:
    """One message for each sample to those who may name somebody else, but for who did it."""
    counts: dict[Sample, int] = defaultdict(int)
    rows = SampledHazard.objects.filter(pk__in=keys).select_related("sample__unit")
    for row in rows.order_by("pk"):
        counts[row.sample] += 1
    for sample, n in counts.items():
        people = [one for one in turns.auditors_of(sample.unit) if one != by]
        told = {"who": str(person), "n": n, "title": str(sample), "number": sample.unit.code}
        send(people, GONE, told, sample, timezone.now())


def words(n: int) -> str:
    return ngettext(
        "%(n)s struck-off hazard is theirs to look at again. Without them the auditors have it, "
        "who are told.",
        "%(n)s struck-off hazards are theirs to look at again. Without them the auditors have "
        "them, who are told.",
        n,
    ) % {"n": n}


departures.register("rechecks", Stake(named, held, lost, words))
