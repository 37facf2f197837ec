"""What hangs on a unit of tips: those about it stay with whoever verifies them, above it; those it
verifies are seen to by the level above."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit
from organizations.unit_life import stakes
from organizations.unit_life.stakes import CLOSED, MERGED, SPLIT, UnitStake
from tips.models import Tip

STAY = _("stay with whoever verifies them, or the level above")


def open_tips(unit: Unit) -> int:
    return Tip.objects.waiting().filter(Q(unit=unit) | Q(verifier=unit)).count()


stakes.register(
    "tips",
    UnitStake(_("tips not answered yet"), open_tips, {MERGED: STAY, CLOSED: STAY, SPLIT: STAY}),
)
