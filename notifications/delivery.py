"""The outbox: what the worker carries out of the house, tried again, sent once."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from notifications import channels, sight
from notifications.channels import Away, Refused, Unreachable
from notifications.models import Delivery, DeliveryQuerySet, Notification, send_out

MOST_ATTEMPTS = 5
MOST_ADOPTED = 500  # in one round
FIRST_PAUSE, LONGER = timedelta(minutes=1), 5  # 1, 5, 25 and 125 minutes
# Seconds. The next round begins a minute after this one; by then nothing of it is under way.
LONGEST_ROUND = 40
# A machine of the version before makes its attempts within a minute, and is gone after an hour.
ABANDONED = timedelta(hours=1)

State = Delivery.State
logger = logging.getLogger(__name__)


def deliver() -> int:
    """Carry what is due, oldest first; how many left the outbox."""
    end = time.monotonic() + LONGEST_ROUND
    _adopt(timezone.now())
    left = _leave_out(timezone.now())
    return left + sum(_carry(channel, end) for channel in channels.on())


def _carry(channel: str, end: float) -> int:
    left = 0
    with channels.opened(channel) as send:
        for pk, attempts in _due(channel):
            if time.monotonic() >= end:
                break
            try:
                left += _carry_one(pk, attempts, send)
            except Away as error:
                logger.warning("The channel %s takes nothing; messages wait: %s", channel, error)
                _say_why_they_wait(channel, str(error)[:200])
                break
    return left


def _due(channel: str) -> list[tuple[int, int]]:
    rows = Delivery.objects.due(channel, timezone.now())
    return list(rows.values_list("pk", "attempts")[: channels.most_at_once(channel)])


def _say_why_they_wait(channel: str, why: str) -> None:
    """Of all that are due, so that whoever looks one up in the tables finds it."""
    Delivery.objects.due(channel, timezone.now()).exclude(error=why).update(error=why)


def _carry_one(pk: int, attempts: int, send: Callable[[Delivery], None]) -> bool:
    """Whoever counts the attempt makes it; that the channel was away is none. The next attempt is
    set before this one begins, so that somebody else makes it should this process end meanwhile.
    No lock is held while it takes its time: on SQLite it would be everybody's. Raises Away."""
    listed = Delivery.objects.under_way().filter(pk=pk, attempts=attempts)
    if not listed.update(attempts=attempts + 1, state=State.FAILED, next_at=_after(attempts)):
        return False
    mine = Delivery.objects.filter(pk=pk, attempts=attempts + 1)
    try:
        delivery = mine.select_related("message__recipient").get()
        sight.withhold([delivery.message], delivery.message.recipient)
        if delivery.message.is_withheld:
            raise Unreachable("about something out of reach now")
        send(delivery)
    except Refused as error:
        logger.warning("The channel %s refused a message: %s", delivery.channel, error)
        mine.update(error=str(error)[:200])
        _give_up(mine, attempts + 1)
        return False
    except Unreachable as error:
        return bool(mine.end(State.LEFT_OUT, timezone.now(), error=str(error)[:200]))
    except Away:
        before = State.FAILED if attempts else State.WAITING
        mine.update(attempts=attempts, state=before, next_at=timezone.now())
        raise
    return bool(mine.end(State.SENT, timezone.now(), error=""))


def _after(attempts: int) -> datetime:
    return timezone.now() + FIRST_PAUSE * LONGER**attempts


def _give_up(mine: DeliveryQuerySet, attempts: int) -> None:
    if attempts >= MOST_ATTEMPTS:
        mine.end(State.DEAD, timezone.now())


def _leave_out(now: datetime) -> int:
    """What was read in the inbox meanwhile, whose reader has left, or whose channel is off needs no
    sending; what was broken off at its last attempt is given up."""
    needless = Q(message__read_at__isnull=False) | Q(message__recipient__is_active=False)
    waiting = Delivery.objects.under_way()
    over = waiting.filter(attempts__gte=MOST_ATTEMPTS, next_at__lte=now)
    over.end(State.DEAD, now, error="broken off")
    found = waiting.filter(needless | ~Q(channel__in=channels.on()))
    return found.end(State.LEFT_OUT, now)


def _adopt(now: datetime) -> None:
    """Take over what machines of the version before have put into the outbox: at once what they
    have not begun to send, the rest when they are gone."""
    theirs = Notification.objects.filter(delivered_at=None)
    nobody = Q(read_at__isnull=False) | Q(recipient__is_active=False)
    theirs.filter(nobody if channels.on() else Q()).update(delivered_at=now)
    begun = Q(attempts=0) | Q(created_at__lt=now - ABANDONED)
    some = theirs.filter(begun).select_related("recipient").order_by("created_at")
    for message in some[:MOST_ADOPTED]:
        _adopt_one(message, now)


@transaction.atomic
def _adopt_one(message: Notification, now: datetime) -> None:
    """They claim an attempt by counting it: whoever of the two is first has it."""
    listed = Notification.objects.filter(
        pk=message.pk, attempts=message.attempts, delivered_at=None
    )
    if not listed.update(delivered_at=now):
        return
    send_out([message])
    mine = Delivery.objects.filter(message=message)
    mine.update(attempts=message.attempts)
    _give_up(mine, message.attempts)
