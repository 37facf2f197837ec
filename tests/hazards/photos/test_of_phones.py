"""Photos as phones take them, HEIC among them, are taken in by what `make run` installs."""

from pathlib import Path

import pi_heif

from tests.hazards.photos import pictures
from tests.hazards.photos.pictures import refusal, take_in

OF_A_PHONE = Path(__file__).with_name("camera.heic").read_bytes()


def test_a_heic_is_kept_like_every_photo_with_when_and_where_it_was_taken():
    photo = take_in(OF_A_PHONE)
    assert (photo.format, photo.width, photo.height) == ("HEIF", 96, 64)
    assert photo.taken_at.isoformat() == "2021-05-04T10:11:12+08:00"
    assert (round(photo.latitude, 3), round(photo.longitude, 3)) == (34.265, 108.94)
    assert photo.camera == "Maker One"


def test_a_heic_is_shown_as_a_jpeg_in_its_own_colours():
    photo = take_in(OF_A_PHONE)
    for data in (photo.display, photo.thumb):
        assert data.startswith(b"\xff\xd8\xff")
        for colour, wanted in zip(pictures.corner_colours(data), pictures.CORNERS, strict=True):
            assert pictures.alike(colour, wanted, tolerance=24)


def test_a_heic_that_breaks_off_is_refused_as_damaged():
    assert refusal(OF_A_PHONE[:400]) == "truncated"


def test_what_opens_heic_brings_no_encoder_that_would_bind_the_service_by_the_gpl():
    told = pi_heif.libheif_info()
    assert "x265" not in str(told) and set(told["decoders"]) == {"libde265"}
