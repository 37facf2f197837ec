"""Photos over the API: sent once, shown to those who may see them, refused in plain words."""

import io
import uuid

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from hazards.models import Photo
from tests.api.conftest import codes
from tests.cast import picture


@pytest.fixture
def inspector(cast, caller):
    return caller(cast.inspector)


def test_a_photo_is_kept_and_shown_without_its_metadata(cast, inspector):
    answer = inspector.send_photo(id=str(uuid.uuid4()), taken_at="2021-06-10T08:00:00+08:00")
    photo = answer.json()
    assert answer.status_code == 201
    assert set(photo) == {"id", "sha256", "width", "height", "display", "thumb"}
    assert (photo["width"], photo["height"]) == (64, 48)
    for size in ("display", "thumb"):
        shown = inspector.get(photo[size])
        assert shown.status_code == 200 and shown["Content-Type"] == "image/jpeg"
        assert shown["X-Content-Type-Options"] == "nosniff"
        assert shown["Cache-Control"] == "private, max-age=31536000, immutable"
        image = Image.open(io.BytesIO(b"".join(shown.streaming_content)))
        assert image.size == (64, 48) and not image.getexif()
        held = {"If-None-Match": shown["ETag"]}
        assert inspector.get(photo[size], **held).status_code == 304
        head = inspector.client.head(photo[size], headers=inspector.headers)
        assert head.status_code == 200 and head["Content-Type"] == "image/jpeg"


def test_the_same_bytes_again_are_the_same_photo_and_others_are_not(inspector):
    told, file = {"id": str(uuid.uuid4())}, picture()
    first = inspector.send_photo(file, **told)
    file.seek(0)
    again = inspector.send_photo(file, **told)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    other = inspector.send_photo(picture((80, 60)), **told)
    assert other.status_code == 409 and codes(other) == [("not_possible", None)]


def test_an_upload_is_its_uploaders_until_it_speaks_for_a_hazard(cast, caller, inspector):
    photo = inspector.send_photo().json()
    assert inspector.get(photo["thumb"]).status_code == 200
    assert caller(cast.officer).get(photo["thumb"]).status_code == 404
    assert caller().get(photo["thumb"]).status_code == 401
    cast.reported(photos=[uuid.UUID(photo["id"])])
    assert caller(cast.officer).get(photo["thumb"]).status_code == 200
    assert caller(cast["officer@school_b"]).get(photo["thumb"]).status_code == 404


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty"), (b"hello", "not_an_image"), (b"GIF89a" + b"x" * 50, "unsupported_type")],
)
def test_what_is_no_picture_is_refused_in_plain_words(inspector, content, code):
    file = io.BytesIO(content)
    file.name = "photo.jpg"
    answer = inspector.send_photo(file)
    assert answer.status_code == 400 and codes(answer) == [(code, "file")]


def test_an_upload_of_the_wrong_shape_is_refused_with_its_name(inspector):
    without = inspector.client.post("/api/v1/photos/", {"id": "x"}, headers=inspector.headers)
    assert without.status_code == 400
    assert set(codes(without)) == {("required", "file"), ("invalid", "id")}
    for taken_at in (
        "yesterday",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "1969-01-01T00:00",
    ):
        assert codes(inspector.send_photo(taken_at=taken_at))[0][1] == "taken_at"
    assert inspector.send_photo("text instead of a file").status_code == 400
    assert inspector.post("photos/", {"file": "x"}).status_code == 415


@pytest.mark.parametrize("body", [b"", b"--x", b"--x\r\n\r\n", b"\x00" * 100])
def test_a_broken_multipart_is_a_wrong_shape(inspector, body):
    for kind in ("multipart/form-data", "multipart/form-data; boundary=x; charset=hex"):
        sent = {"content_type": kind, "headers": inspector.headers}
        answer = inspector.client.generic("POST", "/api/v1/photos/", body, **sent)
        assert answer.status_code == 400 and codes(answer)


def test_more_files_than_any_form_has_are_refused(inspector):
    files = {f"file{n}": picture() for n in range(25)}
    answer = inspector.client.post("/api/v1/photos/", files, headers=inspector.headers)
    assert answer.status_code == 400 and codes(answer)


def test_a_photo_whose_file_is_lost_is_not_there(inspector):
    photo = inspector.send_photo().json()
    default_storage.delete(Photo.objects.get(pk=photo["id"]).file_name("thumb"))
    assert inspector.get(photo["thumb"]).status_code == 404


def test_a_browser_that_asks_for_pictures_only_gets_one(inspector):
    photo = inspector.send_photo().json()
    assert inspector.get(photo["thumb"], Accept="image/avif,image/webp").status_code == 200
    unknown = inspector.get(f"photos/{uuid.uuid4()}/thumb/", Accept="image/avif")
    assert unknown.status_code == 404 and codes(unknown) == [("not_found", None)]
    assert inspector.get(f"photos/{photo['id']}/original/").status_code == 404
