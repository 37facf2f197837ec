"""One picture sent more than once: it counts once, and whoever reviews is told."""

import io
import uuid

import pytest

from hazards import services
from hazards.models import Photo, evidence
from tests.api.conftest import Caller
from tests.cast import picture
from tests.web.reading import words_on
from workflow.needs import Evidence
from workflow.states import Stage


def sent(by, file: io.BytesIO) -> uuid.UUID:
    """Another upload of the same bytes each time."""
    file.seek(0)
    photo, is_new = services.upload_photo(by=by, file=file)
    assert is_new
    return photo.pk


@pytest.fixture
def repaired(cast):
    """With the picture of the danger as the picture of the repair, and another one twice."""
    before, after = picture(), picture()
    hazard = cast.assigned(cast.reported(photos=[sent(cast.inspector, before)]))
    photos = [sent(cast.responsible, file) for file in (before, after, after)]
    told = {"measures_taken": "已清走", "photos": photos}
    return services.rectify(hazard, by=cast.responsible, **told)


def test_one_picture_sent_twice_for_a_repair_counts_once(repaired):
    assert Photo.objects.filter(hazard=repaired, stage="after").count() == 3
    stands = evidence.of(repaired)
    assert (stands.before, stands.after) == (1, 2)


def test_the_same_twice_with_a_move_is_one_before_it_is_bound(cast):
    file = picture()
    cast.assigned()
    photos = Photo.objects.filter(pk__in=[sent(cast.responsible, file) for _ in range(2)])
    assert evidence.with_new(Evidence(), Stage.AFTER, photos).after == 1


def test_whoever_reviews_reads_which_photos_are_one(client, cast, repaired):
    client.force_login(cast.officer)
    page = "".join(words_on(client.get(f"/hazards/{repaired.pk}/")).split())
    assert "同一张照片：整改前、整改后第1次。" in page
    assert "同一张照片：整改后第1次。同一个文件传了不止一次，只算一张。" in page


def test_a_hazard_with_a_picture_each_says_nothing(client, cast):
    client.force_login(cast.officer)
    page = client.get(f"/hazards/{cast.rectified().pk}/")
    assert "同一张照片" not in words_on(page)


def test_the_api_names_the_others(cast, repaired):
    photos = Caller(cast.officer).get(f"hazards/{repaired.pk}/").json()["photos"]
    told = {photo["id"]: photo["same_as"] for photo in photos}
    before, *after = sorted(photos, key=lambda photo: photo["stage"] == "after")
    (copied,) = told[before["id"]]
    twice = [photo["id"] for photo in after if photo["id"] != copied]
    assert told[copied] == [before["id"]]
    assert [told[pk] for pk in twice] == [[other] for other in reversed(twice)]
