"""Handing in, accepting, sending back and correcting through the pages."""

import re

import pytest
from django.urls import reverse

from returns.models.returns import Return
from tests.web.reading import words_on
from tests.web.returns.filing import at, desk_of, foreign_on, queries_for, typed

REVIEW = reverse("web:review")
SEVERAL = reverse("web:accept_several")


def state_of(one):
    return Return.objects.get(pk=one.pk).state


# --- Handing in ---


def test_what_is_typed_is_kept_and_handed_in_with_one_press(send, look, desk):
    one = desk.of("school")
    answer = send(desk.cast.officer, at(one, "return_move", "submit"), typed(desk, 4))
    assert answer.url == at(one)
    page = look(desk.cast.officer, answer.url)
    assert "已报送，数字已定住" in words_on(page) and "等第一中心学校接收" in words_on(page)
    assert desk.value("school", "media_reports") == 4
    assert foreign_on(page) == set()


def test_what_is_missing_is_said_and_what_was_typed_is_kept_all_the_same(send, desk):
    one = desk.of("school")
    told = {**typed(desk), "v-media_reports": ""}
    page = send(desk.cast.officer, at(one, "return_move", "submit"), told)
    assert page.status_code == 422
    assert "还差：宣传报道：没有就填 0" in words_on(page)
    assert state_of(one) == "draft"
    assert desk.of("school").typed["good_practices_publicised"] == 1


def test_a_bad_value_is_told_before_anything_is_handed_in(send, desk):
    one = desk.of("school")
    told = {**typed(desk), "v-media_reports": "许多"}
    page = send(desk.cast.officer, at(one, "return_move", "submit"), told)
    assert page.status_code == 400
    assert 'value="许多"' in page.text and state_of(one) == "draft"


def test_a_nil_return_is_one_press_that_says_before_what_it_does(send, look, desk):
    one = desk.of("school")
    page = look(desk.cast.officer, at(one))
    assert "空着的数都按0填" in words_on(page)
    assert f'formaction="{at(one, "return_move", "nil")}"' in page.text
    assert send(desk.cast.officer, at(one, "return_move", "nil")).url == at(one)
    one = desk.of("school")
    assert one.is_nil and one.state == "submitted"
    assert one.typed["media_reports"] == 0


def test_a_nil_return_is_refused_where_there_is_something(send, desk):
    desk.cast.rectified()
    page = send(desk.cast.officer, at(desk.of("school"), "return_move", "nil"))
    assert page.status_code == 422
    assert "还差：确无可报" in words_on(page)


def test_a_stale_form_hands_nothing_in(send, desk):
    one = desk.of("school")
    desk.fill("school")
    told = {**typed(desk, 9), "version": one.version}
    page = send(desk.cast.officer, at(one, "return_move", "submit"), told)
    assert page.status_code == 412
    assert state_of(one) == "draft" and desk.of("school").typed["media_reports"] == 1


@pytest.mark.parametrize("word", ["submit", "nil"])
def test_a_page_of_its_own_shows_the_move(look, desk, word):
    page = look(desk.cast.officer, at(desk.of("school"), "return_move", word))
    assert page.status_code == 200 and foreign_on(page) == set()
    assert f'action="{at(desk.of("school"), "return_move", word)}"' in page.text


def test_a_move_that_is_not_open_leads_back_and_one_that_is_none_is_not_there(look, desk):
    one = desk.of("school")
    assert look(desk.cast.officer, at(one, "return_move", "accept")).url == at(one)
    assert look(desk.cast.officer, at(one, "return_move", "return_")).status_code == 404
    assert look(desk.cast.officer, at(one, "return_move", "burn")).status_code == 404


# --- Reviewing ---


def test_sending_back_without_a_reason_says_so_beside_it(send, desk):
    one = desk.hand_in("school")
    page = send(desk.cast["officer@central"], at(one, "return_move", "return"), {"reason": " "})
    assert page.status_code == 422
    assert 'id="reason-error"' in page.text and "还差：理由" in words_on(page)
    assert state_of(one) == "submitted"


def test_words_for_a_move_that_is_gone_are_handed_back(send, desk):
    one = desk.hand_in("school")
    desk.accept("school")
    told = {"reason": "查了半天写的理由"}
    page = send(desk.cast["officer@central"], at(one, "return_move", "return"), told)
    assert page.status_code == 409 and "查了半天写的理由" in words_on(page)


def test_the_queue_shows_what_waits_and_what_is_not_there(look, desk):
    desk.fill("school", study_group_sessions=0)
    one = desk.submit("school")
    page = look(desk.cast["officer@central"], REVIEW)
    words = words_on(page)
    assert at(one) in page.text and "还差 3 张照片" in words and "还差活动总结" in words
    assert "一个有、一个没有" in words
    assert foreign_on(page) == set()
    for person in ("officer@school", "officer@central_b", "auditor@bureau"):
        assert at(one) not in look(desk.cast[person], REVIEW).text, person


def test_it_is_accepted_in_the_queue_and_the_queue_goes_on(send, desk):
    one = desk.hand_in("school")
    told = {"version": one.version, "next": "review"}
    answer = send(desk.cast["officer@central"], at(one, "return_move", "accept"), told)
    assert answer.url == REVIEW and state_of(one) == "accepted"


def test_several_are_accepted_at_once_and_only_those_the_law_gives(send, look, desk):
    theirs = [desk.hand_in("school"), desk.hand_in("school_2")]
    others = [desk.hand_in("school_b"), desk.hand_in("central")]
    ids = [str(one.pk) for one in [*theirs, *others]]
    answer = send(desk.cast["officer@central"], SEVERAL, {"ids": [*ids, "nonsense"]})
    words = words_on(look(desk.cast["officer@central"], answer.url))
    assert "已接收2份" in words and "第一中心学校：" in words
    assert [state_of(one) for one in theirs] == ["accepted"] * 2
    assert [state_of(one) for one in others] == ["submitted"] * 2


def test_what_was_handed_in_anew_since_the_queue_was_read_is_not_accepted_unseen(send, look, desk):
    one, other = desk.hand_in("school"), desk.hand_in("school_2")
    reviewer = desk.cast["officer@central"]
    read = {f"version-{each.pk}": str(each.version) for each in (one, other)}
    queue = look(reviewer, REVIEW).text
    assert all(f'name="{name}" value="{version}"' in queue for name, version in read.items())
    desk.send_back("school")
    desk.hand_in("school", 9)
    send(reviewer, SEVERAL, {"ids": [str(one.pk), str(other.pk)], **read})
    assert [state_of(each) for each in (one, other)] == ["submitted", "accepted"]
    assert "示范小学：" in words_on(look(reviewer, REVIEW))


def test_choosing_none_says_so(send, look, desk):
    answer = send(desk.cast["officer@central"], SEVERAL, {})
    assert "请至少选一份" in words_on(look(desk.cast["officer@central"], answer.url))


def test_the_queue_costs_the_same_however_long_it_is(client, desk):
    client.force_login(desk.cast["officer@central"])
    desk.hand_in("school")
    few = queries_for(client, REVIEW)
    desk.hand_in("school_2")
    again = desk_of(desk.cast)
    again.hand_in("school"), again.nil("school_2")
    assert queries_for(client, REVIEW) == few


def test_an_empty_queue_says_what_comes(look, desk):
    assert "没有等您接收的报表" in words_on(look(desk.cast.officer, REVIEW))


# --- Correcting ---


def test_a_correction_leads_to_the_new_draft_with_everything_it_said(send, look, desk):
    desk.hand_in("school", 6)
    one = desk.accept("school")
    told = {"reason": "漏报一场", "version": one.version}
    answer = send(desk.cast.officer, at(one, "return_move", "correct"), told)
    fresh = desk.of("school")
    assert answer.url == at(fresh) and fresh.pk != one.pk
    page = look(desk.cast.officer, answer.url)
    assert re.search(r'name="v-media_reports"[^>]*value="6"', page.text)
    assert at(one) in page.text
    before = look(desk.cast.officer, at(one))
    assert at(fresh) in before.text and 'name="v-' not in before.text


# --- Told, and to do ---


def test_a_notification_about_a_return_leads_to_it(client, look, desk):
    one = desk.hand_in("school")
    person = desk.cast["officer@central"]
    told = person.notifications.filter(about=one.pk).get()
    assert look(person, reverse("web:notification", args=[told.pk])).url == at(one)


def test_the_to_do_list_shows_what_to_fill_in_and_what_to_review(look, desk):
    home = reverse("web:home")
    page = look(desk.cast.officer, home)
    assert at(desk.of("school")) in page.text and "去填报" in page.text
    assert "还剩4天" in words_on(page)
    assert page.context["nav"]["returns"] == 1
    one = desk.hand_in("school")
    assert at(one) not in look(desk.cast.officer, home).text
    page = look(desk.cast["officer@central"], home)
    assert at(one) in page.text and "去审核" in page.text
    assert page.context["nav"]["returns"] == 2
    assert "没有等您办的" not in words_on(page)
    assert at(one) not in look(desk.cast.viewer, home).text
