"""What hangs on a unit of rounds: what is due there is lifted when it is merged or closed."""

from django.utils.translation import gettext_lazy as _

from inspections.law import DUE
from inspections.models import Round
from organizations.models import Unit
from organizations.unit_life import stakes
from organizations.unit_life.stakes import CLOSED, MERGED, SPLIT, UnitStake

LIFTED = _("is lifted: nobody can be asked for it there any more")


def due_rounds(unit: Unit) -> int:
    return Round.objects.filter(unit=unit).in_state(DUE).count()


stakes.register(
    "rounds",
    UnitStake(
        _("rounds due"),
        due_rounds,
        {MERGED: LIFTED, CLOSED: LIFTED, SPLIT: _("stay with this unit")},
    ),
)
