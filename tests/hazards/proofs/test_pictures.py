"""`verify_photos` finds the picture that is gone, exchanged or altered, and says of which it only
knows that they are there."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from hazards.models import Hazard, Photo
from tests.hazards.proofs.forging import found_in, rewrite, set_columns


@pytest.fixture
def hazard(own_photo_store, cast) -> Hazard:
    return cast.rectified()


def put(photo: Photo, size: str, content: bytes) -> None:
    default_storage.delete(photo.file_name(size))
    default_storage.save(photo.file_name(size), ContentFile(content))


def bytes_of(photo: Photo, size: str) -> bytes:
    with default_storage.open(photo.file_name(size)) as file:
        return file.read()


def test_untouched_pictures_are_as_they_were_stored(hazard, capsys):
    call_command("verify_photos")
    said = capsys.readouterr().out
    assert said == "The pictures of 2 photos are in the store as they were stored.\n"


def test_pictures_exchanged_with_each_other_are_both_named(hazard):
    before, after = hazard.photos.all()
    one, other = bytes_of(before, "display"), bytes_of(after, "display")
    put(before, "display", other)
    put(after, "display", one)
    with pytest.raises(CommandError, match="2 pictures are not those that were stored:") as fault:
        call_command("verify_photos")
    assert {before.file_name("display"), after.file_name("display")} <= {*str(fault.value).split()}


@pytest.mark.parametrize("size", Photo.SIZES)
def test_an_altered_picture_is_named(hazard, size):
    photo = hazard.photos.first()
    put(photo, size, bytes_of(photo, size) + b" ")
    told = f"1 pictures are not those that were stored:\n{photo.file_name(size)}"
    with pytest.raises(CommandError, match=told):
        call_command("verify_photos")
    call_command("verify_photos", names_only=True)


def test_a_picture_that_is_gone_is_named_also_where_none_is_read(hazard):
    photo = hazard.photos.first()
    default_storage.delete(photo.file_name("display"))
    told = f"1 pictures are not in the photo store:\n{photo.file_name('display')}"
    for names_only in (False, True):
        with pytest.raises(CommandError, match=told):
            call_command("verify_photos", names_only=names_only)


def test_a_digest_altered_with_the_picture_differs_from_the_history(hazard):
    photo = hazard.photos.first()
    set_columns(photo, thumb_sha256="0" * 64)
    assert "“digest of the small picture” is 000000" in found_in(hazard)


def test_of_a_picture_stored_without_digest_it_says_that_it_knows_no_more_than_its_name(
    hazard, capsys
):
    Photo.objects.update(display_sha256=None, thumb_sha256=None)
    photo = hazard.photos.first()
    put(photo, "thumb", b"another")
    call_command("verify_photos")
    assert "Of 2 it is only known that they are there;" in capsys.readouterr().out


def test_digests_taken_later_prove_from_then_on(hazard, capsys):
    def as_before(entry):
        for told in entry.facts.get("photos", ()):
            del told["display"], told["thumb"]

    rewrite(hazard, as_before)
    Photo.objects.update(display_sha256=None, thumb_sha256=None)
    photo, other = hazard.photos.all()
    default_storage.delete(other.file_name("thumb"))
    call_command("digest_photos")
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "The digests of 1 photos are written down.",
        "Of 1 others a picture is not in the photo store.",
    ]
    assert found_in(hazard) == ""
    put(photo, "thumb", b"another")
    with pytest.raises(
        CommandError, match=f"not those that were stored:\n{photo.file_name('thumb')}"
    ):
        call_command("verify_photos")
