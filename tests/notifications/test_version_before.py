"""For minutes a machine of the version before works on the same tables: it writes what it always
wrote, and its worker carries out what has no `delivered_at`."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db.models import F
from django.utils import timezone, translation

from notifications import delivery, kinds
from notifications.delivery import MOST_ATTEMPTS, deliver
from notifications.models import Delivery, Notification


@pytest.fixture
def theirs(cast, settings):
    """A letter as the version before writes it, in its table alone."""
    settings.NOTIFICATION_CHANNELS = ["mail"]
    hazard = cast.reported()
    cast.officer.email = "officer@school.example"
    cast.officer.save()

    def written(**more):
        told = {"kind": "report", "template": kinds.SENTENCES["report"], "about": hazard.pk}
        told |= more
        told.setdefault("created_at", timezone.now())
        return Notification.objects.create(recipient=cast.officer, params={"title": "门"}, **told)

    return written


def their_worker_claims(message: Notification, attempts: int) -> bool:
    """As `notifications.delivery` did at commit 287feac."""
    line = Notification.objects.filter(delivered_at=None, pk=message.pk, attempts=attempts)
    return bool(line.update(attempts=F("attempts") + 1))


def test_what_they_have_not_begun_to_send_leaves_from_here_and_not_there(theirs):
    message = theirs()
    assert deliver() == 1
    assert len(mail.outbox) == 1
    assert not their_worker_claims(message, 0)
    assert deliver() == 0


def test_what_they_are_sending_is_left_to_them(theirs):
    message = theirs()
    assert their_worker_claims(message, 0)
    assert deliver() == 0 and mail.outbox == []


def test_of_both_that_have_listed_it_the_first_has_it(theirs):
    listed = theirs()
    assert their_worker_claims(listed, 0)
    delivery._adopt_one(listed, timezone.now())
    assert not Delivery.objects.exists()


def test_what_they_left_behind_goes_on_where_they_were(theirs):
    earlier = timezone.now() - timedelta(hours=2)
    theirs(attempts=3, created_at=earlier)
    theirs(attempts=MOST_ATTEMPTS, created_at=earlier)
    assert deliver() == 1
    states = Delivery.objects.order_by("message_id").values_list("state", "attempts")
    assert list(states) == [("sent", 4), ("dead", MOST_ATTEMPTS)]


def test_without_a_channel_their_letters_are_in_the_inbox_and_that_is_all(theirs, settings):
    settings.NOTIFICATION_CHANNELS = []
    message = theirs()
    assert deliver() == 0 and not Delivery.objects.exists()
    assert not their_worker_claims(message, 0)


def test_what_is_written_here_their_worker_leaves_alone_and_their_pages_can_word(cast):
    cast.reported()
    message = Notification.objects.get()
    assert not their_worker_claims(message, 0)
    with translation.override("zh-hans"):
        assert translation.gettext(message.template) % message.params == message.sentence
