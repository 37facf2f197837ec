"""A second look on the pages: what was said before, what asks for it, stars, and rates."""

import re

import pytest
from django.urls import reverse

from returns import services
from tests.returns.second_look.periods import CODE, desk_of_month, said_before
from tests.web.reading import words_on
from tests.web.returns.filing import at, desk_of, foreign_on, queries_for

COMMENT = "区级观摩 <b>28600</b> 人次属实"
LABEL = "宣传报道"


def beside(page, code=CODE):
    """What stands beside the blank, with the link to its page."""
    return re.search(rf'<a class="(beside[^"]*)" href="[^"]*/look/{code}/".*?</a>', page.text, re.S)


@pytest.fixture
def now(cast):
    said_before(cast, "school", [2710, 2945, 2830, 2800])
    return desk_of_month(cast, 6)


# --- Beside each blank ---


def test_each_blank_says_what_the_unit_said_before(look, now):
    page = look(now.cast.officer, at(now.of("school")))
    assert "前期 2710、2945、2830、2800" in words_on(page)
    codes = {indicator.code for indicator in now.form.indicators}
    assert set(re.findall(r'class="beside[^"]*" href="[^"]*/look/(\w+)/"', page.text)) == codes
    assert foreign_on(page) == set()


def test_who_reviews_it_reads_the_same_beside_what_was_handed_in(look, now):
    now.hand_in("school")
    page = look(now.cast["officer@central"], at(now.of("school")))
    assert "前期 2710、2945、2830、2800" in words_on(page)


def test_in_columns_the_periods_are_lines_of_their_own(look, cast):
    before = desk_of_month(cast, 1, "monthly")
    before.hand_in("school")
    now = desk_of_month(cast, 2, "monthly")
    page = look(cast.officer, at(now.of("school")))
    assert '<tr class="is-earlier">' in page.text and at(before.of("school")) in page.text


# --- What asks for a second look ---


@pytest.mark.parametrize("is_handed_in", [False, True])
def test_a_figure_far_off_is_asked_about_in_words_with_the_figures_before(look, now, is_handed_in):
    now.fill("school", **{CODE: 28600})
    if is_handed_in:
        now.submit("school")
    person = now.cast["officer@central"] if is_handed_in else now.cast.officer
    page = look(person, at(now.of("school")))
    (trail,) = page.text.split('<div class="trail"')[1:]
    told = trail.split('class="links"')[0]
    assert all(words in told for words in ("2815", "289.9", "<dd>2945</dd>", "<dd>28600</dd>"))
    assert "is-doubt" in page.text and foreign_on(page) == set()


def test_it_is_told_where_returns_wait_for_review(look, now):
    now.hand_in("school", **{CODE: 28600})
    words = words_on(look(now.cast["officer@central"], reverse("web:review")))
    assert "28600" in words and "修正z值" in words


def test_the_page_of_a_figure_says_the_rule_and_where_there_is_no_score_a_dash(look, cast):
    now = desk_of_month(cast, 6)
    now.fill("school", **{CODE: 28600})
    words = words_on(look(cast.officer, at(now.of("school"), "return_look", CODE)))
    assert "0.6745" in words and "修正z值：—" in words and "此前没有按这张表报送过" in words


# --- Stars ---


def test_a_figure_is_starred_with_words_and_they_are_shown_as_words(look, send, now):
    one, officer = now.of("school"), now.cast.officer
    where = at(one, "return_look", CODE)
    assert send(officer, where, {"comment": COMMENT, "version": one.version}).url == where
    page = look(officer, where)
    assert "&lt;b&gt;28600" in page.text and "<b>28600" not in page.text
    assert "is-starred" in beside(look(officer, at(one)))[1]
    assert f"标了星 {LABEL}" in words_on(look(officer, at(one)))


def test_the_star_is_taken_away_and_the_history_goes_on_saying_it(look, send, now):
    one, officer = now.of("school"), now.cast.officer
    send(officer, at(one, "return_look", CODE), {"comment": COMMENT})
    send(officer, at(one, "return_unstar", CODE))
    page = look(officer, at(one))
    assert "is-starred" not in beside(page)[1]
    assert "取消了星标" in words_on(page) and "区级观摩" in words_on(page)


def test_the_level_above_sees_it_at_the_row_behind_and_at_its_own_figure(look, send, now):
    officer, above = now.cast.officer, now.cast["officer@central"]
    send(officer, at(now.of("school"), "return_look", CODE), {"comment": COMMENT})
    now.hand_in("school")
    sum_of_it = now.of("central")
    assert "下级1家" in beside(look(above, at(sum_of_it)))[0]
    panel = look(above, f"{at(sum_of_it)}?behind={CODE}").text.split('id="behind"')[1]
    assert "区级观摩" in panel.split("</section>")[0]
    assert "区级观摩" in look(above, at(sum_of_it, "return_look", CODE)).text


def test_whoever_does_not_have_it_in_hand_reads_and_is_offered_no_form(look, send, now):
    one = now.of("school")
    where = at(one, "return_look", CODE)
    for person in ("viewer@school", "officer@central", "auditor@bureau"):
        page = look(now.cast[person], where)
        assert page.status_code == 200 and 'id="star"' not in page.text
        refused = send(now.cast[person], where, {"comment": COMMENT})
        assert refused.status_code == 403 and "28600" in refused.text
    assert now.of("school").stars is None


def test_out_of_sight_is_not_there_and_neither_is_a_figure_the_form_does_not_have(look, send, now):
    one, stranger = now.of("school"), now.cast["officer@school_b"]
    for name in ("return_look", "return_unstar"):
        assert send(stranger, at(one, name, CODE), {}).status_code == 404
        assert send(now.cast.officer, at(one, name, "unheard"), {}).status_code == 404
    assert look(stranger, at(one, "return_look", CODE)).status_code == 404


def test_what_was_typed_stays_where_it_cannot_be_said(send, now):
    one, officer = now.of("school"), now.cast.officer
    where = at(one, "return_look", CODE)
    long = send(officer, where, {"comment": "长" * 2001})
    assert long.status_code == 400 and "长" * 100 in long.text
    services.star(one, by=officer, code=CODE, comment="先说一句")
    stale = send(officer, where, {"comment": COMMENT, "version": one.version})
    assert stale.status_code == 412 and "区级观摩" in stale.text
    empty = send(officer, where, {"comment": ""})
    assert empty.status_code == 422 and "已有星标" in empty.text
    assert send(officer, at(one, "return_unstar", "launch_sessions")).status_code == 422


def test_once_it_is_accepted_the_words_are_handed_back(send, now):
    now.hand_in("school"), now.accept("school")
    reviewer = now.cast["officer@central"]
    answer = send(reviewer, at(now.of("school"), "return_look", CODE), {"comment": COMMENT})
    assert answer.status_code == 409 and "区级观摩" in answer.text


def test_a_page_costs_the_same_however_many_periods_stars_and_blanks(client, cast):
    said_before(cast, "school", [1])
    now = desk_of_month(cast, 9)
    client.force_login(cast.officer)
    queries_for(client, at(now.of("school")))
    few = queries_for(client, at(now.of("school")))
    for month in range(2, 7):
        desk_of_month(cast, month).hand_in("school", month * 100)
    for code in (CODE, "launch_sessions", "psa_items_produced"):
        services.star(now.of("school"), by=cast.officer, code=code, comment=COMMENT)
    assert queries_for(client, at(now.of("school"))) <= few + 1  # the history has its authors


# --- What is not there yet, on 待办 ---


def left(page) -> int:
    return int(re.search(r"还差(\d+)项，逐节看", words_on(page))[1])


def test_the_to_do_list_leads_to_what_is_missing_while_something_is(look, cast):
    desk = desk_of(cast)
    home = reverse("web:home")
    page = look(cast.officer, home)
    assert f"{at(desk.of('school'))}#now" in page.text
    before = left(page)
    desk.fill("school", media_reports=None)
    assert 0 < left(look(cast.officer, home)) < before
    desk.fill("school")
    desk.submit("school")
    assert "逐节看" not in words_on(look(cast.officer, home))
    assert "逐节看" not in words_on(look(cast.auditor, home))
