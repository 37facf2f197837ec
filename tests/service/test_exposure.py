"""What the operator says of proxies and HTTPS makes sense, or is told to be wrong at the start."""

import io

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from config.management.commands import prepare
from config.sections import exposure
from config.sections.exposure import Exposure

NAMES = ("HOST", "HTTPS", "PROXIES", "ALLOWED_HOSTS", "HSTS", "HSTS_SUBDOMAINS", "HSTS_PRELOAD")


@pytest.fixture
def told(monkeypatch):
    def told(**environ):
        for name in NAMES:
            monkeypatch.delenv(name, raising=False)
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        return exposure.exposure()

    return told


def test_on_this_machine_nobody_is_in_between_and_nothing_is_amiss(told):
    found = told()
    assert (found.proxies, found.https, found.hsts, found.is_public) == (0, False, 0, False)
    assert found.warnings() == []


def test_https_means_one_proxy_and_a_promise_for_a_month(told):
    found = told(HOST="0.0.0.0")
    assert (found.proxies, found.hsts) == (1, 30 * 24 * 3600)
    assert told(HTTPS="yes", PROXIES="2", HSTS="31536000").hsts == 31536000
    assert told(HTTPS="yes", HSTS="0").hsts == 0


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"HTTPS": "yes", "PROXIES": "0"}, exposure.NO_TLS_HERE),
        ({"HTTPS": "no", "HSTS": "60"}, exposure.HSTS_NEEDS_HTTPS),
        ({"PROXIES": "some"}, "PROXIES must be a whole number from 0 to 5, not 'some'."),
        ({"HSTS": "-1"}, "HSTS must be a whole number from 0 to 63072000, not '-1'."),
    ],
)
def test_what_contradicts_itself_is_refused(told, environ, sentence):
    with pytest.raises(ImproperlyConfigured) as refusal:
        told(**environ)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("environ", "sentences"),
    [
        ({"HOST": "10.0.0.5", "ALLOWED_HOSTS": "a.example"}, ["OPEN_PORT"]),
        ({"HOST": "0.0.0.0"}, ["ANY_NAME", "OPEN_PORT"]),
        ({"HOST": "0.0.0.0", "HTTPS": "no"}, ["ANY_NAME", "IN_THE_CLEAR", "NO_PROXY"]),
        ({"ALLOWED_HOSTS": "a.example"}, ["IN_THE_CLEAR", "NO_PROXY"]),
        ({"ALLOWED_HOSTS": "a.example", "HTTPS": "yes"}, []),
    ],
)
def test_where_others_reach_it_each_thing_that_will_go_wrong_is_one_sentence(
    told, environ, sentences
):
    found = told(**environ)
    said = [getattr(exposure, name) for name in sentences]
    assert found.warnings() == [
        sentence.format(host=found.host, proxies=found.proxies) for sentence in said
    ]


def test_the_start_says_what_will_go_wrong(settings, db, monkeypatch):
    monkeypatch.setattr(prepare, "collect_if_changed", lambda: False)
    settings.DEMO, settings.PUBLIC = False, False
    settings.EXPOSURE = Exposure("0.0.0.0", [], False, 0, 0)
    said = io.StringIO()
    call_command("prepare", stderr=said)
    assert f"Warning: {exposure.ANY_NAME}" in said.getvalue()
