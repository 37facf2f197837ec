"""What hangs on a unit of re-checks: its struck-off hazards stay its own, and who looks again at
them was named in person."""

from django.utils.translation import gettext_lazy as _

from organizations.models import Unit
from organizations.unit_life import stakes
from organizations.unit_life.stakes import CLOSED, MERGED, SPLIT, UnitStake
from rechecks.samples import SampledHazard

NAMED = _("stay with the re-checkers named; an auditor names another where one reaches it no more")


def to_be_done(unit: Unit) -> int:
    return SampledHazard.objects.filter(unit=unit).outstanding().count()


stakes.register(
    "rechecks",
    UnitStake(
        _("re-checks to be done"),
        to_be_done,
        {MERGED: NAMED, CLOSED: NAMED, SPLIT: _("stay with this unit")},
    ),
)
