"""Saved views as chips above the ledger, and the page that keeps them."""

import pytest

from hazards.ledger.saved_views import SavedView
from returns import services
from tests.web.reading import english_on, words_on

VIEWS = "/hazards/views/"


def saved(by, name="超期的", query="overdue=true", **given):
    return services.save_view(by=by, name=name, query=query, **given)[0]


def chips(page):
    return [(chip.label, chip.url, chip.is_asked) for chip in page.context["saved"]]


def test_the_filters_that_are_on_are_saved_under_a_name(look, send, cast):
    ledger = look(cast.officer, "/hazards/?state=open&severity=major").content.decode()
    assert f'href="{VIEWS}?state=open&amp;severity=major"' in ledger
    page = look(cast.officer, f"{VIEWS}?state=open&severity=major&page=2")
    assert "状态 未销号" in words_on(page) and "重大" in words_on(page)
    told = {"name": "未销号重大", "query": "severity=major&state=open"}
    page = send(cast.officer, VIEWS, told, follow=True)
    assert page.redirect_chain == [("/hazards/?severity=major&state=open", 302)]
    assert chips(page) == [("未销号重大", "/hazards/?severity=major&state=open", True)]
    assert "未销号重大" in words_on(page)


def test_without_filters_there_is_nothing_to_save(look, cast):
    assert f'"{VIEWS}' not in look(cast.officer, "/hazards/").content.decode()
    assert "还没有视图" in words_on(look(cast.officer, VIEWS))


@pytest.mark.parametrize("name", ["", "长" * 41])
def test_a_missing_or_endless_name_is_said_beside_it(send, cast, name):
    page = send(cast.officer, VIEWS, {"name": name, "query": "overdue=true"})
    assert page.context["form"].errors["name"] and not SavedView.objects.exists()
    assert 'value="overdue=true"' in page.content.decode()


def test_an_officer_shares_and_a_viewer_is_not_asked(look, send, cast):
    told = {"name": "超期", "query": "overdue=true", "shared_with": cast.school.pk}
    send(cast.officer, VIEWS, told)
    assert chips(look(cast.viewer, "/hazards/")) == [("超期", "/hazards/?overdue=true", False)]
    assert chips(look(cast["officer@school_b"], "/hazards/")) == []
    assert "shared_with" not in look(cast.viewer, f"{VIEWS}?overdue=true").content.decode()
    send(cast.viewer, VIEWS, {**told, "name": "偷偷共享"})
    assert SavedView.objects.get(name="偷偷共享").shared_with is None


def test_it_is_renamed_and_forgotten_by_its_owner(send, cast):
    view = saved(cast.officer, shared_with=cast.school)
    page = send(cast.viewer, f"{VIEWS}{view.pk}/forget/", follow=True)
    assert "这个视图是别人的" in words_on(page)
    page = send(cast.officer, f"{VIEWS}{view.pk}/rename/", {"name": "本周超期"}, follow=True)
    assert "本周超期" in page.content.decode() and "已改名" in words_on(page)
    page = send(cast.officer, f"{VIEWS}{view.pk}/rename/", {"name": " "}, follow=True)
    assert "还差：名称" in words_on(page)
    send(cast.officer, f"{VIEWS}{view.pk}/forget/")
    assert not SavedView.objects.exists()
    assert send(cast.officer, f"{VIEWS}{view.pk}/forget/").status_code == 404


@pytest.mark.parametrize("query", ["unit=999999", "state=abolished", "found_from=someday"])
def test_a_view_that_has_grown_old_says_so_and_breaks_nothing(look, cast, query):
    saved(cast.officer, query=query)
    page = look(cast.officer, f"/hazards/?{query}")
    assert page.status_code == 200 and page.context["faults"]
    assert look(cast.officer, f"{VIEWS}?{query}").status_code == 200


def test_the_fragment_of_a_filter_brings_the_chips_along(client, cast):
    saved(cast.officer)
    client.force_login(cast.officer)
    page = client.get("/hazards/?overdue=true", headers={"HX-Request": "true"})
    assert "超期的" in page.content.decode() and chips(page)[0][2]


def test_it_is_in_chinese(look, cast):
    saved(cast.officer, shared_with=cast.school)
    for address in (VIEWS, f"{VIEWS}?overdue=true&ordering=due", "/hazards/?overdue=true"):
        assert english_on(look(cast.officer, address)) == [], address
