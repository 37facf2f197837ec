"""Whose account of another service it is: bound once, unbound by people, ended with leaving."""

from datetime import timedelta

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone

from audit.models import Event
from tests.accounts.providers import walking

pytestmark = pytest.mark.django_db
MINE, OTHERS = "13800000001", "13800000002"


@pytest.fixture
def officer(cast, dingtalk):
    dingtalk.people["u-1"] = {"mobile": MINE}
    cast.officer.phone, cast.inspector.phone = MINE, OTHERS
    cast.officer.save()
    cast.inspector.save()
    return cast.officer


def come(dingtalk, who="u-1") -> tuple[Client, str]:
    """A browser, and what the log-in page says; "" where they are in."""
    browser = Client()
    answer = walking.through(browser, "dingtalk", dingtalk, who)
    return browser, "" if walking.who_is_in(browser) else walking.sentence(browser, answer)


def reasons() -> list[str]:
    failed = Event.objects.filter(kind="login_failed").order_by("pk")
    return [event.details.get("reason") for event in failed]


def test_what_is_kept_is_whose_it_is_and_no_profile(officer, dingtalk):
    assert come(dingtalk)[1] == ""
    one = SocialAccount.objects.get()
    assert (one.user, one.uid, one.extra_data) == (officer, "u-1", {})
    assert one.provider == "dingtalk dingabc"


def test_a_number_that_becomes_anothers_there_opens_no_other_account(officer, cast, dingtalk):
    come(dingtalk)
    dingtalk.people["u-1"] = {"mobile": OTHERS}
    browser, said = come(dingtalk)
    assert "已绑定一人" in said and not walking.who_is_in(browser)
    assert reasons() == ["moved"]
    assert Event.objects.get(kind="login_failed").account == officer.username


def test_a_number_nobody_here_has_any_more_keeps_nobody_out(officer, dingtalk):
    come(dingtalk)
    dingtalk.people["u-1"] = {"mobile": "13700000000"}
    assert come(dingtalk)[1] == ""


def test_who_gets_ones_old_number_there_gets_no_account_with_it(officer, dingtalk):
    come(dingtalk)
    dingtalk.people["u-2"] = {"mobile": MINE}
    assert "另一个钉钉账号" in come(dingtalk, "u-2")[1]
    assert reasons() == ["taken"]


def test_who_has_left_is_known_no_more(officer, dingtalk):
    come(dingtalk)
    officer.is_active = False
    officer.save()
    assert not SocialAccount.objects.exists()
    assert "没有对应的人" in come(dingtalk)[1]
    officer.is_active = True
    officer.save()
    assert come(dingtalk)[1] == ""


def test_deactivating_past_django_unbinds_as_well(officer, dingtalk, django_user_model):
    come(dingtalk)
    django_user_model.objects.filter(pk=officer.pk).update(is_active=False)
    assert not SocialAccount.objects.exists()


def test_who_holds_no_role_today_is_told_so(officer, dingtalk):
    officer.memberships.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert "没有角色" in come(dingtalk)[1] and reasons() == ["no_role"]
    assert not SocialAccount.objects.exists()


def test_who_never_activated_their_account_may_come_in_so(officer, dingtalk):
    officer.set_unusable_password()
    officer.save()
    assert come(dingtalk)[1] == ""


def test_ones_own_is_shown_under_me_and_unbound_there(officer, cast, dingtalk):
    browser, _said = come(dingtalk)
    page = browser.get("/me/").content.decode()
    one = SocialAccount.objects.get()
    address = f"/me/identities/{one.pk}/unbind/"
    assert address in page and "钉钉" in page
    other = Client()
    other.force_login(cast.inspector)
    assert other.post(address).status_code == 404
    assert browser.get(address).status_code == 405
    assert browser.post(address).url == "/me/#identities"
    assert not SocialAccount.objects.exists()
    event = Event.objects.get(kind="identity_unbound")
    assert event.by == officer and event.details == {
        "whom": officer.username,
        "through": "dingtalk",
    }


def test_an_administrator_unbinds_on_the_persons_page(officer, cast, dingtalk):
    come(dingtalk)
    one = SocialAccount.objects.get()
    address = f"/people/{officer.pk}/identities/{one.pk}/unbind/"
    browser = Client()
    assert browser.post(address).url.startswith("/login/")
    browser.force_login(cast["officer@central_b"])
    assert browser.post(address).status_code == 404
    browser.force_login(cast["administrator@bureau"])
    assert address in browser.get(f"/people/{officer.pk}/").content.decode()
    assert browser.post(address).url == f"/people/{officer.pk}/"
    assert not SocialAccount.objects.exists()
    assert Event.objects.get(kind="identity_unbound").by == cast["administrator@bureau"]


def test_two_services_may_lead_to_one_person(officer, cast, dingtalk, feishu):
    feishu.people["u-1"] = {"mobile": f"+86{MINE}"}
    come(dingtalk)
    browser = Client()
    assert walking.through(browser, "feishu", feishu, "u-1").url == "/"
    assert SocialAccount.objects.filter(user=officer).count() == 2


def test_nothing_set_up_shows_nothing_and_answers_nothing(cast, client, settings):
    settings.PROVIDERS = {}
    page = client.get("/login/").content.decode()
    assert "login/with" not in page and "其他登录方式" not in page
    assert client.post("/login/with/dingtalk/").status_code == 404
    assert client.get("/login/with/dingtalk/back/").status_code == 404
    client.force_login(cast.officer)
    assert "identities" not in client.get("/me/").content.decode()
