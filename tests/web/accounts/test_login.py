"""Logging in and out."""

import pytest
from django.urls import reverse

from tests.cast import PASSWORD

LOGIN = "/login/"


@pytest.fixture
def log_in(client, cast):
    def post(username="officer@school", password=PASSWORD, **given):
        return client.post(LOGIN, {"username": username, "password": password, **given})

    return post


def test_the_login_page_is_for_everybody_and_in_chinese(client, db):
    page = client.get(LOGIN)
    html = page.content.decode()
    assert page.status_code == 200 and "登录" in html
    assert 'lang="zh-hans"' in html.lower()


def test_it_leads_to_where_one_was_going(log_in):
    assert log_in(next="/hazards/?state=open").url == "/hazards/?state=open"


@pytest.mark.parametrize("place", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_it_leads_nowhere_else(log_in, place):
    assert log_in(next=place).url == reverse("web:home")


def test_a_wrong_password_keeps_what_was_typed_and_says_why(log_in):
    html = log_in(password="wrong").content.decode()
    assert "账号或密码不对" in html and 'value="officer@school"' in html


@pytest.mark.parametrize("empty", ["username", "password"])
def test_an_empty_field_is_a_fault_of_the_form(log_in, empty):
    answer = log_in(**{empty: ""})
    assert answer.status_code == 200 and f"id_{empty}_errors" in answer.content.decode()


def test_somebody_who_has_left_is_told_nothing_more(log_in, cast):
    cast.officer.is_active = False
    cast.officer.save()
    assert "账号或密码不对" in log_in().content.decode()


@pytest.mark.parametrize(("remember", "until_closed"), [("on", False), ("", True)])
def test_the_login_is_remembered_only_when_asked(log_in, client, remember, until_closed):
    log_in(remember=remember)
    assert client.session.get_expire_at_browser_close() is until_closed


def test_who_is_inside_does_not_log_in_again(client, cast):
    client.force_login(cast.officer)
    assert client.get(LOGIN).url == reverse("web:home")


def test_guessing_is_stopped_and_the_page_says_for_how_long(log_in, settings):
    settings.LOCKOUT_ENABLED = True
    answers = [log_in(password="wrong") for _ in range(settings.LOCKOUT["per_name"])]
    assert answers[-2].status_code == 200
    assert answers[-1].status_code == 429
    assert "15 分钟" in answers[-1].content.decode()
    assert 0 < int(answers[-1]["Retry-After"]) <= 15 * 60
    assert log_in().status_code == 429


def test_leaving_is_an_act(client, cast):
    client.force_login(cast.officer)
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").url == LOGIN
    assert client.get("/").status_code == 302


def test_the_demo_names_its_people_and_a_real_service_does_not(client, cast, settings):
    settings.DEMO_PEOPLE = ("auditor@bureau", "nobody")
    settings.DEMO = True
    html = client.get(LOGIN).content.decode()
    assert 'data-username="auditor@bureau"' in html and "nobody" not in html
    assert settings.DEMO_PASSWORD in html
    settings.DEMO = False
    assert "auditor@bureau" not in client.get(LOGIN).content.decode()
