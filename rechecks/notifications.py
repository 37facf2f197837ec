"""Who is told what about a sample."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_noop as _

from notifications import kinds, sight
from notifications.models import SAMPLE, tell
from organizations.models import User
from rechecks.samples import Sample, SampledHazard
from workflow import turns

kinds.declare(
    {
        "assign_recheck": _("%(n)s struck-off hazards are yours to look at again: %(title)s."),
        "recheck_failed": _(
            "“%(title)s” did not hold at a re-check and waits to be reopened: %(note)s"
        ),
    }
)
sight.declare(SAMPLE, Sample.objects.visible_to)


def tell_recheckers(sample: Sample, people: Iterable[User], *, by: User, at: datetime) -> None:
    """One letter to each, with how many were given to them; none for one's own doing."""
    for person, n in Counter(people).items():
        params = {"n": n, "title": str(sample), "number": sample.unit.code}
        if person != by:
            send([person], "assign_recheck", params, sample, at)


def tell_auditors(sampled: SampledHazard, *, by: User, note: str, at: datetime) -> None:
    """Who recorded it may not reopen it; the auditors of the sample's level may."""
    hazard = sampled.hazard
    people = [one for one in turns.auditors_of(sampled.sample.unit) if one != by]
    params = {"number": hazard.number, "title": hazard.description, "note": note}
    send(people, "recheck_failed", params, sampled.sample, at)


def send(people: list[User], kind: str, params, sample: Sample, at: datetime) -> None:
    tell(people, kind=kind, params=params, about=sample.pk, at=at, subject=SAMPLE)
