"""A service that is down, slow or says anything costs a sentence, and no more than some seconds."""

import time

import pytest
import requests

from accounts.providers.protocols import outside
from tests.accounts.providers import walking
from tests.accounts.providers.servers import StandIn, running

pytestmark = pytest.mark.django_db
KEY = "/.well-known/openid-configuration"


class Bad(StandIn):
    """Says `said` with `status`, or does it."""

    said: object = {}
    status = 200

    def routes(self):
        return {KEY: lambda _call: (self.status, self.said)}


@pytest.fixture
def bad(set_up):
    with running(Bad()) as one:
        told = {"OIDC_ISSUER": one.address, "OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "b"}
        set_up(told)
        yield one


def enormous(handler):
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(50):
            handler.wfile.write(b" " * 2**20)
    except OSError:
        handler.cut_off = True


def dripping(handler):
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(100):
            handler.wfile.write(b" ")
            time.sleep(0.05)
    except OSError:
        pass


def nowhere(handler):
    handler.send_response(302)
    handler.send_header("Location", "http://127.0.0.1:1/")
    handler.end_headers()


RUBBISH = {
    "enormous": enormous,
    "dripping": dripping,
    "a redirect": nowhere,
    "a list": [1, 2],
    "nothing": b"",
    "no JSON": b"<html>",
    "deep": b"[" * 100_000,
    "bytes": bytes(range(256)),
    "words of a wrong kind": {"issuer": ["a"], "token_endpoint": 7},
}


@pytest.mark.parametrize("said", RUBBISH.values(), ids=RUBBISH)
def test_rubbish_is_a_sentence_on_the_log_in_page(bad, client, said, monkeypatch):
    monkeypatch.setattr(outside, "ALTOGETHER", 0.5)
    bad.said = said
    begun = time.monotonic()
    answer = client.post("/login/with/oidc/")
    assert time.monotonic() - begun < 4
    assert "没有正常响应" in walking.sentence(client, answer)


def test_one_that_is_down_is_a_sentence(bad, client, set_up):
    with running(Bad()) as gone:
        address = gone.address
    set_up({"OIDC_ISSUER": address})
    assert "没有正常响应" in walking.sentence(client, client.post("/login/with/oidc/"))


def test_failures_of_the_service_count_against_nobody(bad, client, settings):
    settings.LOCKOUT_ENABLED = True
    bad.status = 500
    for _ in range(settings.LOCKOUT["per_network"] + 1):
        assert client.post("/login/with/oidc/").status_code == 302


def test_guesses_are_counted_and_stopped(bad, client, settings):
    settings.LOCKOUT_ENABLED = True
    most = settings.LOCKOUT["per_network"]
    guesses = [{"state": f"guessed{n}", "code": "guessed"} for n in range(most)]
    statuses = [walking.back(client, "oidc", told).status_code for told in guesses]
    assert statuses == [302] * (most - 1) + [429]
    assert not bad.calls


def test_calls_are_waited_for_a_while_only(bad, monkeypatch):
    seen = []

    def send(_self, _request, **told):
        seen.append(told["timeout"])
        raise requests.Timeout

    monkeypatch.setattr(requests.Session, "send", send)
    with outside.bounded(), outside.Session() as session, pytest.raises(requests.Timeout):
        session.get(bad.address)
    connect, read = seen[0]
    assert connect <= 3 and read <= 5


def test_a_netrc_of_the_services_user_is_not_sent(bad, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password theirs")
    monkeypatch.setenv("NETRC", str(netrc))
    with outside.Session() as session:
        session.get(f"{bad.address}{KEY}")
    assert "Authorization" not in bad.calls[0].headers


def test_of_an_answer_no_more_is_read_than_a_profile_takes(bad):
    bad.said = enormous
    with outside.Session() as session, pytest.raises(requests.RequestException, match="262144"):
        session.get(f"{bad.address}{KEY}")
