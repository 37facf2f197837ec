"""OpenID Connect: a real server first, then one that lies."""

import os
import time

import pytest
import requests
from django.test import Client
from oidc_provider_mock import User as Account
from oidc_provider_mock import run_server_in_thread

from audit.models import Event
from tests.accounts.providers import walking
from tests.accounts.providers.issuer import OTHER_KEY
from tests.accounts.providers.stand_ins import SECRET

pytestmark = pytest.mark.django_db
UNFINISHED = "这次登录没有完成，或等待太久。请重新开始。"


@pytest.fixture
def server(monkeypatch, set_up):
    """oidc-provider-mock: codes used once, signed tokens, userinfo, nonce required."""
    monkeypatch.setitem(os.environ, "AUTHLIB_INSECURE_TRANSPORT", "1")
    people = [
        Account(sub="s-1", claims={"employee_number": "A001", "phone_number": "13800000001"}),
        Account(sub="s-2", claims={"employee_number": "nobody's"}),
    ]
    with run_server_in_thread(user_claims=people, require_nonce=True) as running:
        address = f"http://localhost:{running.server_port}"
        set_up({"OIDC_ISSUER": address, "OIDC_CLIENT_ID": "ledger", "OIDC_CLIENT_SECRET": SECRET})
        yield address


def agreed(address: str, who: str) -> dict[str, str]:
    """What the real server sends somebody back with who chooses `who` on its page."""
    answer = requests.post(address, data={"sub": who}, allow_redirects=False, timeout=5)
    assert answer.status_code == 302
    return walking.asked_of(answer.headers["Location"])


@pytest.fixture
def officer(cast):
    cast.officer.staff_number = "A001"
    cast.officer.save()
    return cast.officer


def test_somebody_known_by_their_staff_number_comes_in(server, officer, client):
    told = agreed(walking.sent_to(client, "oidc", next="/hazards/"), "s-1")
    answer = walking.back(client, "oidc", told)
    assert (answer.status_code, answer.url) == (302, "/hazards/")
    assert walking.who_is_in(client) == str(officer.pk)
    event = Event.objects.filter(kind="logged_in").get()
    assert event.by == officer and event.details == {"through": "oidc"}
    assert Event.objects.filter(kind="identity_bound").get().details["through"] == "oidc"


def test_a_session_ends_with_the_browser_unless_the_device_is_ones_own(server, officer):
    for remember, at_close in (({"remember": "on"}, False), ({}, True)):
        browser = Client()
        walking.back(browser, "oidc", agreed(walking.sent_to(browser, "oidc", **remember), "s-1"))
        assert browser.session.get_expire_at_browser_close() is at_close


def test_nobody_is_taken_in(server, officer, cast, client, django_user_model):
    before = django_user_model.objects.count()
    answer = walking.back(client, "oidc", agreed(walking.sent_to(client, "oidc"), "s-2"))
    assert "没有对应的人" in walking.sentence(client, answer)
    assert django_user_model.objects.count() == before and not walking.who_is_in(client)
    assert Event.objects.filter(kind="login_failed").get().details["reason"] == "unknown"


def test_an_answer_is_good_once_and_in_the_browser_that_asked(server, officer, client):
    told = agreed(walking.sent_to(client, "oidc"), "s-1")
    other = Client()
    assert walking.sentence(other, walking.back(other, "oidc", told)) == UNFINISHED
    assert walking.back(client, "oidc", told).url == "/"
    client.post("/logout/")
    assert walking.sentence(client, walking.back(client, "oidc", told)) == UNFINISHED


def test_a_used_code_opens_nothing_in_a_new_round(server, officer, client):
    told = agreed(walking.sent_to(client, "oidc"), "s-1")
    walking.back(client, "oidc", told)
    other = Client()
    state = walking.asked_of(walking.sent_to(other, "oidc"))["state"]
    answer = walking.back(other, "oidc", {**told, "state": state})
    assert walking.sentence(other, answer) == UNFINISHED and not walking.who_is_in(other)


def test_who_changes_their_mind_there_is_back_at_the_log_in(server, client):
    state = walking.asked_of(walking.sent_to(client, "oidc"))["state"]
    answer = walking.back(client, "oidc", {"error": "access_denied", "state": state})
    assert walking.sentence(client, answer) == UNFINISHED


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example/", "javascript:alert(1)"])
def test_nobody_is_led_on_to_another_site(server, officer, client, to):
    told = agreed(walking.sent_to(client, "oidc", next=to), "s-1")
    assert walking.back(client, "oidc", told).url == "/"


def test_looking_begins_nothing(server, client):
    assert client.get("/login/with/oidc/").status_code == 405


def test_who_is_in_is_not_logged_in_as_another(server, officer, cast, client):
    told = agreed(walking.sent_to(client, "oidc"), "s-1")
    client.force_login(cast.inspector)
    assert walking.back(client, "oidc", told).url == "/"
    assert walking.who_is_in(client) == str(cast.inspector.pk)
    assert client.post("/login/with/oidc/").url == "/"


# --- One that lies -----------------------------------------------------------------------------


def came_in(browser, issuer) -> bool:
    answer = walking.through(browser, "oidc", issuer, "s-1")
    return answer.url == "/" and bool(walking.who_is_in(browser))


def test_a_token_with_the_number_in_it_is_enough(issuer, officer, client):
    issuer.claims = {"employee_number": "A001"}
    assert came_in(client, issuer)


LIES = {
    "for somebody else": {"aud": "another"},
    "by another issuer": {"iss": "https://evil.example"},
    "of another log-in": {"nonce": "another"},
    "of no log-in": {"nonce": None},
    "of yesterday": {"exp": int(time.time()) - 86_400},
}


@pytest.mark.parametrize("claims", LIES.values(), ids=LIES)
def test_a_token_that_is_not_for_this_log_in_opens_nothing(issuer, officer, client, claims):
    issuer.claims = {"employee_number": "A001", **claims}
    answer = walking.through(client, "oidc", issuer, "s-1")
    assert walking.sentence(client, answer) == UNFINISHED and not walking.who_is_in(client)
    assert Event.objects.filter(kind="login_failed").get().details["reason"] == "forged"


@pytest.mark.parametrize(
    ("key", "algorithm"), [(OTHER_KEY, "RS256"), (SECRET * 2, "HS256"), (None, "none")]
)
def test_a_token_the_issuer_has_not_signed_opens_nothing(issuer, officer, client, key, algorithm):
    issuer.claims = {"employee_number": "A001"}
    issuer.signed_with, issuer.algorithm = key, algorithm
    assert not came_in(client, issuer)


def test_a_phone_number_counts_where_it_is_said_to_be_verified(issuer, set_up, cast):
    set_up({"OIDC_MATCH": "phone"})
    cast.officer.phone = "138 0000 0001"
    cast.officer.save()
    for verified, is_in in ((None, False), ("true", False), (False, False), (True, True)):
        issuer.claims = {"phone_number": "+8613800000001", "phone_number_verified": verified}
        assert came_in(Client(), issuer) is is_in, verified


DISCOVERIES = [
    {"issuer": "https://evil.example"},
    {"token_endpoint": "http://evil.example/token"},
    {"jwks_uri": "file:///etc/passwd"},
    {"authorization_endpoint": None},
]


@pytest.mark.parametrize("said", DISCOVERIES, ids=str)
def test_discovery_that_leads_elsewhere_is_not_followed(issuer, client, said):
    issuer.discovery = said
    answer = client.post("/login/with/oidc/")
    assert "没有正常响应" in walking.sentence(client, answer)


def test_another_issuers_subject_is_another_subject(issuer, officer, client, set_up):
    issuer.claims = {"employee_number": "A001"}
    assert came_in(client, issuer)
    officer.staff_number = None
    officer.save()
    assert came_in(Client(), issuer)
    issuer.address = issuer.address.replace("127.0.0.1", "localhost")
    set_up({"OIDC_ISSUER": issuer.address})
    assert not came_in(Client(), issuer)
