"""Who is told what about rounds."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_noop as _

from inspections.models import Round
from notifications import kinds, sight
from notifications.models import tell
from workflow import turns

ROUND = "round"

kinds.declare(
    {
        "remind_round": _(
            "%(unit)s: “%(title)s” was to be done by %(due_on)s; please make up for it."
        ),
        "round_amended": _("%(by)s amended the record of “%(title)s” at %(unit)s: %(reason)s"),
        "round_visited": _("%(by)s inspected %(unit)s: “%(title)s”, %(n)s hazards; please sign."),
    }
)
sight.declare(ROUND, Round.objects.visible_to)


def remind(one: Round, *, by: Any, at: datetime) -> None:
    """Whoever's turn it was; where nobody is, the unit's officers or those above."""
    people = turns.expected(one, turns.ROUND) or turns.officers_of(one.unit)
    params = {"title": str(one), "unit": one.unit.name, "due_on": one.last_on.isoformat()}  # type: ignore[union-attr]
    others = [person for person in people if person != by]
    tell(others, kind="remind_round", params=params, about=one.pk, at=at, subject=ROUND)


def tell_the_unit(one: Round, *, by: Any, at: datetime) -> None:
    """Its officers, who sign the record."""
    title = str(one.outing or one)
    params = {"title": title, "unit": one.unit.name, "by": str(by), "n": one.found}
    people = turns.officers_of(one.unit, by.pk)
    tell(people, kind="round_visited", params=params, about=one.pk, at=at, subject=ROUND)


def tell_of_amendment(one: Round, *, by: Any, reason: str, at: datetime) -> None:
    """The same people, who may have signed what it said before."""
    title = str(one.outing or one)
    params = {"title": title, "unit": one.unit.name, "by": str(by), "reason": reason}
    people = turns.officers_of(one.unit, by.pk)
    tell(people, kind="round_amended", params=params, about=one.pk, at=at, subject=ROUND)
