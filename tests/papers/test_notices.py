"""Notices: who issues them, their numbers, and that what went out stays as it was."""

import hashlib
from functools import partial
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from fontTools.ttLib import TTCollection, TTFont

from hazards import services
from organizations.models import Unit
from papers.document import from_json
from papers.hazards.notices import MOST, rectification_notice, review_opinion, supervision_notice
from papers.issued import IssuedPaper
from papers.letterheads import Letterhead
from papers.printing import glyphs
from tests.base.together import at_once
from tests.papers.printed import FORMS, flat, pictures_in, words_of
from workflow.errors import NotPermitted, NotPossible, SomethingMissing

both_forms = pytest.mark.parametrize("form", FORMS)
year = timezone.localdate().year


@both_forms
def test_a_notice_lists_each_hazard_with_its_photo_and_what_is_demanded(cast, form):
    hazards = [cast.assigned(), cast.reported(place="食堂", description="燃气软管老化")]
    paper = rectification_notice(hazards, by=cast["officer@central"]).paper
    told = words_of(paper, form)
    for words in ("整改通知书", "第一中心学校", "示范小学：", "安全出口被课桌堵住", "燃气软管老化"):
        assert words in told
    assert f"安改〔{year}〕1号" in told and "清走课桌" in told and "签收人（签字）" in told
    assert all(hazard.number in told for hazard in hazards)
    assert pictures_in(paper, form) == 2


def test_the_same_asked_twice_is_one_notice_and_a_changed_hazard_is_another(cast):
    hazard = cast.assigned()
    first = rectification_notice([hazard], by=cast.officer)
    assert rectification_notice([hazard], by=cast.officer) == first
    services.reassign(
        hazard, by=cast.officer, responsible=cast.responsible, measures="拆锁", reason="改"
    )
    hazard.refresh_from_db()
    second = rectification_notice([hazard], by=cast.officer)
    assert (first.running, second.running) == (1, 2)


def test_each_unit_and_kind_has_a_series_of_its_own(cast):
    hazard = cast.closed()
    assert review_opinion(hazard, by=cast.officer).number == f"示范小学安复〔{year}〕1号"
    assert review_opinion(hazard, by=cast.auditor).number == f"区教育局安复〔{year}〕1号"


def test_a_letterhead_gives_heading_prefix_and_contact(cast):
    told = {"name": "示范小学安全办公室", "number_prefix": "示小", "phone": "010-5550100"}
    Letterhead.objects.create(unit=cast.school, **told)
    paper = rectification_notice([cast.reported()], by=cast.officer)
    assert paper.number == f"示小安改〔{year}〕1号"
    assert "示范小学安全办公室" in words_of(paper.paper, "docx")
    assert "010-5550100" in words_of(paper.paper, "pdf")


def letterhead(cast, place, **told):
    return Letterhead.objects.create(unit=cast.units[place], **told)


def foot_of(cast):
    return flat(words_of(rectification_notice([cast.reported()], by=cast.officer).paper, "docx"))


@pytest.mark.parametrize("own", [None, {"address": "学府路1号"}])
def test_whom_to_ask_is_taken_from_the_nearest_unit_above_and_says_whose_it_is(cast, own):
    letterhead(cast, "bureau", contact="区局值班室", phone="010-5550100")
    letterhead(cast, "central", phone="010-5550111", number_prefix="一中心", signatory="某人")
    if own:
        letterhead(cast, "school", **own)
    told = foot_of(cast)
    assert "电话（第一中心学校）：010-5550111" in told and "区局值班室" not in told
    assert ("学府路1号" in told) == bool(own)


def test_heading_number_address_and_signatory_are_the_units_own_or_nobodys(cast):
    lent = {"number_prefix": "一中办", "signatory": "某人", "address": "中心路9号"}
    letterhead(cast, "central", name="一中心安全办", phone="010-5550111", **lent)
    told = foot_of(cast)
    assert f"示范小学安改〔{year}〕1号" in told
    assert not any(words in told for words in ("一中心安全办", *lent.values()))


@pytest.mark.parametrize("own", [{"contact": "传达室"}, {"phone": "010-5550122"}])
def test_a_name_is_never_printed_beside_the_phone_of_another_unit(cast, own):
    letterhead(cast, "central", contact="中心办公室", phone="010-5550111")
    letterhead(cast, "school", **own)
    told = foot_of(cast)
    assert "中心办公室" not in told and "010-5550111" not in told
    assert "".join(own.values()) in told


def test_what_went_out_is_printed_again_as_it_was(cast):
    hazard = cast.reported()
    issued = rectification_notice([hazard], by=cast.officer)
    Unit.objects.filter(pk=cast.school.pk).update(name="改名小学")
    again = IssuedPaper.objects.get(pk=issued.pk).paper
    assert again == from_json(again.as_json()) == issued.paper
    assert "示范小学" in words_of(again, "docx")


@pytest.mark.parametrize("person", ["inspector@school", "responsible@school", "viewer@school"])
def test_only_officers_and_auditors_issue(cast, person):
    with pytest.raises(NotPermitted):
        rectification_notice([cast.reported()], by=cast[person])
    assert not IssuedPaper.objects.exists()


def test_a_notice_has_one_addressee_and_open_hazards_only(cast):
    other = cast.reported(cast["inspector@central"], cast.units["school_2"])
    with pytest.raises(SomethingMissing, match="one unit|同一单位"):
        rectification_notice([cast.reported(), other], by=cast["officer@central"])
    with pytest.raises(SomethingMissing):
        rectification_notice([cast.closed()], by=cast.officer)
    with pytest.raises(SomethingMissing):
        rectification_notice([cast.reported()] * (MOST + 1), by=cast.officer)


@both_forms
def test_a_review_opinion_tells_the_result_and_names_the_notice(cast, form):
    hazard = cast.assigned()
    notice = rectification_notice([hazard], by=cast.officer)
    hazard = services.send_back(cast.rectified(hazard), by=cast.officer, reason="锁还在")
    told = words_of(review_opinion(hazard, by=cast.officer).paper, form)
    assert "复查不合格" in told and "锁还在" in told and flat(notice.number) in told
    hazard = cast.closed(cast.rectified(hazard))
    told = words_of(review_opinion(hazard, by=cast.officer).paper, form)
    assert "复查合格" in told and hazard.number in told


def test_without_a_review_there_is_no_opinion(cast):
    hazard = cast.rectified()
    with pytest.raises(NotPossible):
        review_opinion(hazard, by=cast.officer)
    hazard = cast.closed(hazard)
    hazard = services.reopen(hazard, by=cast.auditor, reason="又堵了", due_on=cast.due_on)
    with pytest.raises(NotPossible):
        review_opinion(hazard, by=cast.officer)


@both_forms
def test_a_supervision_notice_bears_the_number_of_the_listing(cast, form):
    hazard = cast.assigned(cast.major(), by=cast.auditor)
    with pytest.raises(SomethingMissing):
        supervision_notice(hazard, by=cast.auditor)
    listing = {"level": "district", "document_number": "区安督〔2026〕3号", "deadline": cast.due_on}
    services.list_for_supervision(hazard, by=cast.auditor, **listing)
    told = words_of(supervision_notice(hazard, by=cast.auditor).paper, form)
    assert "区安督〔2026〕3号" in told and "挂牌督办通知书" in told and "安全出口" in told


@pytest.mark.parametrize("table", ["reports_issuedpaper", "reports_issuedpaper_hazards"])
def test_what_went_out_is_neither_changed_nor_deleted(cast, table):
    issued = rectification_notice([cast.reported()], by=cast.officer)
    for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError, match="keeps everything"), transaction.atomic():
            connection.cursor().execute(statement)
    with pytest.raises(TypeError):
        issued.save()
    with pytest.raises(TypeError):
        IssuedPaper.objects.all().delete()


@both_forms
def test_what_looks_like_markup_is_printed_as_it_was_written(cast, form):
    nasty = '#read("/etc/passwd") *粗* $x$ [#panic()] \\ `a` <b>&amp;' + "x" * 300
    told = words_of(
        rectification_notice([cast.reported(description=nasty)], by=cast.officer).paper, form
    )
    assert flat(nasty) in told


def test_a_character_without_a_glyph_is_shown_as_such_and_named(cast):
    hazard = cast.reported(description="责任人𪚥镕喆堃查看😀")
    told = words_of(rectification_notice([hazard], by=cast.officer).paper, "pdf")
    assert "责任人〓镕喆堃查看〓" in told and "U+2A6A5" in told and "U+1F600" in told


@pytest.mark.django_db(transaction=True)
def test_at_once_two_notices_get_two_numbers_and_one_asked_for_twice_gets_one(cast):
    hazards = [cast.reported() for _ in range(4)]
    asked = [partial(rectification_notice, [hazard], by=cast.officer) for hazard in hazards]
    issued = at_once(*asked, *asked)
    assert sorted({paper.running for paper in issued}) == [1, 2, 3, 4]
    assert IssuedPaper.objects.count() == 4


FACES = {
    "fonts": ("wqy-microhei.ttc", "WenQuanYi Micro Hei"),
    "second_face": ("NotoSansCJK-Regular.ttc", "Noto Sans CJK SC"),
}


@pytest.mark.parametrize("face", [glyphs.FIRST, glyphs.SECOND], ids=FACES)
def test_a_typeface_is_the_one_that_was_checked_in_and_prints_what_the_list_says(face):
    folder = Path(glyphs.__file__).parent / face.folder
    told = dict(reversed(line.split()) for line in (folder / "MANIFEST.sha256").open())
    found = {file.name for file in folder.iterdir()} - {"MANIFEST.sha256"}
    assert set(told) == found and "LICENSE" in found
    for name, digest in told.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    file, family = FACES[face.folder]
    (typeface,) = (one for one in TTCollection(folder / file) if family_of(one) == family)
    there = {code for code in typeface.getBestCmap() if code >= 32}
    runs = zip(face.firsts, face.lasts, strict=True)
    assert {c for first, last in runs for c in range(first, last + 1)} == there


def family_of(typeface: TTFont) -> str:
    return typeface["name"].getDebugName(1)


def test_the_typefaces_print_the_national_table_of_characters():
    """With those of GBK (below) that is all of it: what GBK lacks stands in the file."""
    lines = Path(__file__).with_name("characters_of_names.txt").read_text().splitlines()[1:]
    letters = "".join(lines)
    assert len(letters) == len(set(letters)) and sum(ord(one) > 0xFFFF for one in letters) == 196
    assert [one for one in letters + "𠮷" if not glyphs.is_covered(one)] == []


def test_the_second_typeface_is_asked_for_only_where_the_first_lacks_a_letter():
    assert glyphs.faces_for("灭火器过期\n“，”—①") == ["fonts"]
    assert glyphs.faces_for("𠮷楼") == ["fonts", "second_face"]


def test_the_typeface_prints_every_chinese_character_of_gbk():
    pairs = (bytes([a, b]) for a in range(0x81, 0xFF) for b in range(0x40, 0xFF))
    letters = {pair.decode("gbk", "ignore")[:1] for pair in pairs}
    assert [
        one for one in letters if "\u4e00" <= one <= "\u9fa5" and not glyphs.is_covered(one)
    ] == []
