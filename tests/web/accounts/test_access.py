"""我的: the devices one is logged in on and the tokens one has made, and ending them."""

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken

from accounts import open_sessions, tokens
from accounts.models import Session
from tests.api.conftest import Caller
from tests.cast import PASSWORD

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) MicroMessenger/8.0.49"


@pytest.fixture
def desk(cast):
    return logged_in()


@pytest.fixture
def phone(cast):
    return logged_in(PHONE)


def logged_in(agent="", username="officer@school") -> Client:
    client = Client(headers={"user-agent": agent})
    client.post("/login/", {"username": username, "password": PASSWORD})
    return client


def page_of(client) -> str:
    return client.get("/me/").content.decode()


def end(client, session):
    return client.post(f"/me/sessions/{session.public_id}/end/")


def told(**given) -> dict:
    day = timezone.localdate() + timedelta(days=30)
    return {"name": "数据大屏", "scope": "read", "expires_on": day.isoformat(), **given}


def test_it_names_each_device_and_which_one_this_is(desk, phone):
    page = page_of(desk)
    assert "登录的设备" in page and "微信 · iPhone" in page and "未知设备" in page
    assert page.count("本机") == 1 and page.count("/end/") == 1
    for session in Session.objects.all():
        assert session.session_key not in page


def test_another_device_is_logged_out_from_here(desk, phone):
    (there,) = [one for one in Session.objects.all() if one.device]
    answer = end(desk, there)
    assert answer.url == "/me/#sessions" and "已在该设备退出登录" in page_of(desk)
    assert phone.get("/me/").status_code == 302
    assert end(desk, there).status_code == 404


def test_ending_ones_own_session_is_leaving(desk):
    (here,) = Session.objects.all()
    answer = end(desk, here)
    assert answer.url == "/login/" and answer["Clear-Site-Data"] == '"cache"'
    assert desk.get("/me/").status_code == 302


def test_all_others_are_logged_out_at_once_and_nobody_elses(desk, phone, cast):
    others = logged_in(username="viewer@school")
    logged_in()
    assert "已在其他 2 台设备退出登录" in (
        desk.post("/me/sessions/end-others/", follow=True).content.decode()
    )
    assert desk.get("/me/").status_code == 200 and phone.get("/me/").status_code == 302
    assert others.get("/me/").status_code == 200


def test_a_token_is_made_with_its_secret_on_one_page_alone(desk):
    answer = desk.post("/me/tokens/new/", told())
    page = answer.content.decode()
    (secret,) = re.findall(r"\b[0-9a-f]{64}\b", page)
    assert answer["Cache-Control"] == "no-store" and "只显示这一次" in page
    user = Caller()
    user.headers["Authorization"] = f"Token {secret}"
    assert user.get("me/").status_code == 200
    after = page_of(desk)
    assert secret not in after and f"{secret[:8]}…" in after
    assert "数据大屏" in after and "只读" in after


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "请填写"),
        ("scope", "", "请"),
        ("expires_on", "", "请填写"),
        ("expires_on", "2020-01-01", "这一天已经过去"),
        ("expires_on", "2099-01-01", "最长为一年"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_stays(desk, field, value, sentence):
    answer = desk.post("/me/tokens/new/", told(**{field: value}))
    form, page = answer.context["form"], answer.content.decode()
    assert set(form.errors) == {field} and f'id="id_{field}_error"' in page
    assert not AuthToken.objects.exists()
    assert field == "name" or 'value="数据大屏"' in page


def test_a_token_is_ended(desk, cast, rf):
    given = {"name": "数据大屏", "scope": "read", "expires_on": timezone.localdate()}
    token, _secret = tokens.make(by=cast.officer, request=rf.get("/"), **given)
    address = f"/me/tokens/{tokens.public_id_of(token)}/end/"
    assert address in page_of(desk)
    assert desk.post(address).url == "/me/#tokens"
    assert not AuthToken.objects.exists() and desk.post(address).status_code == 404


def test_somebody_elses_are_not_there(desk, cast, rf):
    others = logged_in(username="administrator@bureau")
    given = {"name": "数据大屏", "scope": "read", "expires_on": timezone.localdate()}
    token, _secret = tokens.make(by=cast.officer, request=rf.get("/"), **given)
    (here,) = open_sessions.of(cast.officer)
    assert end(others, here).status_code == 404
    assert others.post(f"/me/tokens/{tokens.public_id_of(token)}/end/").status_code == 404
    assert desk.get("/me/").status_code == 200 and AuthToken.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        f"/me/sessions/{uuid.UUID(int=1)}/end/",
        "/me/sessions/end-others/",
        f"/me/tokens/{uuid.UUID(int=1)}/end/",
    ],
)
def test_ending_is_an_act_and_for_those_inside(desk, client, address):
    assert desk.get(address).status_code == 405
    assert client.post(address).url.startswith("/login/")


def test_the_page_asks_the_same_however_much_there_is(
    desk, cast, rf, django_assert_max_num_queries
):
    def asked():
        with django_assert_max_num_queries(60) as made:
            assert desk.get("/me/").status_code == 200
        return len(made.captured_queries)

    few = asked()
    for n in range(30):
        Client().force_login(cast.officer)
        given = {"name": f"{n}", "scope": "read", "expires_on": timezone.localdate()}
        tokens.make(by=cast.officer, request=rf.get("/"), **given)
    assert asked() == few
    page = page_of(desk)
    assert page.count("只列出最新的") == 2 and page.count("本机") == 1
