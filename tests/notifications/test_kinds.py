"""A message is a kind: it is put into words when it is read, in today's wording."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.utils import translation

from notifications import kinds
from notifications.models import Notification, tell

MIGRATION = import_module("notifications.migrations.0003_kinds_that_said_two_things")


def test_an_older_message_speaks_todays_words(cast, monkeypatch):
    cast.reported()
    message = Notification.objects.get()
    monkeypatch.setitem(kinds.SENTENCES, "report", "Closed")  # a sentence with a translation
    with translation.override("zh-hans"):
        assert message.sentence == "已销号"


def test_a_kind_that_was_renamed_is_read_under_its_new_name(cast, monkeypatch):
    cast.reported()
    Notification.objects.update(kind="announce", template="")
    monkeypatch.setitem(kinds.ALIASES, "announce", "report")
    assert "等待交办" in Notification.objects.get().sentence


def test_a_kind_nobody_knows_says_what_it_said_or_that_there_are_no_words(cast):
    cast.reported()
    Notification.objects.update(kind="lost")
    assert "等待交办" in Notification.objects.get().sentence
    Notification.objects.update(template="")
    assert Notification.objects.get().sentence == "有一条新消息，当前版本无法显示其内容。"


def test_what_an_older_message_does_not_know_is_left_out(cast):
    cast.reported()
    Notification.objects.update(params={"title": "门"})
    assert "门" in Notification.objects.get().sentence


def test_what_is_told_has_to_be_declared(cast):
    with pytest.raises(KeyError):
        tell([cast.officer], kind="undeclared", params={}, about=1, at=None)
    with pytest.raises(ValueError, match="Two sentences"):
        kinds.declare({"report": "Something else."})


@pytest.mark.parametrize(
    ("kind", "template", "now"),
    [
        ("accept_transfer", "“%(title)s” is yours to fix by %(due_on)s.", "assign"),
        ("accept_transfer", "%(to_unit)s has taken over “%(title)s”.", "accept_transfer"),
        (
            "password_reset",
            "Your account got a new password at the server. Choose your own.",
            "reset_at_server",
        ),
    ],
)
def test_a_kind_that_had_two_sentences_is_named_by_the_one_that_was_kept(cast, kind, template, now):
    cast.reported()
    Notification.objects.update(kind=kind, template=template)
    MIGRATION.name_them(apps, SimpleNamespace(connection=connection))
    assert Notification.objects.get().kind == now


def test_every_sentence_is_in_chinese():
    with translation.override("zh-hans"):
        said = {kind: translation.gettext(text) for kind, text in kinds.SENTENCES.items()}
    assert not [kind for kind, text in said.items() if text == kinds.SENTENCES[kind]]
    assert len(said) > 25


def test_a_channel_without_a_module_is_refused_at_the_start(settings):
    settings.NOTIFICATION_CHANNELS = ["pigeon"]
    with pytest.raises(ImproperlyConfigured, match=r"notifications/channels/pigeon\.py"):
        apps.get_app_config("notifications").ready()
