"""The outbox: carried by the worker, tried again, sent once."""

from functools import partial
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

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


def answers(error):
    def answer(*args):
        raise error

    return answer


@pytest.mark.parametrize("error", [SMTPServerDisconnected(), ConnectionRefusedError()])
def test_however_long_the_mail_server_is_away_the_letter_waits(waiting, monkeypatch, error):
    with monkeypatch.context() as broken:
        broken.setattr("notifications.delivery.send_mail", answers(error))
        assert [deliver() for _round in range(MOST_ATTEMPTS + 2)] == [0] * (MOST_ATTEMPTS + 2)
    assert deliver() == 1
    waiting.refresh_from_db()
    assert waiting.attempts == 1


def test_a_letter_the_server_refuses_is_given_up_and_holds_up_no_other(waiting, monkeypatch):
    refused = SMTPRecipientsRefused({"x": (550, b"no such user")})
    monkeypatch.setattr("notifications.delivery.send_mail", answers(refused))
    for _round in range(MOST_ATTEMPTS + 2):
        deliver()
    waiting.refresh_from_db()
    assert (waiting.attempts, waiting.delivered_at) == (MOST_ATTEMPTS, None)
    assert not delivery.waiting().exists() and delivery.given_up().get() == waiting


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
