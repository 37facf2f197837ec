"""The outbox: carried by the worker, tried again, sent once."""

from functools import partial
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from notifications import delivery
from notifications.delivery import MOST_ATTEMPTS, deliver
from notifications.models import Notification


@pytest.fixture
def waiting(cast, settings):
    """One letter to a responsible person who has a mail address."""
    settings.EMAIL_HOST = "mail.example"
    hazard = cast.reported()
    Notification.objects.all().delete()
    cast.responsible.email = "responsible@school.example"
    cast.responsible.save()
    cast.assigned(hazard)
    return Notification.objects.get()


def test_nothing_leaves_inside_the_act_itself(waiting):
    assert mail.outbox == []
    assert waiting.delivered_at is None


def test_a_letter_is_sent_once_however_often_the_worker_runs(waiting):
    assert deliver() == 1
    assert deliver() == 0
    (letter,) = mail.outbox
    assert letter.to == ["responsible@school.example"]
    assert "安全出口被课桌堵住" in letter.body


def test_when_the_mail_server_is_away_the_letter_waits_and_is_tried_again(waiting, monkeypatch):
    def away(*args):
        raise SMTPServerDisconnected

    with monkeypatch.context() as broken:
        broken.setattr("notifications.delivery.send_mail", away)
        assert deliver() == 0
    assert deliver() == 1
    waiting.refresh_from_db()
    assert waiting.attempts == 2


def test_of_two_workers_one_takes_a_letter(waiting, monkeypatch):
    """The second had listed it as well, before the first one counted its attempt."""
    monkeypatch.setattr(delivery, "_waiting", lambda: [(waiting.pk, waiting.attempts)])
    assert [deliver(), deliver()] == [1, 0]
    Notification.objects.update(delivered_at=None)
    assert deliver() == 0
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_nothing_is_locked_while_the_mail_server_takes_its_time(waiting, monkeypatch):
    held = []
    monkeypatch.setattr(delivery, "send_mail", partial(is_locked, held))
    assert deliver() == 1
    assert held == [False]


def is_locked(held, *letter):
    held.append(connection.in_atomic_block)


def test_a_round_ends_before_the_next_begins(waiting, monkeypatch):
    monkeypatch.setattr(delivery, "LONGEST_ROUND", 0)
    assert deliver() == 0
    assert mail.outbox == []


def test_who_has_left_gets_no_mail(waiting):
    waiting.recipient.is_active = False
    waiting.recipient.save()
    assert deliver() == 1
    assert mail.outbox == []


def test_after_some_attempts_the_worker_gives_up_and_the_inbox_still_has_it(waiting):
    Notification.objects.update(attempts=MOST_ATTEMPTS)
    assert deliver() == 0
    assert Notification.objects.for_person(waiting.recipient).unread().exists()


def test_who_has_read_it_already_gets_no_mail(waiting):
    Notification.objects.update(read_at=timezone.now())
    assert deliver() == 1
    assert mail.outbox == []


def test_without_a_mail_server_the_inbox_is_the_delivery(waiting, settings):
    settings.EMAIL_HOST = ""
    assert deliver() == 1
    assert mail.outbox == []
