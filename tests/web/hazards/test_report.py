"""The report: one hazard however often it is sent, and nothing lost when it is refused."""

import io
import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hazards.models import Category, Hazard, Photo
from tests.cast import picture
from tests.web.reading import english_on, words_on

REPORT = "/hazards/report/"


@pytest.fixture
def inspector(client, cast):
    client.force_login(cast.inspector)
    return client


@pytest.fixture
def told(cast):
    """A complete report, with the photo as a file, as a browser without JavaScript sends it."""
    return {
        "id": str(uuid.uuid4()),
        "unit": cast.school.pk,
        "category": cast.fire.pk,
        "place": "食堂后厨",
        "description": "灭火器压力不足",
        "severity": "general",
        "source": "self_check",
        "found_on": timezone.localdate().isoformat(),
        "photos_files": picture(),
    }


def again(told):
    """The same form pressed once more: the files are read from their beginning."""
    for value in told.values():
        if isinstance(value, io.BytesIO):
            value.seek(0)
    return told


def kept(page, name="photos"):
    return re.findall(rf'name="{name}" value="([0-9a-f-]+)" checked', page.text)


def test_the_page_needs_nothing_but_a_photo_a_category_a_place_and_a_sentence(inspector, cast):
    page = inspector.get(REPORT)
    assert page.status_code == 200
    assert f'name="unit" value="{cast.school.pk}"' in page.text
    assert f'value="{timezone.localdate().isoformat()}"' in page.text
    assert page.text.count('name="category"') == Category.objects.count()
    assert english_on(page) == []


def test_a_report_with_a_file_is_entered_and_says_its_number(inspector, cast, told):
    answer = inspector.post(REPORT, told)
    hazard = Hazard.objects.get()
    assert answer.url == reverse("web:hazard", args=[hazard.pk])
    assert str(hazard.pk) == told["id"]
    assert hazard.photos.count() == 1
    assert f"已上报，编号 {hazard.number}" in words_on(inspector.get(answer.url))


def test_a_report_sent_twice_is_one_hazard(inspector, told):
    first = inspector.post(REPORT, told)
    second = inspector.post(REPORT, again(told))
    assert first.url == second.url
    assert (Hazard.objects.count(), Photo.objects.count()) == (1, 1)


def test_another_report_under_a_used_id_is_refused_and_gets_an_id_of_its_own(inspector, told):
    inspector.post(REPORT, told)
    page = inspector.post(REPORT, again(told) | {"description": "另一件事"})
    assert page.status_code == 409
    assert "另一件事" in page.text
    assert told["id"] not in page.text
    assert Hazard.objects.count() == 1


def test_a_refused_report_keeps_the_words_and_the_photos(inspector, told):
    page = inspector.post(REPORT, told | {"place": "", "category": ""})
    assert page.status_code == 400
    words = words_on(page)
    assert "请选一个类别" in words and "请填写" in words and "灭火器压力不足" in words
    (photo,) = kept(page)
    assert english_on(page) == []
    del told["photos_files"]
    assert inspector.post(REPORT, told | {"photos": [photo]}).status_code == 302
    assert str(Hazard.objects.get().photos.get().pk) == photo


def test_a_report_without_a_photo_says_so_beside_the_picker(inspector, told):
    del told["photos_files"]
    page = inspector.post(REPORT, told)
    assert page.status_code == 422
    assert "还差：隐患照片" in words_on(page)


def test_a_category_that_needs_no_photo_is_reported_without_one(inspector, told):
    del told["photos_files"]
    management = Category.objects.get(code="management")
    assert inspector.post(REPORT, told | {"category": management.pk}).status_code == 302


def test_one_refused_photo_is_a_sentence_and_the_others_stay(inspector, told):
    broken = io.BytesIO(b"no picture")
    broken.name = "说明.txt"
    page = inspector.post(REPORT, told | {"photos_files": [picture(), broken]})
    assert page.status_code == 400
    assert "说明.txt：" in words_on(page)
    assert len(kept(page)) == 1
    assert not Hazard.objects.exists()


def test_somebody_elses_photo_is_no_evidence(inspector, cast, told):
    del told["photos_files"]
    page = inspector.post(REPORT, told | {"photos": [cast.photo(cast.officer)]})
    assert page.status_code == 422
    assert kept(page) == []


def test_a_major_hazard_needs_a_clause(inspector, cast, told):
    page = inspector.post(REPORT, told | {"severity": "major"})
    assert (page.status_code, len(kept(page))) == (422, 1)
    assert "还差：判定重大的条款" in words_on(page)
    told |= {"severity": "major", "clause": cast.clause.pk}
    assert inspector.post(REPORT, again(told)).status_code == 302
    assert Hazard.objects.get().clause == cast.clause


def test_what_was_put_right_at_once_is_entered_with_it(inspector, told):
    told |= {"fix_on_spot": "on", "after_photos_files": picture(), "measures_taken": "换了新的"}
    assert inspector.post(REPORT, told).status_code == 302
    assert inspector.post(REPORT, again(told)).status_code == 302
    hazard = Hazard.objects.get()
    assert (hazard.state, hazard.measures_taken) == ("rectified", "换了新的")
    assert {photo.stage for photo in hazard.photos.all()} == {"before", "after"}


def test_a_repair_without_its_photo_leaves_no_half_report(inspector, told):
    page = inspector.post(REPORT, told | {"fix_on_spot": "on"})
    assert page.status_code == 422
    assert "还差：这一次的整改后照片" in words_on(page)
    assert not Hazard.objects.exists()
    assert len(kept(page)) == 1


def test_a_major_hazard_cannot_be_put_right_on_the_spot(inspector, cast, told):
    told |= {"severity": "major", "clause": cast.clause.pk, "fix_on_spot": "on"}
    page = inspector.post(REPORT, told | {"after_photos_files": picture()})
    assert page.status_code == 422
    assert "重大隐患不能立行立改" in words_on(page)
    assert not Hazard.objects.exists()


def test_a_day_that_has_not_come_is_refused(inspector, told):
    tomorrow = timezone.localdate() + timedelta(days=1)
    page = inspector.post(REPORT, told | {"found_on": tomorrow.isoformat()})
    assert page.status_code == 400
    assert "这一天还没到" in words_on(page)


def test_only_units_within_reach_can_be_chosen(cast, client, told):
    client.force_login(cast["inspector@central"])
    page = client.get(REPORT)
    offered = set(re.findall(r'<option value="(\d+)"', page.text.split('name="unit"')[1]))
    for unit in ("central", "school", "school_2"):
        assert str(cast.units[unit].pk) in offered
    told["unit"] = cast.units["school_b"].pk
    assert client.post(REPORT, told).status_code == 400
    assert not Hazard.objects.exists()


def test_the_unit_of_the_last_report_is_proposed(cast, client):
    client.force_login(cast["inspector@central"])
    cast.reported(by=cast["inspector@central"], unit=cast.units["school_2"])
    page = client.get(REPORT)
    assert f'value="{cast.units["school_2"].pk}" selected' in page.text


def test_what_the_unit_meets_most_stands_first_with_its_last_places(inspector, cast):
    food = Category.objects.get(code="food")
    for place in ("食堂后厨", "食堂库房"):
        cast.reported(category=food, place=place)
    page = inspector.get(REPORT)
    assert re.search(r'name="category" id="cat-(\d+)"', page.text)[1] == str(food.pk)
    assert page.text.index("食堂库房") < page.text.index("食堂后厨")


def test_those_who_may_not_report_are_told_so(cast, client):
    assert client.get(REPORT).url == f"/login/?next={REPORT}"
    for person in (cast.viewer, cast.responsible, cast.stranger):
        client.force_login(person)
        assert client.get(REPORT).status_code == 403
        assert client.post(REPORT, {}).status_code == 403


def test_after_a_report_the_next_one_is_a_tap_away(inspector, told):
    assert "再报一件" in inspector.post(REPORT, told, follow=True).text


def test_a_report_sent_in_place_is_told_where_to_go(inspector, told):
    answer = inspector.post(REPORT, told, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == reverse("web:hazard", args=[Hazard.objects.get().pk])
