"""Moves and acts through the pages: refusals in words, and nothing that was given is lost.

Who may make which move is compared with the law in `test_law.py`.
"""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from hazards import services
from hazards.models import Hazard
from tests.cast import picture
from tests.web.reading import english_on, words_on

IN_PLACE = {"HX-Request": "true"}


def post(client, person, hazard, name, told=None, **more):
    client.force_login(person)
    return client.post(address(hazard, name), told or {}, **more)


def address(hazard, name):
    route = "act" if name in ACTS else "move"
    return reverse(f"web:{route}", args=[hazard.pk, name])


ACTS = ("request-extension", "grant", "refuse", "control", "list-for-supervision", "delist")


def state_of(hazard):
    return Hazard.objects.get(pk=hazard.pk).state


def test_a_stranger_is_led_to_the_login_and_a_form_sent_in_place_stays_where_it_is(cast, client):
    where = address(cast.rectified(), "close")
    assert client.post(where).url == f"/login/?next={where}"
    assert client.post(where, headers=IN_PLACE).status_code == 401


def test_a_move_leads_back_to_the_hazard_and_says_what_was_done(cast, client):
    hazard = cast.rectified()
    answer = post(client, cast.officer, hazard, "close", {"version": hazard.version})
    assert answer.url == reverse("web:hazard", args=[hazard.pk])
    assert "就此划去" in words_on(client.get(answer.url))
    assert state_of(hazard) == "closed"


def test_a_move_made_in_place_brings_the_changed_parts_only(cast, client):
    answer = post(client, cast.officer, cast.rectified(), "close", headers=IN_PLACE)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    for part in ('id="hazard"', "innerHTML:#hazard-act", "innerHTML:.topbar h1", 'id="messages"'):
        assert part in answer.text
    assert "is-struck" in answer.text


@pytest.mark.parametrize("headers", [{}, IN_PLACE])
def test_what_is_missing_is_said_in_words_and_what_was_typed_stays(cast, client, headers):
    told = {"measures": "清走课桌", "responsible": "", "due_on": ""}
    page = post(client, cast.officer, cast.reported(), "assign", told, headers=headers)
    assert page.status_code == 422
    assert "还差：整改责任人；整改期限" in words_on(page)
    assert "清走课桌</textarea>" in page.text
    assert page.text.count('class="field-errors"') == 2
    assert english_on(page) == []


def test_a_misspelt_answer_is_marked_beside_its_field(cast, client):
    told = {"measures": "清走课桌", "responsible": cast.responsible.pk, "due_on": "明天"}
    page = post(client, cast.officer, cast.reported(), "assign", told)
    assert page.status_code == 400
    assert 'id="assign-due_on_error"' in page.text
    assert "清走课桌</textarea>" in page.text


def test_a_person_of_another_unit_cannot_be_chosen(cast, client):
    told = {
        "measures": "清走",
        "due_on": cast.due_on,
        "responsible": cast["responsible@school_2"].pk,
    }
    assert post(client, cast.officer, cast.reported(), "assign", told).status_code == 400


def test_what_was_read_before_somebody_else_changed_it_is_stale(cast, client):
    hazard = cast.assigned()
    old = hazard.version
    services.reassign(hazard, by=cast.officer, measures="改为外包", reason="没有工具")
    told = {"version": old, "measures": "再改一次", "reason": "我的理由"}
    page = post(client, cast.officer, hazard, "reassign", told)
    assert page.status_code == 412
    assert "刚才有人改过，请看一眼再提交" in words_on(page)
    assert "我的理由</textarea>" in page.text
    version = re.search(r'name="version" value="(\d+)"', page.text)[1]
    assert post(client, cast.officer, hazard, "reassign", told | {"version": version}).url


def test_words_typed_for_a_move_that_is_gone_are_handed_back(cast, client):
    hazard = cast.assigned()
    page = post(client, cast.officer, hazard, "dismiss", {"reason": "查了半天写的理由"})
    assert page.status_code == 409
    assert "查了半天写的理由" in words_on(page)
    assert english_on(page) == []


def test_the_wrong_person_is_told_so_and_gets_the_whole_page(cast, client):
    page = post(client, cast.responsible, cast.rectified(), "close", headers=IN_PLACE)
    assert page.status_code == 403
    assert '<main id="main"' in page.text
    assert "这一步不由您来办" in words_on(page)


def test_a_repair_with_files_needs_no_javascript(cast, client):
    hazard = cast.assigned()
    told = {"measures_taken": "课桌搬走", "funds_spent": "12.50"}
    told["photos_files"] = [picture(), picture()]
    assert post(client, cast.responsible, hazard, "rectify", told).status_code == 302
    hazard = Hazard.objects.get(pk=hazard.pk)
    assert (hazard.state, str(hazard.funds_spent)) == ("rectified", "12.50")
    assert hazard.photos.filter(stage="after", attempt=1).count() == 2


def test_photos_sent_with_a_refused_repair_stay(cast, client):
    hazard = cast.assigned()
    page = post(client, cast.responsible, hazard, "rectify", {"photos_files": picture()})
    assert page.status_code == 422
    assert "还差：做了什么" in words_on(page)
    (photo,) = re.findall(r'name="photos" value="([0-9a-f-]+)" checked', page.text)
    told = {"measures_taken": "课桌搬走", "photos": [photo]}
    assert post(client, cast.responsible, hazard, "rectify", told).status_code == 302
    assert str(hazard.photos.get(stage="after").pk) == photo


def test_a_photo_of_an_earlier_attempt_does_not_serve_again(cast, client):
    hazard = services.send_back(cast.rectified(), by=cast.officer, reason="再清")
    old = hazard.photos.get(stage="after").pk
    told = {"measures_taken": "清了", "photos": [old]}
    page = post(client, cast.responsible, hazard, "rectify", told)
    assert page.status_code == 422
    assert "还差：这一次的整改后照片" in words_on(page)


def test_a_duplicate_is_named_by_its_number(cast, client):
    first, hazard, outside = (
        cast.reported(),
        cast.reported(),
        cast.reported(unit=cast.units["school_b"], by=cast["inspector@school_b"]),
    )
    told = {"outcome": "duplicate", "reason": "同一处"}
    for number in ("2021-JZ999-0001", hazard.number, outside.number):
        page = post(client, cast.officer, hazard, "dismiss", told | {"duplicate_of": number})
        assert page.status_code == 400
        assert "没有这个编号" in words_on(page)
    told["duplicate_of"] = f" {first.number.lower()} "
    assert post(client, cast.officer, hazard, "dismiss", told).status_code == 302
    assert Hazard.objects.get(pk=hazard.pk).duplicate_of == first


def test_a_form_stands_alone_on_a_page_of_its_own(cast, client):
    hazard = cast.rectified()
    client.force_login(cast.officer)
    page = client.get(address(hazard, "send-back"))
    assert page.status_code == 200
    assert page.text.count("<form") == 1
    assert "hx-post" not in page.text
    assert english_on(page) == []
    assert client.get(address(hazard, "assign")).url == reverse("web:hazard", args=[hazard.pk])


@pytest.mark.parametrize("slug", ["send_back", "delete", "report"])
def test_there_is_no_other_move(cast, client, slug):
    hazard = cast.rectified()
    client.force_login(cast.officer)
    assert client.post(f"/hazards/{hazard.pk}/{slug}/").status_code == 404


def test_more_time_is_asked_for_seen_with_both_clocks_and_granted_by_another(cast, client):
    hazard = cast.assigned()
    until = cast.due_on + timedelta(days=7)
    told = {"until": until, "reason": "等配件", "interim_measures": "派人看守"}
    assert post(client, cast.officer, hazard, "grant").status_code == 409
    page = post(client, cast.responsible, hazard, "request-extension", {"reason": "等配件"})
    assert page.status_code == 422
    assert "还差：新的期限；临时防范措施" in words_on(page)
    assert post(client, cast.responsible, hazard, "request-extension", told).status_code == 302
    assert post(client, cast.responsible, hazard, "grant").status_code == 403
    client.force_login(cast.officer)
    page = client.get(address(hazard, "grant"))
    assert "原定" in words_on(page) and "申请延到" in words_on(page)
    assert post(client, cast.officer, hazard, "grant").status_code == 302
    hazard = Hazard.objects.get(pk=hazard.pk)
    assert (hazard.due_on, hazard.original_due_on) == (until, cast.due_on)


def test_a_refusal_of_more_time_needs_a_reason(cast, client):
    hazard = cast.assigned()
    until = cast.due_on + timedelta(days=7)
    asked = {"until": until, "reason": "等配件", "interim_measures": "派人看守"}
    services.request_extension(hazard, by=cast.responsible, **asked)
    assert post(client, cast.officer, hazard, "refuse").status_code == 422
    assert post(client, cast.officer, hazard, "refuse", {"reason": "先修"}).status_code == 302


def test_a_listed_hazard_is_closed_only_after_it_is_delisted(cast, client):
    hazard = cast.rectified(cast.assigned(cast.major()))
    told = {"level": "district", "document_number": "7号", "deadline": cast.due_on}
    assert post(client, cast.officer, hazard, "list-for-supervision", told).status_code == 403
    assert post(client, cast.auditor, hazard, "list-for-supervision", told).status_code == 302
    page = post(client, cast.auditor, hazard, "close", {"photos_files": picture()})
    assert page.status_code == 422
    assert "还差：挂牌督办还没有摘牌" in words_on(page)
    assert post(client, cast.auditor, hazard, "delist").status_code == 302
    (photo,) = re.findall(r'name="photos" value="([0-9a-f-]+)" checked', page.text)
    assert post(client, cast.auditor, hazard, "close", {"photos": photo}).status_code == 302
    assert state_of(hazard) == "closed"


def test_an_interim_control_is_recorded_in_the_history(cast, client):
    hazard = cast.assigned()
    told = {"measures": "已围挡"}
    assert post(client, cast.viewer, hazard, "control", told).status_code == 403
    assert post(client, cast["officer@school_b"], hazard, "control", told).status_code == 404
    answer = post(client, cast.responsible, hazard, "control", told)
    assert "已围挡" in words_on(client.get(answer.url))
