"""Who is told of a tip: whoever is expected to verify it. The message says no word of it."""

from datetime import timedelta

from notifications import kinds, sight
from notifications.models import TIP, tell
from organizations.models import Membership
from tips.law import RECEIVE
from tips.models.tips import Tip, TipEntry
from workflow import turns

MOST_AN_HOUR = 10  # messages of one unit's handlers; a flood of tips is told by the list
TIP_RECEIVED = "tip_received"
(TOLD,) = RECEIVE.tells
kinds.declare({TIP_RECEIVED: TOLD.text})
sight.declare(TIP, Tip.objects.visible_to)


def expected(tip: Tip):
    """Whose turn it is: never somebody of the unit told of, unless that one verifies its own."""
    return turns.expected(tip, turns.TIP, *kept_out(tip))


def kept_out(tip: Tip) -> list[int]:
    if tip.verifier_id == tip.unit_id:
        return []
    there = Membership.objects.held().filter(unit=tip.unit_id)
    return list(there.values_list("user", flat=True))


def send(tip: Tip, entry: TipEntry) -> None:
    if entry.move != RECEIVE.name or came_in_lately(tip, entry) > MOST_AN_HOUR:
        return
    people = [person for person in expected(tip) if person.pk != entry.by_id]
    params = {"unit": str(tip.unit)}
    tell(people, kind=TIP_RECEIVED, params=params, about=tip.pk, at=entry.at, subject=TIP)


def came_in_lately(tip: Tip, entry: TipEntry) -> int:
    since = entry.at - timedelta(hours=1)
    lately = Tip.objects.filter(verifier=tip.verifier_id, received_at__gt=since)
    return len(lately.order_by().values("pk")[: MOST_AN_HOUR + 1])
