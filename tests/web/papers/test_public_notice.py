"""公示单核对: each row is read beside its original, and only then the notice is issued."""

import pytest

from papers.issued import IssuedPaper
from papers.models import PublicWording
from papers.publishing.services import confirm, reword
from tests.papers.issuing import read_through
from tests.web.reading import words_on

TEXT = "疏散通道被占用，已清理。"


@pytest.fixture
def address(cast) -> str:
    return f"/papers/public-notice/?unit={cast.school.pk}&period=month"


def sent(page, **typed) -> dict:
    """The fields of every row as the page shows them, with what was `typed` over them."""
    told = {}
    for row in page.context["rows"]:
        prefix = row.form.prefix
        told |= {f"{prefix}-{name}": row.form[name].value() for name in ("place", "text")}
        told |= {f"{prefix}-version": row.version, f"{prefix}-hazard_version": row.hazard_version}
    return told | typed


def named(hazard, field) -> str:
    return f"row-{hazard.pk}-{field}"


def rows(page) -> dict:
    return {row.line.hazard.pk: row for row in page.context["rows"]}


def test_original_and_public_words_stand_side_by_side(look, cast, address):
    cast.reported(place="张三办公室", description="学生李四摔倒")
    words = words_on(look(cast.officer, address))
    assert "学生李四摔倒" in words and "台账原文" in words
    assert "已核对0行，共1行" in words.replace(" ", "") and "签发Word" not in words.replace(" ", "")


def test_a_row_is_confirmed_and_the_notice_can_be_issued_then(look, send, cast, address):
    hazard = cast.reported()
    page = look(cast.officer, address)
    done = send(cast.officer, address, sent(page, confirm=str(hazard.pk)))
    assert rows(done)[hazard.pk].line.is_ready
    assert "/papers/period/public-notice.docx" in done.content.decode()
    told = {"unit": cast.school.pk, "period": "month"}
    assert send(cast.officer, "/papers/period/public-notice.docx", told).status_code == 200
    assert IssuedPaper.objects.count() == 1


def test_a_cue_stands_beside_its_field_and_nothing_typed_is_lost(look, send, cast, address):
    hazard, other = cast.reported(), cast.reported(place="三层")
    page = look(cast.officer, address)
    typed = {named(hazard, "text"): "学生较多。", named(other, "text"): "还没写完"}
    refused = send(cast.officer, address, sent(page, confirm=str(hazard.pk), **typed))
    assert refused.status_code == 422
    row = rows(refused)[hazard.pk]
    assert [cue.found.words for cue in row.text_cues] == ["学生"] and row.form.errors["text"]
    assert row.form["text"].value() == "学生较多。"
    assert rows(refused)[other.pk].form["text"].value() == "还没写完"
    assert not PublicWording.objects.exists()
    keys = [cue.found.key for cue in row.text_cues]
    told = sent(refused, confirm=str(hazard.pk)) | {named(hazard, "checked"): keys}
    done = rows(send(cast.officer, address, told))
    assert done[hazard.pk].line.is_ready and done[other.pk].form["text"].value() == "还没写完"


def test_in_place_one_row_and_the_count_are_answered(look, send, cast, address):
    hazard, other = cast.reported(), cast.reported(place="三层")
    told = sent(look(cast.officer, address), confirm=str(hazard.pk))
    part = send(cast.officer, address, told, headers={"HX-Request": "true"}).content.decode()
    assert named(hazard, "text") in part and named(other, "text") not in part
    assert 'id="noticebar"' in part and "<html" not in part


def test_of_two_at_once_the_second_sees_what_the_first_did(look, send, cast, address):
    hazard = cast.reported()
    mine = sent(look(cast.officer, address), confirm=str(hazard.pk))
    reword(hazard, by=cast["officer@central"], place="二层", text=TEXT)
    confirm(hazard, by=cast["officer@central"])
    refused = send(cast.officer, address, mine)
    assert refused.status_code == 422
    words = words_on(refused)
    assert "刚被别人改写或核对过" in words and TEXT in words
    assert PublicWording.objects.get().confirmed_by == cast["officer@central"]
    again = sent(refused, confirm=str(hazard.pk))
    assert send(cast.officer, address, again).status_code == 200
    assert PublicWording.objects.get().confirmed_by == cast.officer


def test_a_row_somebody_else_confirmed_is_answered_also_where_only_what_is_left_is_shown(
    look, send, cast, address
):
    hazard = cast.reported()
    told = sent(look(cast.officer, f"{address}&left=1"), reword=str(hazard.pk))
    confirm(hazard, by=cast["officer@central"])
    refused = send(cast.officer, f"{address}&left=1", told)
    assert refused.status_code == 422 and hazard.pk in rows(refused)


def test_all_that_was_changed_is_kept_at_once_and_the_rest_left(look, send, cast, address):
    hazard, other = cast.reported(), cast.reported(place="三层")
    told = sent(look(cast.officer, address), save="1") | {named(hazard, "text"): TEXT}
    send(cast.officer, address, told)
    assert PublicWording.objects.get().hazard == hazard
    assert other.pk in rows(look(cast.officer, address))


def test_who_issues_too_early_is_led_to_the_rows(send, cast, address):
    cast.reported()
    told = {"unit": cast.school.pk, "period": "month"}
    answer = send(cast.officer, "/papers/period/public-notice.docx", told, follow=True)
    assert answer.redirect_chain[0][0].startswith("/papers/public-notice/")
    assert "还有 1 行没有核对好" in answer.content.decode()


def test_it_is_for_who_issues_notices_of_a_unit_in_reach(look, send, cast, address):
    hazard = cast.reported()
    assert look(cast.viewer, address).status_code == 403
    assert look(cast["officer@school_b"], address).status_code == 404
    assert look(cast.officer, "/papers/public-notice/?unit=").status_code == 404
    stranger = cast.reported(cast["inspector@school_b"], cast.units["school_b"])
    told = {named(stranger, "text"): TEXT, "confirm": str(stranger.pk)}
    assert send(cast.officer, address, told).status_code == 404
    nonsense = {named(hazard, "text"): TEXT, "confirm": "x"}
    assert send(cast.officer, address, nonsense).status_code == 404
    assert not PublicWording.objects.exists()


def test_what_has_no_shape_is_refused_beside_it(look, send, cast, address):
    hazard = cast.reported()
    told = sent(look(cast.officer, address), confirm=str(hazard.pk))
    for wrong in ({named(hazard, "version"): "x"}, {named(hazard, "text"): "长" * 301}):
        assert send(cast.officer, address, told | wrong).status_code == 422
    assert not PublicWording.objects.exists()


def test_the_page_costs_the_same_however_many_rows_it_has(
    look, cast, address, django_assert_max_num_queries
):
    for _ in range(2):
        cast.reported()
    read_through(cast.school, cast.officer)
    look(cast.officer, address)
    with django_assert_max_num_queries(60) as few:
        look(cast.officer, address)
    for _ in range(6):
        cast.reported()
    read_through(cast.school, cast.officer)
    with django_assert_max_num_queries(len(few)):
        look(cast.officer, address)
