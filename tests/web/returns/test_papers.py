"""The papers and pictures of a return, what is attached to it, and the packet of a campaign."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jobs.models import Job
from papers.returns.table_docx import docx_of
from returns import services
from returns.models.returns import ReturnPhoto
from tests.base.working import run
from tests.cast import picture
from tests.web.reading import words_on
from tests.web.returns.filing import at, desk_of, foreign_on


def word(desk) -> bytes:
    return docx_of(desk.sheet("school"))


def uploaded(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


# --- Downloads ---


@pytest.mark.parametrize("name", ["return_docx", "return_xlsx", "return_packet"])
@pytest.mark.parametrize("is_frozen", [False, True])
def test_the_papers_are_there_for_all_who_see_the_return(look, desk, name, is_frozen):
    one = desk.hand_in("school") if is_frozen else desk.of("school")
    for person in (desk.cast.viewer, desk.cast["officer@central"], desk.cast.auditor):
        answer = look(person, at(one, name))
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("attachment")
        assert zipfile.is_zipfile(io.BytesIO(body(answer)))


# --- Photos ---


def test_photos_are_chosen_from_the_units_own_hazards(send, look, desk):
    hazard = desk.cast.rectified()
    one = desk.of("school")
    other = desk.cast.reported(by=desk.cast["inspector@school_b"], unit=desk.cast.units["school_b"])
    page = look(desk.cast.officer, at(one, "return_photos"))
    mine = [photo.pk for photo in hazard.photos.all()]
    assert all(f'value="{pk}"' in page.text for pk in mine)
    assert str(other.photos.first().pk) not in page.text
    assert foreign_on(page) == set()
    assert send(desk.cast.officer, at(one, "return_photos"), {"photos": mine}).url == at(one)
    assert [row.photo_id for row in ReturnPhoto.objects.filter(of=one)] == mine
    assert "要3张，已有2张" in words_on(look(desk.cast.officer, at(one)))


def test_new_photos_are_uploaded_without_javascript_and_shown_to_all_who_see_it(send, look, desk):
    one = desk.of("school")
    answer = send(desk.cast.officer, at(one, "return_photos"), {"photos_files": [picture()]})
    assert answer.url == at(one)
    photo = ReturnPhoto.objects.get(of=one).photo_id
    where = at(one, "return_photo", photo, "thumb")
    assert where in look(desk.cast["officer@central"], at(one)).text
    assert look(desk.cast["officer@central"], where).status_code == 200
    assert look(desk.cast["officer@school_b"], where).status_code == 404
    assert look(desk.cast.officer, at(one, "return_photo", photo, "huge")).status_code == 404
    elsewhere = at(desk.of("central"), "return_photo", photo, "thumb")
    assert look(desk.cast["officer@central"], elsewhere).status_code == 404


def test_a_colleague_keeps_a_photo_somebody_else_uploaded(send, look, desk):
    one = desk.of("school")
    send(desk.cast.officer, at(one, "return_photos"), {"photos_files": [picture()]})
    photo = ReturnPhoto.objects.get(of=one).photo_id
    second = desk.cast.person("second", "officer", desk.cast.units["school"])
    page = look(second, at(one, "return_photos"))
    assert f'value="{photo}"' in page.text and at(one, "return_photo", photo, "thumb") in page.text


def test_a_photo_of_another_unit_is_refused_and_the_choice_stays(send, desk):
    hazard = desk.cast.reported()
    other = desk.cast.reported(by=desk.cast["inspector@school_b"], unit=desk.cast.units["school_b"])
    mine, theirs = hazard.photos.first().pk, other.photos.first().pk
    page = send(
        desk.cast.officer, at(desk.of("school"), "return_photos"), {"photos": [mine, theirs]}
    )
    assert page.status_code == 422
    assert f'value="{mine}" checked' in page.text
    assert not ReturnPhoto.objects.exists()


@pytest.mark.parametrize("version", ["9" * 5000, "²", "-1", "nonsense"])
def test_a_version_nobody_can_have_read_is_a_stale_one(send, desk, version):
    told = {"version": version}
    page = send(desk.cast.officer, at(desk.of("school"), "return_photos"), told)
    assert page.status_code == 412


def test_what_is_no_picture_is_told_beside_the_picker(send, desk):
    told = {"photos_files": [uploaded(b"no picture", "a.jpg")]}
    page = send(desk.cast.officer, at(desk.of("school"), "return_photos"), told)
    assert page.status_code == 400 and 'id="photos-error"' in page.text


@pytest.mark.parametrize("person", ["viewer@school", "auditor@bureau"])
def test_nobody_else_chooses_photos(send, look, desk, person):
    one = desk.of("school")
    assert look(desk.cast[person], at(one, "return_photos")).url == at(one)
    assert send(desk.cast[person], at(one, "return_photos"), {}).status_code == 403
    desk.hand_in("school")
    assert send(desk.cast.officer, at(one, "return_photos"), {}).status_code == 409


# --- The summary as a file, the stamped table ---


def test_a_summary_in_word_is_attached_with_the_rest_and_comes_back_as_it_was(send, look, desk):
    one, content = desk.of("school"), word(desk)
    told = {"summary_file": uploaded(content, "总结.docx"), "v-media_reports": "5"}
    assert send(desk.cast.officer, at(one), told).url == at(one)
    assert desk.of("school").typed == {"media_reports": 5}
    assert "总结.docx" in look(desk.cast.officer, at(one)).text
    assert body(look(desk.cast["officer@central"], at(one, "return_summary"))) == content


def test_a_summary_that_is_no_word_document_is_refused_and_nothing_else_is_kept(send, desk):
    told = {"summary_file": uploaded(b"%PDF-1.4", "a.docx"), "v-media_reports": "5"}
    page = send(desk.cast.officer, at(desk.of("school")), told)
    assert page.status_code == 400 and 'id="fill-summary_file_error"' in page.text
    assert 'value="5"' in page.text and desk.of("school").typed == {}


def test_nothing_is_there_before_it_was_attached(look, desk):
    one = desk.hand_in("school")
    assert look(desk.cast.officer, at(one, "return_summary")).status_code == 404
    assert look(desk.cast.officer, at(one, "return_scan")).status_code == 404


def test_the_scan_of_the_stamped_table_marks_the_return_as_stamped(send, look, desk):
    one = desk.hand_in("school")
    told = {"file": uploaded(b"%PDF-1.4 stamped", "scan.pdf")}
    assert send(desk.cast.officer, at(one, "return_scan"), told).url == at(one)
    page = look(desk.cast.viewer, at(one))
    assert "已盖章" in words_on(page) and at(one, "return_scan") in page.text
    assert body(look(desk.cast.viewer, at(one, "return_scan"))) == b"%PDF-1.4 stamped"


@pytest.mark.parametrize(
    ("place", "told", "status"),
    [
        ("officer@school", {}, 400),
        ("officer@school", {"file": b"nonsense"}, 400),
        ("officer@central", {"file": b"%PDF-1.4"}, 403),
        ("officer@school_b", {"file": b"%PDF-1.4"}, 404),
    ],
)
def test_a_scan_is_refused_with_a_sentence(send, desk, place, told, status):
    one = desk.hand_in("school")
    told = {name: uploaded(content, "a.pdf") for name, content in told.items()}
    page = send(desk.cast[place], at(one, "return_scan"), told)
    assert page.status_code == status
    if status == 400:
        assert 'id="scan-error"' in page.text
    assert not desk.of("school").is_stamped


def test_there_is_nothing_to_stamp_before_it_was_handed_in(send, desk):
    told = {"file": uploaded(b"%PDF-1.4", "a.pdf")}
    assert send(desk.cast.officer, at(desk.of("school"), "return_scan"), told).status_code == 409


# --- The packet of all units ---


def test_an_auditor_starts_the_packet_watches_it_and_takes_it(send, look, desk):
    desk.hand_in("school")
    collect = reverse("web:collect", args=[desk.campaign.pk])
    answer = send(desk.cast.auditor, collect)
    job = Job.objects.get(owner=desk.cast.auditor)
    assert answer.url == at(job, "job")
    page = look(desk.cast.auditor, answer.url)
    assert 'hx-trigger="every 2s"' in page.text and f'<a href="{at(job, "job")}">' in page.text
    assert foreign_on(page) <= {"zip"}
    assert look(desk.cast.auditor, at(job, "job_file")).status_code == 404
    run(str(job.pk))
    part = look(desk.cast.auditor, answer.url, headers={"HX-Request": "true"})
    assert "<html" not in part.text and "hx-trigger" not in part.text
    assert at(job, "job_file") in part.text
    assert zipfile.is_zipfile(io.BytesIO(body(look(desk.cast.auditor, at(job, "job_file")))))


def test_the_longest_title_still_makes_a_name_for_the_packet(send, cast):
    desk = desk_of(cast, title="长" * 120)
    send(cast.auditor, reverse("web:collect", args=[desk.campaign.pk]))
    job = Job.objects.get()
    job.clean_fields(exclude=["asked"])
    assert job.file_name.startswith(f"{desk.campaign.number} 长") and job.file_name.endswith(".zip")


def test_nobody_else_collects_and_nobody_else_sees_the_job(send, look, desk):
    collect = reverse("web:collect", args=[desk.campaign.pk])
    assert send(desk.cast["officer@central"], collect).status_code == 403
    send(desk.cast.auditor, collect)
    job = Job.objects.get()
    assert look(desk.cast["viewer@bureau"], at(job, "job")).status_code == 404
    assert look(desk.cast["viewer@bureau"], at(job, "job_file")).status_code == 404


def test_the_photos_of_a_correction_come_along(look, desk):
    one = desk.of("school")
    hazard = desk.cast.reported()
    services.choose_photos(one, by=desk.cast.officer, photos=[hazard.photos.first().pk])
    desk.hand_in("school")
    desk.accept("school")
    desk.correct("school")
    fresh = desk.of("school")
    where = at(fresh, "return_photo", hazard.photos.first().pk, "display")
    assert look(desk.cast.viewer, where).status_code == 200
