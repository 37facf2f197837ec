"""What hangs on a unit of returns: those it has not handed in are expected no more once it is
closed; what was handed in stays."""

from django.utils.translation import gettext_lazy as _

from organizations.models import Unit
from organizations.unit_life import stakes
from organizations.unit_life.stakes import CLOSED, MERGED, SPLIT, UnitStake
from returns.models.returns import Return

NO_MORE = _("are expected no more; what was handed in stays as it is")


def not_handed_in(unit: Unit) -> int:
    return Return.objects.filter(unit=unit).missing().count()


stakes.register(
    "returns",
    UnitStake(
        _("returns not handed in"),
        not_handed_in,
        {MERGED: NO_MORE, CLOSED: NO_MORE, SPLIT: _("stay with this unit")},
    ),
)
