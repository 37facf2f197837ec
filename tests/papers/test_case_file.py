"""The closing certificate and the case file say what the record says, and can be told true."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import translation

from hazards import services
from hazards.models import Hazard
from papers.hazards.case_file import case_file, closing_certificate
from papers.hazards.notices import rectification_notice
from papers.notes import day
from papers.printing import printers
from tests.papers.printed import FORMS, flat, pictures_in, words_of
from workflow.errors import NotPossible


@pytest.fixture(autouse=True)
def in_chinese():
    with translation.override("zh-hans"):
        yield


both_forms = pytest.mark.parametrize("form", FORMS)


@both_forms
def test_a_closing_certificate_names_who_repaired_and_who_struck_it_off(cast, form):
    hazard = cast.closed()
    told = words_of(closing_certificate(hazard), form)
    for words in (hazard.number, "销号单", "安全出口被课桌堵住", "课桌搬走", str(cast.responsible)):
        assert words in told
    assert str(cast.officer) in told and "验收人（签字）" in told
    assert hazard.history.last().digest in told


@both_forms
def test_a_case_file_says_what_stands_beside_the_state_with_every_clock(cast, form):
    hazard = cast.assigned()
    until = cast.due_on + timedelta(days=5)
    told = {"until": until, "reason": "等料", "interim_measures": "围挡"}
    extension = services.request_extension(hazard, by=cast.responsible, **told)
    services.grant(extension, by=cast.officer)
    services.control(hazard, by=cast.officer, measures="拉警戒线")
    deadline = cast.due_on + timedelta(days=9)
    listing = {"level": "city", "document_number": "津督7号", "deadline": deadline}
    services.list_for_supervision(hazard, by=cast.auditor, **listing)
    told = {"unit": cast.units["school_b"], "reason": "归对方"}
    services.offer_transfer(hazard, by=cast.officer, **told)
    words = words_of(case_file(Hazard.objects.get(pk=hazard.pk)), form)
    for said in (
        "原定期限",
        f"延至{day(until)}",
        "已同意 示范小学officer",
        "拉警戒线（",
        "津督7号",
        day(deadline),
    ):
        assert flat(said) in words, said
    assert flat("示范小学 → 育才小学（待接收）") in words


def test_what_is_not_closed_has_no_certificate(cast):
    with pytest.raises(NotPossible):
        closing_certificate(cast.rectified())


@both_forms
def test_a_certificate_shows_the_repair_that_closed_it_a_case_file_all_of_them(cast, form):
    hazard = services.send_back(cast.rectified(), by=cast.officer, reason="还堵着")
    hazard = cast.closed(cast.rectified(hazard))
    assert pictures_in(closing_certificate(hazard), form) == 2
    assert pictures_in(case_file(hazard), form) == 3


@both_forms
def test_a_case_file_tells_the_whole_history_with_its_digests(cast, form):
    hazard = services.send_back(cast.rectified(), by=cast.officer, reason="还堵着")
    told = words_of(case_file(hazard), form)
    for entry in hazard.history.all():
        assert entry.label in told and entry.digest[:16] in told
    assert "还堵着" in told and "退回重改" in told


@both_forms
def test_times_are_those_of_shanghai(cast, form, time_machine):
    time_machine.move_to("2026-06-18T17:30:00Z", tick=False)
    assert flat("2026年6月19日 01:30") in words_of(case_file(cast.reported()), form)


@both_forms
def test_the_same_record_gives_the_same_bytes(cast, form):
    hazard = cast.closed()
    again = type(hazard).objects.get(pk=hazard.pk)
    first, second = (printers.printed(case_file(one), form) for one in (hazard, again))
    assert first == second


@both_forms
def test_a_spoilt_picture_is_said_to_be_missing(cast, form):
    hazard = cast.reported()
    name = hazard.photos.get().file_name("display")
    default_storage.delete(name)
    default_storage.save(name, ContentFile(b"no picture"))
    assert "照片文件缺失" in words_of(case_file(hazard), form)


@both_forms
def test_a_code_leads_back_to_the_hazard_where_somebody_prints_it(cast, form):
    paper = case_file(cast.reported())
    page = "https://ledger.example/hazards/1/"
    assert pictures_in(paper, form, page) == pictures_in(paper, form) + 1


@both_forms
def test_a_lost_picture_is_said_to_be_lost(cast, form):
    hazard = cast.reported()
    default_storage.delete(hazard.photos.get().file_name("display"))
    assert "照片文件缺失" in words_of(case_file(hazard), form)


@both_forms
def test_what_no_office_file_may_hold_is_left_out(cast, form):
    assert "灭火器失压" in words_of(case_file(cast.reported(description="灭火器\x0b失压")), form)


@both_forms
@pytest.mark.parametrize("paper", ["closing-certificate", "case-file"])
def test_the_papers_are_for_those_who_see_the_hazard(cast, client, paper, form):
    hazard = cast.closed()
    for root in ("/hazards/", "/api/v1/hazards/"):
        address = f"{root}{hazard.pk}/papers/{paper}.{form}"
        client.force_login(cast.officer)
        answer = client.get(address)
        assert answer.status_code == 200 and hazard.number in answer["Content-Disposition"]
        client.force_login(cast["officer@school_b"])
        assert client.get(address).status_code == 404


def test_a_certificate_asked_for_too_early_is_refused_in_a_sentence(cast, client):
    hazard = cast.rectified()
    client.force_login(cast.officer)
    refused = client.get(f"/api/v1/hazards/{hazard.pk}/papers/closing-certificate.docx")
    assert refused.status_code == 409 and refused.json()["state"] == "rectified"
    page = client.get(f"/hazards/{hazard.pk}/papers/closing-certificate.docx", follow=True)
    assert "销号后才能出销号单" in page.content.decode()
    assert "closing-certificate" not in client.get(f"/hazards/{hazard.pk}/").content.decode()


def test_rare_characters_of_names_and_places_are_printed(cast):
    told = {"place": "𠮷楼", "description": "门牌「㛃𬭊堂」的𪟝字掉了，䶮老师报修"}
    hazard = cast.reported(**told)
    for paper in (case_file(hazard), rectification_notice([hazard], by=cast.officer).paper):
        words = words_of(paper, "pdf")
        assert all(flat(text) in words for text in told.values()) and "〓" not in words
