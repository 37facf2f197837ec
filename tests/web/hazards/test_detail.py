"""The page of one hazard: what it says, to whom, and what it costs."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hazards import services
from tests.law import STATES
from tests.web.reading import english_on, words_on

PEOPLE = ("inspector@school", "responsible@school", "officer@school", "viewer@school")


def read(client, person, hazard):
    client.force_login(person)
    return client.get(reverse("web:hazard", args=[hazard.pk]))


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_said_in_chinese_to_everybody(cast, client, state):
    hazard = cast.in_state(state)
    for person in (*(cast[key] for key in PEOPLE), cast.auditor):
        page = read(client, person, hazard)
        assert english_on(page) == [], person
        assert hazard.number in words_on(page)
        assert hazard.get_state_display() in words_on(page)


def test_a_major_listed_hazard_shows_all_that_was_ordered(cast, client):
    hazard = cast.assigned(cast.major())
    services.list_for_supervision(
        hazard, by=cast.auditor, level="district", document_number="7号", deadline=cast.due_on
    )
    page = read(client, cast.auditor, hazard)
    words = words_on(page)
    for said in ("重大", "挂牌督办", "2万元", "由一号楼梯疏散", cast.clause.text, "区级", "7号"):
        assert said in words
    assert english_on(page) == []


def test_what_was_ordered_is_called_what_the_forms_call_it(cast, client):
    html = read(client, cast.auditor, cast.assigned(cast.major())).content.decode()
    for word in ("整改责任人", "整改措施", "应急预案"):
        assert f"<dt>{word}</dt>" in html


def test_a_hazard_out_of_reach_does_not_exist(cast, client):
    hazard = cast.reported()
    assert client.get(reverse("web:hazard", args=[hazard.pk])).status_code == 302
    for person in (cast["officer@school_b"], cast["officer@school_2"], cast.stranger):
        assert read(client, person, hazard).status_code == 404


def test_the_number_is_struck_off_once_it_is_closed(cast, client):
    hazard = cast.rectified()
    assert "is-struck" not in read(client, cast.officer, hazard).text
    assert "is-struck" in read(client, cast.officer, cast.closed(hazard)).text


def test_what_came_back_says_why(cast, client):
    hazard = services.send_back(cast.rectified(), by=cast.officer, reason="门外还堆着纸箱")
    words = words_on(read(client, cast.responsible, hazard))
    assert "上次为什么退回：" in words and "第2次" in words


def test_camera_data_is_for_officers_and_auditors(cast, client):
    hazard = cast.reported()
    digest = hazard.photos.get().sha256
    for key, sees in (("inspector@school", False), ("viewer@school", False)):
        assert (digest in read(client, cast[key], hazard).text) is sees
    for person in (cast.officer, cast["officer@central"], cast.auditor):
        assert digest in read(client, person, hazard).text


def test_the_list_before_the_press_is_the_refusal_after_it(cast, client):
    hazard = cast.assigned()
    page = read(client, cast.responsible, hazard)
    for lack in ("做了什么", "这一次的整改后照片"):
        assert f"<span>{lack}</span>" in page.text
    refused = client.post(reverse("web:move", args=[hazard.pk, "rectify"]), {})
    assert "还差：做了什么；这一次的整改后照片" in words_on(refused)


def test_a_closure_says_what_it_will_do_and_what_already_speaks_for_it(cast, client):
    words = words_on(read(client, cast.officer, cast.rectified()))
    assert "编号就此划去" in words
    assert "整改后照片：这一次已有1张" in words


def test_no_photo_that_is_printed_waits_until_it_is_scrolled_to(cast, client):
    hazard = cast.closed()
    html = read(client, cast.officer, hazard).content.decode()
    (history,) = re.findall(r'<ol class="timeline">.*?</ol>', html, re.DOTALL)
    assert history.count("<img") == 2 and 'loading="lazy"' not in history
    ledger = client.get(reverse("web:ledger")).content.decode()
    assert ledger.count("<img src=") == 1  # the mark in the rail
    assert ledger.count('loading="lazy"') == ledger.count("<img class=") == 2


def test_the_history_stands_newest_first_with_its_photos(cast, client):
    page = read(client, cast.officer, cast.closed())
    history = page.text.split('class="timeline"')[1]
    moves = [history.index(f"<b>{label}") for label in ("销号", "提交整改", "交办", "上报")]
    assert moves == sorted(moves)
    assert history.count("/thumb/") == 2


def test_a_duplicate_leads_to_the_other_hazard_only_for_those_who_see_it(cast, client):
    first = cast.reported(unit=cast.units["school_2"], by=cast["inspector@central"])
    told = {"outcome": "duplicate", "duplicate_of": first, "reason": "同一处"}
    hazard = services.dismiss(cast.reported(), by=cast["officer@central"], **told)
    link = reverse("web:hazard", args=[first.pk])
    assert link in read(client, cast["officer@central"], hazard).text
    assert link not in read(client, cast.officer, hazard).text


def test_a_long_history_costs_no_more_queries_than_a_short_one(cast, client):
    hazard = cast.rectified()
    read(client, cast.officer, hazard)
    with CaptureQueriesContext(connection) as short:
        read_again(client, hazard)
    for _ in range(9):
        hazard = services.send_back(hazard, by=cast.officer, reason="再清一遍")
        hazard = cast.rectified(hazard)
    with CaptureQueriesContext(connection) as long:
        read_again(client, hazard)
    assert hazard.history.count() > 20
    assert len(long) == len(short) <= 20


def read_again(client, hazard):
    assert client.get(reverse("web:hazard", args=[hazard.pk])).status_code == 200


def test_the_way_back_leads_to_the_list_one_came_from(client, cast):
    hazard = cast.reported()
    client.force_login(cast.officer)
    page = reverse("web:hazard", args=[hazard.pk])
    for came_from, back in (
        ("http://testserver/hazards/?state=open", "/hazards/?state=open"),
        ("http://testserver/", "/"),
        ("http://testserver/hazards/report/", "/hazards/"),
        ("http://elsewhere.example/hazards/?state=open", "/hazards/"),
    ):
        answer = client.get(page, headers={"Referer": came_from}).content.decode()
        assert answer.count(f'href="{back}" data-back="list"') == 2  # the arrow and the crumb


def test_somebody_with_nothing_to_do_reads_whose_turn_it_is(client, cast):
    hazard = cast.assigned()
    client.force_login(cast.viewer)
    page = client.get(reverse("web:hazard", args=[hazard.pk])).content.decode()
    assert f"这一步不用您办，在等{cast.responsible}。" in page


def test_a_duplicate_of_a_hazard_out_of_reach_does_not_give_its_number_away(cast, client):
    here = cast.reported()
    there = cast.reported(cast["inspector@school_b"], cast.units["school_b"])
    told = {"outcome": "duplicate", "reason": "同一处", "duplicate_of": there}
    services.dismiss(here, by=cast.auditor, **told)
    pages = {}
    for person in (cast.officer, cast.auditor):
        client.force_login(person)
        pages[person] = client.get(reverse("web:hazard", args=[here.pk])).text
    assert there.number not in pages[cast.officer]
    assert there.number in pages[cast.auditor]


@pytest.mark.parametrize(
    ("state", "name", "field", "word"),
    [
        ("assigned", "control", "measures", "临时防范措施"),
        ("closed", "reopen", "due_on", "新的期限"),
    ],
)
def test_what_is_missing_is_called_what_its_field_is_called(cast, client, state, name, field, word):
    card = read(client, cast.auditor, cast.in_state(state)).context["card"]
    offer = card.offer(name)
    assert str(offer.form[field].label) == word
    assert word in [str(gap.detail) for gap in offer.gaps]


def test_what_its_finder_fixed_on_the_spot_waits_for_the_officer_alone(cast, client):
    hazard = cast.reported()
    services.fix_on_spot(hazard, by=cast.inspector, photos=[cast.photo(cast.inspector)])
    assert "在等安全负责人。" in words_on(read(client, cast.viewer, hazard))
    assert "安全负责人或发现人" in words_on(read(client, cast.viewer, cast.rectified()))


def test_taking_back_ones_own_repair_is_not_said_to_be_a_check(cast, client):
    hazard = cast.reported()
    services.fix_on_spot(hazard, by=cast.inspector, photos=[cast.photo(cast.inspector)])
    own = read(client, cast.inspector, hazard)
    assert [offer.name for offer in own.context["card"].moves] == ["send_back"]
    assert "您自己整改的" in words_on(own)
    assert "您自己整改的" not in words_on(read(client, cast.officer, hazard))


def test_who_may_only_do_something_beside_the_state_is_not_told_that_they_may_also(cast, client):
    hazard = cast.rectified(cast.assigned(cast.major()))
    words = words_on(read(client, cast.officer, hazard))
    assert "您可以" in words and "还可以" not in words
    assert "还可以" in words_on(read(client, cast.auditor, hazard))
