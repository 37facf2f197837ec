"""回头看 on the pages: draw, give out, look, record, reopen, and what the sample says."""

import uuid
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from notifications.models import Notification
from rechecks import services
from rechecks.models import Result, Sample
from tests.cast import picture
from tests.rechecks.drawing import days, drawn, given_to, judged, row_of, struck_off
from tests.web.reading import english_on, words_on
from tests.web.returns.filing import queries_for

SAMPLES, DRAW = "/samples/", "/samples/draw/"


@pytest.fixture
def sample(cast) -> Sample:
    struck_off(cast, 3)
    return drawn(cast)


def asked(cast, **given):
    today = timezone.localdate()
    told = {"unit": cast.units["bureau"].pk, "found_from": days()["found_from"].isoformat()}
    return {**told, "found_through": today.isoformat(), "size": 4, "seed": "12", **given}


def at(row, name="sampled"):
    return reverse(f"web:{name}", args=[row.sample_id, row.position])


def page_of(sample, name="sample"):
    return reverse(f"web:{name}", args=[sample.pk])


def test_the_form_says_how_many_there_are_before_anything_is_drawn(cast, look, sample):
    assert "可抽取的已销号隐患 4 件" in words_on(look(cast.auditor, DRAW))
    central = asked(cast, unit=cast.units["central"].pk)
    counted = look(cast.auditor, f"{DRAW}?{urlencode(central)}")
    assert "可抽取的已销号隐患 3 件" in words_on(counted)
    assert Sample.objects.count() == 1


def test_an_auditor_draws_and_sees_seed_frame_and_method(cast, look, send):
    struck_off(cast, 3)
    answer = send(cast.auditor, DRAW, asked(cast))
    sample = Sample.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, page_of(sample))
    said = words_on(look(cast.auditor, page_of(sample)))
    assert sample.seed in said and sample.frame_digest in said
    assert "抽取 4 件，尚未回头看：—" in said
    assert sample.size == 4 and sample.is_seed_given


def test_what_the_draw_lacks_stands_beside_its_field_and_nothing_is_lost(cast, send):
    struck_off(cast, 1)
    refused = send(cast.auditor, DRAW, asked(cast, size=9, seed="我的种子"))
    assert refused.status_code == 422
    said = refused.content.decode()
    assert "1 到 2" in said and 'value="9"' in said and 'value="我的种子"' in said
    assert send(cast.auditor, DRAW, asked(cast, size="")).status_code == 400
    empty = {"found_from": "2019-01-01", "found_through": "2019-02-01"}
    assert send(cast.auditor, DRAW, asked(cast, **empty)).status_code == 422
    assert not Sample.objects.exists()


def test_only_auditors_get_to_the_draw_and_outsiders_find_no_sample(cast, look, send, sample):
    row = row_of(sample)
    for name, person in cast.people.items():
        if name == "auditor@bureau":
            continue
        assert look(person, DRAW).status_code == 403, name
        assert send(person, DRAW, asked(cast)).status_code == 403, name
        assert look(person, page_of(sample)).status_code == 404, name
        assert look(person, at(row)).status_code == 404, name
        assert send(person, page_of(sample, "share_out")).status_code == 404, name
        assert send(person, page_of(sample, "verify_sample")).status_code == 404, name
        assert look(person, SAMPLES).status_code == 200, name
    assert Sample.objects.count() == 1


def test_a_rechecker_sees_what_is_theirs_and_neither_estimate_nor_frame(cast, look, send, sample):
    row = given_to(cast, row_of(sample), cast.inspector)
    mine = look(cast.inspector, page_of(sample))
    assert row.hazard.number in words_on(mine)
    assert sample.frame_digest not in words_on(mine) and "推算" not in words_on(mine)
    others = sample.drawn.exclude(pk=row.pk).select_related("hazard")
    assert not any(other.hazard.number in words_on(mine) for other in others)
    assert look(cast.inspector, at(others[0])).status_code == 404
    assert send(cast.inspector, page_of(sample, "verify_sample")).status_code == 403
    share = {"recheckers": [cast["inspector@bureau"].pk]}
    refused = send(cast.inspector, page_of(sample, "share_out"), share)
    assert refused.status_code == 403
    assert send(cast.inspector, at(row, "assign_recheck"), {"rechecker": 1}).status_code == 403


def test_hazards_are_shared_out_and_one_is_given_to_somebody_of_the_school(cast, send, sample):
    told = {"recheckers": [cast["inspector@bureau"].pk, cast.auditor.pk]}
    assert send(cast.auditor, page_of(sample, "share_out"), told).status_code == 302
    assert not sample.drawn.filter(rechecker=None).exists()
    assert send(cast.auditor, page_of(sample, "share_out"), {}).status_code == 400
    row = row_of(sample)
    given = send(cast.auditor, at(row, "assign_recheck"), {"rechecker": cast.inspector.pk})
    assert given.status_code == 302
    row.refresh_from_db()
    assert row.rechecker == cast.inspector
    wrong = send(cast.auditor, at(row, "assign_recheck"), {"rechecker": cast.officer.pk})
    assert wrong.status_code == 400


def test_where_nobody_ticked_may_look_the_page_says_which(cast, send):
    cast.closed(by=cast.auditor)
    sample = drawn(cast, 1)
    refused = send(cast.auditor, page_of(sample, "share_out"), {"recheckers": [cast.auditor.pk]})
    assert refused.status_code == 422
    assert row_of(sample).hazard.number in words_on(refused)


def test_the_rechecker_records_with_a_photo_and_is_told_what_is_missing(cast, look, send, sample):
    row = given_to(cast, row_of(sample), cast.inspector)
    assert 'id="form-recheck"' in look(cast.inspector, at(row)).content.decode()
    bare = send(cast.inspector, at(row), {"holds": "no", "note": ""})
    said = words_on(bare)
    assert bare.status_code == 422
    assert "还差：这次回头看的现场照片" in said and "还差：现场看到的情况" in said
    saved = send(
        cast.inspector, at(row), {"holds": "yes", "note": "门开着", "photos_files": picture()}
    )
    assert (saved.status_code, saved["Location"]) == (302, page_of(sample))
    assert Result.objects.get().holds
    assert "仍保持" in words_on(look(cast.inspector, page_of(sample)))
    assert send(cast.inspector, at(row), {"holds": "yes"}).status_code == 409


def test_a_photo_sent_with_a_refused_form_is_not_lost(cast, send, sample):
    row = given_to(cast, row_of(sample), cast.inspector)
    refused = send(cast.inspector, at(row), {"holds": "no", "photos_files": picture()})
    assert refused.status_code == 422
    assert 'name="photos" value="' in refused.content.decode()
    broken = picture()
    broken.truncate(100)
    bad = send(cast.inspector, at(row), {"holds": "yes", "photos_files": broken})
    assert bad.status_code == 400


def test_what_an_inspector_found_failing_waits_for_the_auditor_who_reopens_it(
    cast, look, send, sample
):
    row = given_to(cast, row_of(sample), cast.inspector)
    judged(cast, row, cast.inspector, False)
    assert "待撤销销号" in words_on(look(cast.auditor, "/"))
    assert "待撤销销号" in words_on(look(cast.auditor, page_of(sample)))
    assert send(cast.inspector, at(row, "reopen_sampled"), {"due_on": ""}).status_code == 403
    assert send(cast.auditor, at(row, "reopen_sampled"), {"due_on": ""}).status_code == 422
    due = {"due_on": cast.due_on.isoformat()}
    assert send(cast.auditor, at(row, "reopen_sampled"), due).status_code == 302
    row.hazard.refresh_from_db()
    assert row.hazard.state == "assigned"
    assert "待撤销销号" not in words_on(look(cast.auditor, "/"))


def test_an_auditor_records_and_reopens_in_one_go(cast, send, sample):
    row = row_of(sample)
    told = {"holds": "no", "note": "又堵上了", "due_on": cast.due_on.isoformat()}
    assert send(cast.auditor, at(row), {**told, "photos_files": picture()}).status_code == 302
    row.hazard.refresh_from_db()
    assert row.hazard.state == "assigned"


def test_a_mistake_is_corrected_and_stays_to_be_seen(cast, look, send, sample):
    row = given_to(cast, row_of(sample), cast.inspector)
    first = judged(cast, row, cast.inspector)
    told = {"holds": "yes", "note": "门号记错了", "corrects": first.pk}
    assert send(cast.inspector, at(row), told).status_code == 302
    said = words_on(look(cast.inspector, at(row)))
    assert "门号记错了" in said and "已被更正" in said


def test_the_hazards_page_shows_the_recheck_and_its_photo(cast, look, sample):
    row = given_to(cast, row_of(sample), cast.inspector)
    result = judged(cast, row, cast.inspector, note="门开着")
    where = reverse("web:hazard", args=[row.hazard_id])
    shown = look(cast.officer, where)
    assert "回头看" in words_on(shown) and "仍保持：门开着" in words_on(shown)
    photo = reverse("web:photo", args=[result.photos.get().pk, "thumb"])
    assert photo in shown.content.decode()
    assert look(cast.officer, photo).status_code == 200
    assert look(cast["officer@school_b"], photo).status_code == 404


def test_what_the_sample_says_is_said_in_words(cast, look):
    struck_off(cast, 5)
    sample = drawn(cast, 4)
    rows = list(sample.drawn.select_related("sample", "hazard__unit"))
    for row in rows[:3]:
        judged(cast, row, cast.auditor, row != rows[0], due_on=cast.due_on)
    said = words_on(look(cast.auditor, page_of(sample)))
    assert "抽取 4 件，已回头看 3 件，未保持 1 件；推算失效率" in said
    assert "95% 置信区间" in said and "第一中心学校" in said


def test_verifying_says_whether_the_draw_comes_out_the_same(cast, look, send, sample):
    assert send(cast.auditor, page_of(sample, "verify_sample")).status_code == 302
    assert "抽到的还是这些隐患" in words_on(look(cast.auditor, page_of(sample)))


def test_waiting_ones_stand_on_the_home_page_until_they_are_done(cast, look, sample):
    assert "回头看" not in words_on(look(cast.inspector, "/"))
    row = given_to(cast, row_of(sample), cast.inspector)
    assert row.hazard.number in words_on(look(cast.inspector, "/"))
    judged(cast, row, cast.inspector)
    assert row.hazard.number not in words_on(look(cast.inspector, "/"))


def test_the_letter_leads_to_the_sample(cast, look, sample):
    row = given_to(cast, row_of(sample), cast.inspector)
    letter = Notification.objects.for_person(cast.inspector).first()
    opened = look(cast.inspector, reverse("web:notification", args=[letter.pk]))
    assert opened["Location"] == page_of(row.sample)


def test_the_pages_are_chinese(cast, look, sample):
    row = given_to(cast, row_of(sample), cast.inspector)
    other = sample.drawn.exclude(pk=row.pk).select_related("hazard__unit", "sample")[0]
    judged(cast, row, cast.inspector, False)
    judged(cast, other, cast.auditor)
    for person, where in (
        (cast.auditor, SAMPLES),
        (cast.auditor, DRAW),
        (cast.auditor, page_of(sample)),
        (cast.auditor, at(row)),
        (cast.auditor, at(other)),
        (cast.auditor, "/"),
        (cast.inspector, at(row)),
    ):
        assert english_on(look(person, where)) == [], where


def test_nothing_that_is_not_there_is_found(cast, look, sample):
    assert look(cast.auditor, f"/samples/{uuid.uuid4()}/").status_code == 404
    for position in (0, 99, 10**30):
        assert look(cast.auditor, f"/samples/{sample.pk}/{position}/").status_code == 404


def test_the_pages_cost_the_same_for_many_as_for_few(cast, client):
    struck_off(cast, 28)
    client.force_login(cast.auditor)
    few, many = drawn(cast, 3), drawn(cast, 29)
    for sample in (few, many):
        people = [cast["inspector@bureau"]]
        services.share_out(sample, by=cast.auditor, recheckers=people)
        for row in sample.drawn.select_related("sample", "hazard__unit"):
            judged(cast, row, cast["inspector@bureau"])
    counts = [queries_for(client, page_of(sample)) for sample in (few, many)]
    assert counts[0] == counts[1]
    listed = queries_for(client, SAMPLES)
    for _ in range(8):
        drawn(cast, 1)
    assert queries_for(client, SAMPLES) == listed
