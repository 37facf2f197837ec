"""What the operator says of the mail server makes sense, or is told to be wrong at the start."""

import io

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from config.management.commands import prepare
from config.sections import mail
from config.sections.mail import MailServer

NAMES = (
    *("EMAIL_HOST", "EMAIL_PORT", "EMAIL_TLS", "EMAIL_USER", "EMAIL_PASSWORD"),
    *("EMAIL_SENDER", "EMAIL_TIMEOUT", "EMAIL_PER_MINUTE"),
)
AWAY = {"EMAIL_HOST": "smtp.example.org"}
LOG_IN = {"EMAIL_USER": "ledger@example.org", "EMAIL_PASSWORD": "secret"}


@pytest.fixture
def told(monkeypatch):
    def told(*names, **environ):
        for name in NAMES:
            monkeypatch.delenv(name, raising=False)
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        return mail.mail_server(list(names))

    return told


def test_without_a_server_no_mail_leaves_and_nothing_is_amiss(told):
    found = told()
    assert found.host == "" and found.warnings() == []


@pytest.mark.parametrize(("tls", "port"), [("no", 25), ("starttls", 587), ("tls", 465)])
def test_the_port_is_the_usual_one_of_the_way_the_server_speaks(told, tls, port):
    assert told(EMAIL_TLS=tls, **AWAY).port == port
    assert told(EMAIL_TLS=tls, EMAIL_PORT="2525", **AWAY).port == 2525


def test_whoever_logs_in_writes_under_that_name(told):
    assert told(EMAIL_TLS="tls", **AWAY, **LOG_IN).sender == "ledger@example.org"
    assert told(EMAIL_SENDER="safety@example.org", **AWAY).sender == "safety@example.org"
    assert told("a.example", "b.example", **AWAY).sender == "ledger@a.example"
    assert told("10.0.0.5", **AWAY).sender == "ledger@localhost"


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"EMAIL_PORT": "25"}, "EMAIL_PORT needs EMAIL_HOST as well."),
        ({"EMAIL_SENDER": "a@b.example"}, "EMAIL_SENDER needs EMAIL_HOST as well."),
        ({**AWAY, "EMAIL_TLS": "yes"}, "EMAIL_TLS must be one of no, starttls, tls, not 'yes'."),
        (
            {**AWAY, "EMAIL_PORT": "0"},
            "EMAIL_PORT must be a whole number from 1 to 65535, not '0'.",
        ),
        (
            {**AWAY, "EMAIL_TIMEOUT": "600"},
            "EMAIL_TIMEOUT must be a whole number from 1 to 60, not '600'.",
        ),
        (
            {**AWAY, "EMAIL_USER": "ledger"},
            "EMAIL_USER and EMAIL_PASSWORD belong together: set both, or neither.",
        ),
        (
            {**AWAY, "EMAIL_PASSWORD": "secret"},
            "EMAIL_USER and EMAIL_PASSWORD belong together: set both, or neither.",
        ),
        (
            {**AWAY, **LOG_IN},
            "EMAIL_PASSWORD would cross the network in the clear: set EMAIL_TLS to starttls or "
            "tls, whichever smtp.example.org speaks.",
        ),
        (
            {**AWAY, "EMAIL_SENDER": "隐患台账"},
            "EMAIL_SENDER must be a mail address such as ledger@example.org, not '隐患台账'.",
        ),
        (
            {**AWAY, "EMAIL_SENDER": "a@b.example\nBcc: c@d.example"},
            "EMAIL_SENDER must be a mail address such as ledger@example.org, not "
            "'a@b.example\\nBcc: c@d.example'.",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_with_one_sentence(told, environ, sentence):
    with pytest.raises(ImproperlyConfigured) as refusal:
        told(**environ)
    assert str(refusal.value) == sentence


def test_a_password_may_go_in_the_clear_to_this_machine_alone(told):
    assert told(EMAIL_HOST="127.0.0.1", **LOG_IN).password == "secret"


@pytest.mark.parametrize(
    ("environ", "sentences"),
    [
        (AWAY, ["IN_THE_CLEAR", "NO_SENDER"]),
        ({**AWAY, "EMAIL_TLS": "starttls"}, ["NO_SENDER"]),
        ({**AWAY, "EMAIL_SENDER": "a@b.example"}, ["IN_THE_CLEAR"]),
        ({**AWAY, "EMAIL_TLS": "tls", **LOG_IN}, []),
        ({"EMAIL_HOST": "localhost"}, []),
    ],
)
def test_what_will_go_wrong_is_one_sentence_each(told, environ, sentences):
    found = told(**environ)
    said = [getattr(mail, name) for name in sentences]
    assert found.warnings() == [
        sentence.format(host=found.host, sender=found.sender) for sentence in said
    ]


def test_the_start_says_what_will_go_wrong(settings, db, monkeypatch):
    monkeypatch.setattr(prepare, "collect_if_changed", lambda: False)
    settings.DEMO, settings.PUBLIC = False, False
    settings.MAIL_SERVER = MailServer("smtp.example.org", sender="ledger@localhost")
    said = io.StringIO()
    call_command("prepare", stdout=io.StringIO(), stderr=said)
    assert "Warning: EMAIL_TLS=no: what is written to smtp.example.org" in said.getvalue()
