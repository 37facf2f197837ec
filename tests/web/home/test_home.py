"""待办 as a page: who gets in, what stands there, and what it costs."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from hazards import services
from web import context
from web.home.views import SHOWN

PAGES = ("home", "ledger", "notifications", "me", "password", "board", "report")


@pytest.fixture
def home(client, cast):
    def page_of(person):
        client.force_login(person)
        return client.get(reverse("web:home"))

    return page_of


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_sent_to_the_login(client, db, page):
    address = reverse(f"web:{page}")
    assert client.get(address).url == f"{reverse('web:login')}?next={address}"


def test_a_fragment_sends_the_whole_page_of_a_stranger_to_the_login(client, db):
    told = {"HX-Request": "true", "HX-Current-URL": "http://testserver/hazards/?state=open"}
    answer = client.get(reverse("web:ledger"), headers=told)
    assert answer["HX-Redirect"].startswith(reverse("web:login"))
    assert not answer.content


def test_a_form_sent_in_place_by_a_stranger_is_refused_and_stays(client, db):
    answer = client.post(reverse("web:report"), headers={"HX-Request": "true"})
    assert answer.status_code == 401


def test_the_page_is_in_chinese(home, cast):
    assert '<html lang="zh-hans"' in home(cast.officer).content.decode().lower()


def test_each_group_counts_and_shows_what_waits(home, cast):
    cast.reported(), cast.rectified()
    groups = {group.name: group.count for group in home(cast.officer).context["groups"]}
    urgent = {"overdue": 0, "due_soon": 0, "answer": 0}
    assert groups == urgent | {"review": 1, "assign": 1, "repair": 0}


def test_one_tap_leads_to_the_act(home, cast):
    hazard = cast.assigned()
    page = home(cast.responsible).content.decode()
    assert f'href="/hazards/{hazard.pk}/#rectify"' in page
    assert "去整改" in page


def test_a_request_for_more_time_stands_with_who_decides_and_shows_with_who_asked(home, cast):
    hazard = cast.assigned()
    assert "待我答复" not in home(cast.officer).content.decode()
    until = cast.due_on + timedelta(days=5)
    told = {"until": until, "reason": "等材料", "interim_measures": "围挡"}
    services.request_extension(hazard, by=cast.responsible, **told)
    page = home(cast.officer).content.decode()
    assert "待我答复" in page and f'href="/hazards/{hazard.pk}/#grant"' in page
    assert "已申请延期" in home(cast.responsible).content.decode()


def test_the_count_in_the_navigation_is_that_of_all_groups(home, cast):
    cast.reported(), cast.rectified()
    answer = home(cast.officer)
    assert answer.context["nav"]["todo"] == answer.context["todo"] == 2


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [
        ("zh-hans", 2, "2件等您办理"),
        ("zh-hans", 3, "等您办理的超过2件"),
        ("en", 1, "1 waits for you"),
        ("en", 2, "2 wait for you"),
        ("en", 3, "More than 2 wait for you"),
    ],
)
def test_the_badge_is_said_in_words_in_the_title_and_beside_it(
    home, client, cast, monkeypatch, language, n, said
):
    monkeypatch.setattr(context, "MANY", 2)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for _ in range(n):
        cast.reported()
    page = home(cast.officer).content.decode()
    (title,) = re.findall(r"<title>(.*?)</title>", page)
    assert said in title and f'<span class="visually-hidden">{said}</span>' in page


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-hans", ("2份报表等您办理", "1件回头看等您办理", "3条未读")),
        ("en", ("2 returns wait for you", "1 re-check waits for you", "3 unread")),
    ],
)
@pytest.mark.parametrize("address", ["/", "/me/"])
def test_every_badge_of_the_navigation_is_said_in_words(
    client, cast, monkeypatch, language, said, address
):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    monkeypatch.setattr(context, "waiting_returns", lambda user: 2)
    monkeypatch.setattr(context, "waiting_rechecks", lambda user: 1)
    for _ in range(3):
        cast.reported()
    client.force_login(cast.officer)
    page = client.get(address).content.decode()
    for words in said:
        assert f'<span class="visually-hidden">{words}</span>' in page
    assert not re.search(r'<a class="rail-item[^\n]*class="count">\d', page)


def test_where_nothing_waits_the_title_says_no_number(home, cast):
    (title,) = re.findall(r"<title>(.*?)</title>", home(cast.viewer).content.decode())
    assert title == "待办 · 隐患销号台账"


def test_what_is_due_within_three_days_stands_under_due_soon_alone(home, cast):
    hazard = cast.assigned(due_on=timezone.localdate() + timedelta(days=3))
    page = home(cast.responsible)
    assert page.content.decode().count(hazard.number) == 1
    assert [g.name for g in page.context["groups"] if g.count] == ["due_soon"]


def test_an_outsider_sees_nothing(home, cast):
    hazard = cast.reported()
    for person in (cast["officer@school_b"], cast.stranger):
        page = home(person)
        assert hazard.number not in page.content.decode()
        assert page.context["todo"] == 0


def test_an_empty_page_says_what_to_do_next(home, cast):
    assert "上报隐患" in home(cast.inspector).content.decode()
    page = home(cast.viewer).content.decode()
    assert "看台账" in page and reverse("web:report") not in page


def test_a_long_group_shows_its_beginning_and_leads_to_the_rest(home, cast):
    for _ in range(SHOWN + 1):
        cast.reported()
    page = home(cast.officer).content.decode()
    assert page.count("去交办") == SHOWN
    assert "/hazards/?waiting=assign" in page and f"全部{SHOWN + 1}件" in page


def test_it_costs_the_same_however_much_waits(client, cast, django_assert_max_num_queries):
    client.force_login(cast.officer)
    for _ in range(3):
        cast.reported()
    with django_assert_max_num_queries(18) as few:
        client.get(reverse("web:home"))
    for _ in range(15):
        cast.rectified()
    with django_assert_max_num_queries(18) as many:
        client.get(reverse("web:home"))
    assert len(few) == len(many)
