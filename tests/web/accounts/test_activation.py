"""The pages of an activation: what they say and what they do not, and how guessing ends."""

import logging

import pytest
from django.conf import settings as shipped
from django.test import Client

from audit.kinds import Kind
from audit.models import Event
from monitoring.secret_paths import WithoutCodes
from organizations.models import User
from tests.accounts.activating import NEW, TWICE, activates, code_for, never_in, opened
from tests.borders.statements import statements_of
from tests.cast import PASSWORD
from tests.web.reading import words_on
from throttling.models import FailedLogin

WRONG = "4H4H-9QWX-2HTD"
SENTENCE = "激活码无效或已失效。请找本单位安全负责人或教育局系统管理员领取新的激活条。"
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def newcomer(cast):
    return never_in(cast.inspector)


def typed(code, address=HERE, client=None):
    return (client or Client()).post("/activate/", {"code": code}, REMOTE_ADDR=address)


def used(cast):
    code = code_for(never_in(cast.responsible))
    assert activates(code)
    return code


def ended(cast):
    code = code_for(cast.viewer)
    code_for(cast.viewer)
    return code


def of_somebody_who_left(cast):
    code = code_for(cast.officer)
    User.objects.filter(pk=cast.officer.pk).update(is_active=False)
    return code


NO_CODES = pytest.mark.parametrize(
    "no_code",
    [lambda cast: WRONG, lambda cast: "what is this", used, ended, of_somebody_who_left],
)


@NO_CODES
def test_what_opens_nothing_gets_one_and_the_same_sentence(cast, no_code):
    answer = typed(no_code(cast))
    assert answer.status_code == 400 and SENTENCE in words_on(answer)
    assert answer.context["form"].errors.as_data()["code"]


@NO_CODES
def test_so_does_a_link_at_an_address_that_names_no_code(cast, no_code):
    client, code = Client(), no_code(cast)
    answer = client.get(f"/activate/{code}/")
    assert answer.status_code == 302 and answer.url == "/activate/"
    page = client.get("/activate/")
    assert SENTENCE in words_on(page) and code not in page.content.decode()


def test_the_same_work_is_done_for_a_wrong_code_and_for_a_used_one(cast):
    spent = used(cast)
    typed(WRONG)
    made = []
    for code in ("2222-3333-4444", spent):
        with statements_of() as statements:
            typed(code)
        made.append(statements)
    assert made[0] == made[1]


@pytest.mark.parametrize("code", ["", "   "])
def test_nothing_typed_asks_nobody(cast, code):
    assert typed(code).status_code == 400
    assert not FailedLogin.objects.exists()


def test_the_pages_are_open_to_strangers_and_the_password_is_behind_a_code(client, cast):
    assert client.get("/activate/").status_code == 200
    for answer in (client.get("/activate/password/"), client.post("/activate/password/", TWICE)):
        assert answer.status_code == 302 and answer.url == "/activate/"
    assert client.post(f"/activate/{WRONG}/").status_code == 405


def test_the_log_in_page_leads_there(client, cast):
    assert 'href="/activate/"' in client.get("/login/").content.decode()


def test_somebody_with_a_password_of_another_is_not_kept_from_it(cast):
    """They may have lost that one as well; most other pages lead to where it is changed."""
    User.objects.filter(pk=cast.inspector.pk).update(must_change_password=True)
    client = Client()
    client.force_login(User.objects.get(pk=cast.inspector.pk))
    assert activates(code_for(cast.inspector), client)


def test_the_session_ends_with_the_browser_unless_the_device_is_ones_own(newcomer):
    for told, at_close in (({}, True), ({"remember": "on"}, False)):
        client = opened(code_for(newcomer))
        client.post("/activate/password/", {**TWICE, **told})
        assert client.session.get_expire_at_browser_close() is at_close


def test_the_device_is_known_from_then_on(newcomer):
    client = opened(code_for(newcomer))
    client.post("/activate/password/", TWICE)
    assert client.cookies["known_device"].value


# --- What must not leak --------------------------------------------------------------------


def test_no_page_of_it_is_stored_or_tells_others_where_one_comes_from(newcomer):
    client = opened(code_for(newcomer))
    link = Client().get(f"/activate/{code_for(newcomer)}/")
    for answer in (client.get("/activate/"), client.get("/activate/password/"), link):
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "same-origin"


def test_the_session_holds_no_code(newcomer):
    code = code_for(newcomer)
    assert code not in str(dict(opened(code).session))


@pytest.mark.parametrize("path", ["activate", "due", "setup"])
@pytest.mark.parametrize("message", ["Not Found: /{}/{}/", "GET /{}/{}/ HTTP/1.1", "Bad: /{}/{}"])
def test_no_line_of_the_log_names_a_code(path, message):
    code = "7K3M9QWX2HTD"
    line = logging.makeLogRecord({"msg": "%s", "args": (message.format(path, code),)})
    assert WithoutCodes().filter(line)
    assert code not in line.getMessage() and f"/{path}/…" in line.getMessage()


def test_other_lines_stay_as_they_are():
    for path in ("/activate/password/", "/setup/bureau/", "/hazards/setup/"):
        line = logging.makeLogRecord({"msg": "Not Found: %s", "args": (path,)})
        WithoutCodes().filter(line)
        assert line.getMessage() == f"Not Found: {path}"


def test_every_line_passes_through_it():
    assert "codes" in shipped.LOGGING["handlers"]["stderr"]["filters"]


def test_a_refused_request_for_a_code_is_logged_without_it(client, cast, caplog):
    with caplog.at_level(logging.WARNING):
        client.get(f"/setup/{WRONG}/")
        client.get(f"/activate/{WRONG}/")
    for record in caplog.records:
        WithoutCodes().filter(record)
    assert caplog.records and WRONG not in caplog.text.replace(f"/setup/{WRONG}/", "")
    assert all(WRONG not in record.getMessage() for record in caplog.records)


# --- Guessing ------------------------------------------------------------------------------


def wrong(n):
    return f"2222-3333-{4444 + n}"


@pytest.fixture
def in_force(settings):
    settings.LOCKOUT_ENABLED = True


def test_thirty_wrong_codes_from_one_address_end_it_there(newcomer, in_force):
    answers = [typed(wrong(n)).status_code for n in range(31)]
    assert answers == [400] * 29 + [429] * 2
    code = code_for(newcomer)
    refused = typed(code)
    assert refused.status_code == 429 and int(refused["Retry-After"]) > 0
    client = Client()
    assert client.get(f"/activate/{code}/", REMOTE_ADDR=HERE).url == "/activate/"
    assert "失败次数过多" in words_on(client.get("/activate/"))
    assert typed(code, ELSEWHERE).status_code == 302


def test_wrong_codes_and_wrong_passwords_are_counted_together(cast, in_force):
    for n in range(15):
        typed(wrong(n))
        told = {"username": f"person{n}", "password": "wrong"}
        last = Client().post("/login/", told, REMOTE_ADDR=HERE)
    assert last.status_code == 429 and typed(wrong(99)).status_code == 429


def test_a_device_of_a_colleague_guesses_no_longer_than_a_strangers(cast, in_force):
    own = Client()
    told = {"username": "officer@school", "password": PASSWORD}
    own.post("/login/", told, REMOTE_ADDR=HERE)
    own.post("/logout/")
    answers = [typed(wrong(n), client=own).status_code for n in range(31)]
    assert answers[-1] == 429


def test_right_codes_lock_nobody_out(cast, in_force):
    for n in range(40):
        person = User.objects.create(username=f"p{n}", name="新人", password="!")
        assert typed(code_for(person)).status_code == 302


def test_so_many_a_minute_and_no_more(newcomer, settings):
    settings.RATES = {**settings.RATES, "activation": [(2, 3600)]}
    code = code_for(newcomer)
    place = "203.0.113.99"
    assert [typed(code, place).status_code for _ in range(3)] == [302, 302, 429]


def test_of_a_wrong_code_a_digest_is_kept_and_the_log_says_what_it_was(cast):
    typed(WRONG)
    kept = FailedLogin.objects.get()
    assert kept.name.startswith("?") and "9QWX" not in kept.name
    event = Event.objects.get(kind=Kind.LOGIN_FAILED)
    assert (event.account, event.details) == ("?", {"reason": "code"})
    client = Client()
    client.force_login(cast.auditor)
    assert "激活码不对" in words_on(client.get("/audit/"))


def test_the_first_password_opens_both_doors(newcomer):
    assert activates(code_for(newcomer))
    told = {"username": newcomer.username, "password": NEW}
    answer = Client().post("/api/v1/auth/login/", told, content_type="application/json")
    assert answer.status_code == 200
