"""WeCom, DingTalk and Feishu: each by its documents, with what can go wrong at each."""

import pytest
from django.core.cache import cache
from django.test import Client

from tests.accounts.providers import walking
from tests.accounts.providers.stand_ins import SECRET

pytestmark = pytest.mark.django_db
UNFINISHED = "这次登录没有完成，或等待太久。请重新开始。"
PHONE = "13800000001"
INSIDE = {"User-Agent": "Mozilla/5.0 (iPhone) AppleWebKit wxwork/4.1.0 MicroMessenger/7.0.1"}
KEYS = ("wecom", "dingtalk", "feishu")
AS_A_PHONE = {
    "wecom": PHONE,
    "dingtalk": {"mobile": PHONE, "stateCode": "86"},
    "feishu": {"mobile": f"+86{PHONE}"},
}


@pytest.fixture(autouse=True)
def no_token_of_another_test():
    cache.clear()


@pytest.fixture
def officer(cast):
    cast.officer.phone, cast.officer.staff_number = "138-0000-0001", "A001"
    cast.officer.save()
    return cast.officer


@pytest.fixture(params=KEYS)
def service(request):
    """Each of the three with one account, whose phone is the officer's."""
    one = request.getfixturevalue(request.param)
    one.people["u-1"] = AS_A_PHONE[request.param]
    return request.param, one


def test_somebody_known_by_their_phone_comes_in(service, officer, client):
    key, one = service
    assert walking.through(client, key, one, "u-1", next="/hazards/").url == "/hazards/"
    assert walking.who_is_in(client) == str(officer.pk)


def test_a_code_is_good_once(service, officer, client):
    key, one = service
    asked = walking.asked_of(walking.sent_to(client, key))
    told = one.agreed(asked, "u-1")
    assert walking.back(client, key, told).url == "/"
    other = Client()
    told["state"] = walking.asked_of(walking.sent_to(other, key))["state"]
    assert walking.sentence(other, walking.back(other, key, told)) == UNFINISHED


def test_a_code_that_is_too_old_opens_nothing(service, officer, client):
    key, one = service
    one.lasts = -1
    answer = walking.through(client, key, one, "u-1")
    assert walking.sentence(client, answer) == UNFINISHED and not walking.who_is_in(client)


def test_an_answer_nobody_asked_for_opens_nothing(service, officer, client):
    """Somebody else's, put before a person to be logged in as another."""
    key, one = service
    told = one.agreed(walking.asked_of(walking.sent_to(Client(), key)), "u-1")
    assert walking.sentence(client, walking.back(client, key, told)) == UNFINISHED
    assert one.codes, "the code is not even tried"


def test_a_wrong_secret_is_the_operators_to_mend(service, officer, client, settings):
    key, one = service
    wrong = settings.PROVIDERS[key]._replace(secret="another")
    settings.PROVIDERS = {key: wrong}
    answer = walking.through(client, key, one, "u-1")
    assert "没有正常响应" in walking.sentence(client, answer)


def test_a_number_two_people_share_opens_nothing(service, officer, cast, client):
    cast.inspector.phone = PHONE
    cast.inspector.save()
    key, one = service
    answer = walking.through(client, key, one, "u-1")
    assert "多人使用" in walking.sentence(client, answer) and not walking.who_is_in(client)


# --- WeCom -------------------------------------------------------------------------------------


def test_wecom_shows_a_code_in_a_browser_and_asks_inside_its_app(wecom, client):
    outside = walking.sent_to(client, "wecom")
    assert outside.startswith(f"{wecom.address}/wwlogin/sso/login?")
    asked = walking.asked_of(outside)
    assert asked["login_type"] == "CorpApp" and asked["redirect_uri"].endswith("/wecom/back/")
    inside = walking.sent_to(client, "wecom", headers=INSIDE)
    assert inside.startswith(f"{wecom.address}/connect/oauth2/authorize?")
    assert inside.endswith("#wechat_redirect")
    assert walking.asked_of(inside)["scope"] == "snsapi_privateinfo"


def test_wecoms_token_is_kept_and_made_anew_when_it_is_over(wecom, officer):
    wecom.people["u-1"] = PHONE
    for _ in range(2):
        browser = Client()
        assert walking.through(browser, "wecom", wecom, "u-1").url == "/"
    assert wecom.called("/cgi-bin/gettoken") == 1
    wecom.tokens.clear()
    assert walking.through(Client(), "wecom", wecom, "u-1").url == "/"
    assert wecom.called("/cgi-bin/gettoken") == 2


def test_who_is_no_member_of_the_corporation_stays_outside(wecom, officer, client):
    wecom.people["guest"] = None
    answer = walking.through(client, "wecom", wecom, "guest")
    assert walking.sentence(client, answer) == UNFINISHED


def test_a_member_whose_number_is_not_told_is_known_once_bound(wecom, officer, client):
    wecom.people["u-1"] = PHONE
    wecom.tells_tickets = False
    answer = walking.through(client, "wecom", wecom, "u-1")
    assert "没有提供" in walking.sentence(client, answer)
    wecom.tells_tickets = True
    assert walking.through(Client(), "wecom", wecom, "u-1").url == "/"
    wecom.tells_tickets = False
    assert walking.through(client, "wecom", wecom, "u-1").url == "/"


def test_wecoms_account_may_be_the_staff_number(wecom, set_up, officer, client):
    set_up({"WECOM_MATCH": "staff_number"})
    wecom.people["A001"] = "nothing"
    assert walking.through(client, "wecom", wecom, "A001").url == "/"
    assert wecom.called("/cgi-bin/auth/getuserdetail") == 0


# --- DingTalk and Feishu -----------------------------------------------------------------------


def test_another_corporation_of_dingtalk_stays_outside(dingtalk, set_up, officer, client):
    dingtalk.people["u-1"] = AS_A_PHONE["dingtalk"]
    set_up({"DINGTALK_CORP_ID": "ding-our-corp"})
    asked = walking.asked_of(walking.sent_to(client, "dingtalk"))
    assert (asked["exclusiveCorpId"], asked["scope"]) == ("ding-our-corp", "openid corpid")
    dingtalk.corp = "ding-another"
    answer = walking.back(client, "dingtalk", dingtalk.agreed(asked, "u-1"))
    assert walking.sentence(client, answer) == UNFINISHED


def test_a_number_of_another_country_is_another_number(dingtalk, officer, client):
    dingtalk.people["u-1"] = {"mobile": PHONE, "stateCode": "852"}
    answer = walking.through(client, "dingtalk", dingtalk, "u-1")
    assert "没有对应的人" in walking.sentence(client, answer)


def test_feishus_staff_number_may_be_asked_for(feishu, set_up, officer, client):
    set_up({"FEISHU_MATCH": "staff_number"})
    feishu.people["u-1"] = {"employee_no": "A001", "mobile": "+8613900000000"}
    asked = walking.asked_of(walking.sent_to(client, "feishu"))
    assert asked["scope"] == "contact:user.employee:readonly"
    assert walking.through(client, "feishu", feishu, "u-1").url == "/"
    assert SECRET not in str(asked)
