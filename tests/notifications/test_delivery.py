"""The outbox: carried by the worker, tried again, sent once."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from notifications import channels, delivery
from notifications.delivery import MOST_ATTEMPTS, deliver
from notifications.models import Delivery, Notification

MAIL = "django.core.mail.backends.locmem.EmailBackend.send_messages"


@pytest.fixture
def waiting(cast, settings):
    """One letter to a responsible person who has a mail address."""
    hazard = cast.reported()
    Notification.objects.all().delete()
    settings.NOTIFICATION_CHANNELS = ["mail"]
    cast.responsible.email = "responsible@school.example"
    cast.responsible.save()
    cast.assigned(hazard)
    return Delivery.objects.get()


def hours_later() -> int:
    """What failed is due again."""
    Delivery.objects.under_way().update(next_at=timezone.now())
    return deliver()


def test_nothing_leaves_inside_the_act_itself(waiting):
    assert mail.outbox == []
    assert waiting.state == "waiting"


def test_a_letter_is_sent_once_however_often_the_worker_runs(waiting):
    assert deliver() == 1
    assert [deliver(), hours_later()] == [0, 0]
    (letter,) = mail.outbox
    assert letter.to == ["responsible@school.example"]
    assert "安全出口被课桌堵住" in letter.body
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts, waiting.error) == ("sent", 1, "")
    assert waiting.ended_at is not None


def answers(error):
    def answer(*args):
        raise error

    return answer


@pytest.mark.parametrize("error", [SMTPServerDisconnected(), ConnectionRefusedError()])
def test_however_long_the_mail_server_is_away_the_letter_waits(waiting, monkeypatch, error):
    with monkeypatch.context() as broken:
        broken.setattr(MAIL, answers(error))
        assert [deliver() for _round in range(MOST_ATTEMPTS + 2)] == [0] * (MOST_ATTEMPTS + 2)
        waiting.refresh_from_db()
        assert (waiting.state, waiting.attempts) == ("waiting", 0)
        assert waiting.error.startswith(f"{type(error).__name__}:")
    assert deliver() == 1
    waiting.refresh_from_db()
    assert (waiting.attempts, waiting.error) == (1, "")


def test_a_letter_the_server_refuses_is_tried_later_and_later_then_given_up(waiting, monkeypatch):
    refused = SMTPRecipientsRefused({"x": (550, b"5.1.1 no such user")})
    monkeypatch.setattr(MAIL, answers(refused))
    pauses = []
    for n in range(1, MOST_ATTEMPTS + 1):
        assert hours_later() == 0
        waiting.refresh_from_db()
        assert waiting.attempts == n
        assert waiting.error == "SMTPRecipientsRefused: 550 5.1.1 no such user"
        assert deliver() == 0 and waiting.attempts == n  # it is not due yet
        pauses.append(round((waiting.next_at - timezone.now()) / timedelta(minutes=1)))
    assert pauses[:-1] == [1, 5, 25, 125]
    assert waiting.state == "dead"
    assert Delivery.objects.given_up().get() == waiting
    hours_later()
    waiting.refresh_from_db()
    assert waiting.attempts == MOST_ATTEMPTS


def test_of_two_workers_one_takes_a_letter(waiting, monkeypatch):
    """The second had listed it as well, before the first one counted its attempt."""
    monkeypatch.setattr(delivery, "_due", lambda channel: [(waiting.pk, waiting.attempts)])
    assert [deliver(), deliver()] == [1, 0]
    Delivery.objects.update(state="waiting")
    assert deliver() == 0
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_nothing_is_locked_while_the_mail_server_takes_its_time(waiting, monkeypatch):
    held = []
    monkeypatch.setattr(MAIL, lambda *letters: is_locked(held))
    assert deliver() == 1
    assert held == [False]


def is_locked(held):
    held.append(connection.in_atomic_block)


def test_a_round_ends_before_the_next_begins(waiting, monkeypatch):
    monkeypatch.setattr(delivery, "LONGEST_ROUND", 0)
    assert deliver() == 0
    assert mail.outbox == []


def test_in_one_round_no_more_leave_than_a_mail_server_bears(waiting, cast, settings):
    settings.EMAIL_PER_MINUTE = 2
    for _ in range(3):
        cast.assigned(cast.reported())
    assert [deliver(), deliver(), deliver()] == [2, 2, 0]


def test_who_has_left_gets_no_mail(waiting):
    recipient = waiting.message.recipient
    recipient.is_active = False
    recipient.save()
    assert deliver() == 1
    assert mail.outbox == []
    waiting.refresh_from_db()
    assert waiting.state == "left_out"


def test_who_gives_up_their_address_meanwhile_gets_no_mail(waiting, cast):
    cast.responsible.email = ""
    cast.responsible.save()
    assert deliver() == 1
    waiting.refresh_from_db()
    assert (waiting.state, waiting.error, mail.outbox) == ("left_out", "no address", [])


def test_to_whom_has_no_address_nothing_is_sent_in_the_first_place(waiting, cast):
    cast.assigned(cast.reported(), responsible=cast.person("new", "responsible", cast.school))
    assert Delivery.objects.count() == 1


def test_after_some_attempts_the_worker_gives_up_and_the_inbox_still_has_it(waiting):
    Delivery.objects.update(attempts=MOST_ATTEMPTS)  # ended in the middle of the last one
    assert deliver() == 0
    waiting.refresh_from_db()
    assert waiting.state == "dead" and mail.outbox == []
    assert Notification.objects.for_person(waiting.message.recipient).unread().exists()


def test_who_has_read_it_already_gets_no_mail(waiting):
    Notification.objects.update(read_at=timezone.now())
    assert deliver() == 1
    assert mail.outbox == []


def test_without_a_mail_server_the_inbox_is_the_delivery(waiting, settings, cast):
    settings.NOTIFICATION_CHANNELS = []
    assert deliver() == 1
    assert mail.outbox == []
    cast.assigned(cast.reported())
    assert Delivery.objects.count() == 1


def test_where_one_channel_is_away_the_others_go_on(waiting, settings, monkeypatch):
    taken = []
    modules = {"mail": channels.load("mail"), "board": type("Board", (), {"send": taken.append})}
    monkeypatch.setattr(channels, "load", lambda name: modules[name])
    monkeypatch.setattr(MAIL, answers(ConnectionRefusedError()))
    settings.NOTIFICATION_CHANNELS = ["mail", "board"]
    Delivery.objects.create(message=waiting.message, channel="board", next_at=timezone.now())
    assert deliver() == 1
    assert [each.channel for each in taken] == ["board"]
    waiting.refresh_from_db()
    assert waiting.state == "waiting"
