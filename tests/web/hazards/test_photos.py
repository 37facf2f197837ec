"""The photo door: one upload at a time, and pictures for those who may see them."""

import io
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from hazards.models import Photo
from tests.cast import picture

UPLOAD = "/photos/"


@pytest.fixture
def inspector(client, cast):
    client.force_login(cast.inspector)
    return client


def address(pk, size="thumb"):
    return reverse("web:photo", args=[pk, size])


def test_an_upload_is_answered_with_the_photo_and_a_resend_with_the_same(inspector):
    pk, file = uuid.uuid4(), picture()
    first = inspector.post(UPLOAD, {"id": pk, "file": file})
    file.seek(0)
    again = inspector.post(UPLOAD, {"id": pk, "file": file})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    photo = Photo.objects.get(pk=pk)
    assert first.json() == {
        "id": str(pk),
        "sha256": photo.sha256,
        "width": 64,
        "height": 48,
        "display": address(pk, "display"),
        "thumb": address(pk),
    }


def test_other_bytes_under_a_known_id_are_refused(inspector):
    pk = uuid.uuid4()
    inspector.post(UPLOAD, {"id": pk, "file": picture()})
    answer = inspector.post(UPLOAD, {"id": pk, "file": picture()})
    assert answer.status_code == 409
    assert answer.json()["errors"][0]["attr"] == "id"


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"no picture at all", "not_an_image"), (b"", "empty"), (b"GIF89a...", "unsupported_type")],
)
def test_what_is_no_picture_is_refused_with_a_sentence(inspector, content, code):
    file = io.BytesIO(content)
    file.name = "photo.jpg"
    answer = inspector.post(UPLOAD, {"id": uuid.uuid4(), "file": file})
    error = answer.json()["errors"][0]
    assert (answer.status_code, error["code"], error["attr"]) == (400, code, "file")
    assert error["detail"].endswith("。")
    assert not Photo.objects.exists()


@pytest.mark.parametrize(
    ("given", "attr"),
    [({"id": "7"}, "id"), ({}, "id"), ({"id": uuid.uuid4(), "taken_at": "once"}, "taken_at")],
)
def test_a_misshapen_upload_names_what_is_wrong(inspector, given, attr):
    answer = inspector.post(UPLOAD, {**given, "file": picture()})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["attr"] == attr


def test_an_upload_needs_a_login_and_the_token_of_a_form(cast, client):
    assert client.post(UPLOAD).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.inspector)
    assert strict.post(UPLOAD, {"id": uuid.uuid4(), "file": picture()}).status_code == 403


@pytest.mark.parametrize("size", ["display", "thumb"])
def test_a_picture_is_served_as_a_plain_jpeg_to_be_kept(inspector, cast, size):
    answer = inspector.get(address(cast.reported().photos.get().pk, size))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert {"private", "immutable"} <= set(answer.headers["Cache-Control"].split(", "))
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8\xff")


def test_a_picture_the_browser_has_already_is_not_sent_again(inspector, cast):
    where = address(cast.reported().photos.get().pk)
    etag = inspector.get(where).headers["ETag"]
    assert inspector.get(where, headers={"If-None-Match": etag}).status_code == 304


def test_a_picture_is_seen_by_exactly_those_who_see_its_hazard(cast, client):
    where = address(cast.reported().photos.get().pk)
    assert client.get(where).status_code == 302
    sees = {cast.inspector: 200, cast.viewer: 200, cast["officer@central"]: 200}
    outside = {cast["officer@school_b"]: 404, cast["officer@school_2"]: 404, cast.stranger: 404}
    for person, status in (sees | outside).items():
        client.force_login(person)
        assert client.get(where).status_code == status, person


def test_a_loose_photo_is_its_senders_alone(cast, client):
    where = address(cast.photo(cast.inspector))
    for person, status in ((cast.inspector, 200), (cast.officer, 404), (cast.auditor, 404)):
        client.force_login(person)
        assert client.get(where).status_code == status


def test_there_are_two_sizes_and_no_way_to_the_file_itself(inspector, cast):
    pk = cast.reported().photos.get().pk
    assert inspector.get(address(pk, "original")).status_code == 404
    assert inspector.get(address(uuid.uuid4())).status_code == 404
