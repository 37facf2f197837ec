"""What becomes of an uploaded picture: kept upright and bare, or refused with a sentence."""

import hashlib
import struct
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from hazards.models import Photo
from hazards.photos import intake
from hazards.photos.intake import UnacceptablePhoto, digest_of, ingest
from tests.base.strength import tried_on
from tests.hazards.photos import pictures
from tests.hazards.photos.pictures import KINDS, XIAN, refusal, take_in


def opened(data):
    return Image.open(BytesIO(data))


# --- Upright ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_upright_however_the_camera_was_held(orientation, kind):
    photo = take_in(pictures.held(orientation, kind))
    assert (photo.width, photo.height) == (96, 64)
    for data in (photo.display, photo.thumb):
        assert opened(data).size == (96, 64)
        for colour, wanted in zip(pictures.corner_colours(data), pictures.CORNERS, strict=True):
            assert pictures.alike(colour, wanted)


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_does_not_exist_is_ignored(orientation):
    assert take_in(pictures.held(orientation)).width == 96


def test_the_width_kept_is_of_the_original_and_the_pictures_shown_are_small():
    photo = take_in(pictures.saved(pictures.corners((4000, 3000))))
    assert (photo.width, photo.height) == (4000, 3000)
    assert opened(photo.display).size == (1600, 1200)
    assert opened(photo.thumb).size == (320, 240)


def test_a_long_thin_picture_keeps_at_least_one_pixel():
    photo = take_in(pictures.saved(pictures.corners((20000, 2)), "PNG"))
    assert opened(photo.display).size == (1600, 1)
    assert opened(photo.thumb).size == (320, 1)


# --- Nothing of the camera is served, and what matters is kept --------------------------------


@pytest.mark.parametrize("profile", [None, pictures.wide_gamut_profile()])
def test_nothing_but_pixels_is_served(profile):
    data = pictures.saved(
        pictures.corners(),
        exif=pictures.exif_notes(gps=XIAN),
        icc_profile=profile,
        comment=b"SECRET",
        xmp=b"<x:xmpmeta>SECRET</x:xmpmeta>",
    )
    assert data.count(b"SECRET") == 3
    photo = take_in(data)
    for served in (photo.display, photo.thumb):
        assert pictures.metadata_in(served) == []
        assert b"SECRET" not in served and b"Maker" not in served


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_nothing_but_pixels_of_a_png_or_webp_is_served(kind):
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "SECRET")
    extra = {"pnginfo": info} if kind == "PNG" else {"xmp": b"SECRET"}
    data = pictures.saved(pictures.corners(), kind, exif=pictures.exif_notes(), **extra)
    assert data.count(b"SECRET") == 2
    photo = take_in(data)
    assert pictures.metadata_in(photo.display) == []
    assert b"SECRET" not in photo.display + photo.thumb


@pytest.mark.parametrize("kind", KINDS)
def test_time_place_and_camera_are_kept_beside_the_picture(kind):
    exif = pictures.exif_notes(gps=XIAN, offset="+03:00", make="Maker ", model="Maker\x07One\0x")
    photo = take_in(pictures.saved(pictures.corners(), kind, exif=exif))
    assert photo.taken_at == datetime(2021, 5, 4, 7, 11, 12, tzinfo=UTC)
    assert (photo.latitude, photo.longitude) == (34.265, 108.94)
    assert photo.camera == "Maker One"
    assert photo.format == kind


def test_digest_and_size_are_of_the_bytes_sent():
    data = pictures.saved(pictures.corners())
    photo = take_in(data)
    assert photo.sha256 == hashlib.sha256(data).hexdigest() == digest_of(BytesIO(data))
    assert photo.byte_size == len(data)


def test_a_file_already_read_is_read_from_its_start():
    file = BytesIO(pictures.saved(pictures.corners()))
    file.read()
    assert digest_of(file) == ingest(file).sha256


def test_a_camera_without_a_zone_runs_on_local_time():
    photo = take_in(pictures.saved(pictures.corners(), exif=pictures.exif_notes()))
    assert photo.taken_at.utcoffset() == timedelta(hours=8)
    assert photo.taken_at.hour == 10


def test_a_camera_without_a_zone_runs_on_the_time_of_the_district():
    with timezone.override("Asia/Urumqi"):
        photo = take_in(pictures.saved(pictures.corners(), exif=pictures.exif_notes()))
    assert photo.taken_at == datetime(2021, 5, 4, 4, 11, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "taken",
    ["0000:00:00 00:00:00", "1970:01:01 00:00:00", "9999:12:31 23:59:59", "soon", "", "\xff"],
)
def test_a_clock_that_was_never_set_says_nothing(taken):
    data = pictures.saved(pictures.corners(), exif=pictures.exif_notes(taken=taken, gps=XIAN))
    photo = take_in(data)
    assert photo.taken_at is None
    assert photo.latitude == 34.265


@pytest.mark.parametrize(
    "gps",
    [
        ("N", (91.0, 0.0, 0.0), "E", (108.0, 0.0, 0.0)),
        ("N", (34.0, 0.0, 0.0), "E", (181.0, 0.0, 0.0)),
        ("N", (34.0, 61.0, 0.0), "E", (108.0, 0.0, 0.0)),
        ("N", (0.0, 0.0, 0.0), "E", (0.0, 0.0, 0.0)),
        ("X", (34.0, 0.0, 0.0), "E", (108.0, 0.0, 0.0)),
        ("N", (34.0, 0.0), "E", (108.0, 0.0, 0.0)),
        ("N",),
    ],
)
def test_a_position_that_is_not_on_earth_is_not_kept(gps):
    data = pictures.saved(pictures.corners(), exif=pictures.exif_notes(gps=gps))
    photo = take_in(data)
    assert (photo.latitude, photo.longitude) == (None, None)
    assert photo.camera == "Maker One"


def test_a_position_divided_by_zero_is_not_kept():
    notes = pictures.exif_notes(gps=XIAN)
    broken = notes.replace(struct.pack("<LL", 15, 1), struct.pack("<LL", 15, 0))
    assert broken != notes
    photo = take_in(pictures.saved(pictures.corners(), exif=broken))
    assert (photo.latitude, photo.longitude) == (None, None)


def test_the_south_and_the_west_are_negative():
    gps = ("S", (33.0, 30.0, 0.0), "W", (70.0, 30.0, 0.0))
    photo = take_in(pictures.saved(pictures.corners(), exif=pictures.exif_notes(gps=gps)))
    assert (photo.latitude, photo.longitude) == (-33.5, -70.5)


def test_a_very_long_camera_name_is_cut():
    exif = pictures.exif_notes(make="M" * 500)
    camera = take_in(pictures.saved(pictures.corners(), exif=exif)).camera
    assert len(camera) == Photo._meta.get_field("camera").max_length


@pytest.mark.filterwarnings("ignore::UserWarning")
@tried_on(150, deadline=None, database=None)
@given(st.data())
def test_broken_notes_never_cost_the_picture(data):
    notes = bytearray(pictures.exif_notes(gps=XIAN, offset="+08:00"))
    for _ in range(data.draw(st.integers(1, 12))):
        notes[data.draw(st.integers(6, len(notes) - 1))] = data.draw(st.integers(0, 255))
    photo = take_in(pictures.saved(pictures.corners(), exif=bytes(notes)))
    assert {photo.width, photo.height} == {96, 64}
    assert photo.camera.isprintable()


# --- Colours -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("P", "PNG"), ("RGBA", "PNG"), ("CMYK", "JPEG"), ("RGBA", "WEBP"), ("RGB", "MPO")],
)
def test_every_kind_of_colour_ends_as_the_same_colours(mode, kind):
    photo = take_in(pictures.saved(pictures.corners(mode=mode), kind))
    assert opened(photo.display).mode == opened(photo.thumb).mode == "RGB"
    for colour, wanted in zip(
        pictures.corner_colours(photo.display), pictures.CORNERS, strict=True
    ):
        assert pictures.alike(colour, wanted)


@pytest.mark.parametrize("mode", ["L", "LA", "1", "I;16"])
def test_every_kind_of_grey_ends_as_grey(mode):
    grey = Image.new("L", (80, 60), 255)
    grey.paste(120 if mode != "1" else 0, (0, 0, 40, 60))
    image = grey.convert(mode) if mode != "I;16" else grey.convert("I").point(lambda v: v * 257)
    photo = take_in(pictures.saved(image.convert(mode), "PNG"))
    dark, light = opened(photo.display).getpixel((10, 30)), opened(photo.display).getpixel((70, 30))
    assert pictures.alike(dark, (0,) * 3 if mode == "1" else (120,) * 3)
    assert pictures.alike(light, pictures.WHITE)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_is_transparent_is_white(kind):
    photo = take_in(pictures.saved(Image.new("RGBA", (40, 40), (0, 0, 0, 0)), kind))
    assert pictures.alike(opened(photo.display).getpixel((20, 20)), pictures.WHITE)


def test_a_transparent_palette_is_white():
    image = Image.new("P", (40, 40), 0)
    image.putpalette([0, 0, 0, 255, 0, 0])
    photo = take_in(pictures.saved(image, "PNG", transparency=0))
    assert pictures.alike(opened(photo.display).getpixel((20, 20)), pictures.WHITE)


def test_an_embedded_profile_is_applied():
    data = pictures.saved(
        Image.new("RGB", (40, 40), pictures.RED), icc_profile=pictures.wide_gamut_profile()
    )
    red, green, _blue = opened(take_in(data).display).getpixel((20, 20))
    assert green > red


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("profile", [b"no profile", pictures.wide_gamut_profile()])
def test_a_profile_that_does_not_fit_is_dropped(mode, profile):
    image = pictures.corners(mode=mode)
    photo = take_in(pictures.saved(image, icc_profile=profile))
    assert opened(photo.display).mode == "RGB"


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "MPO"])
def test_of_several_frames_the_first_is_shown(kind):
    first, second = (Image.new("RGB", (40, 40), colour) for colour in (pictures.RED, pictures.BLUE))
    photo = take_in(pictures.saved(first, kind, save_all=True, append_images=[second]))
    assert pictures.alike(opened(photo.display).getpixel((20, 20)), pictures.RED)
    assert photo.format == ("JPEG" if kind == "MPO" else kind)


# --- Refusals ----------------------------------------------------------------------------------


def test_an_empty_file_is_refused():
    assert refusal(b"") == "empty"


@pytest.mark.parametrize(
    "data", [b"<html><img></html>", b"PK\x03\x04", b"%PDF-1.7", b"\0" * 99, b"x"]
)
def test_what_is_no_picture_is_refused_whatever_its_name(data):
    file = BytesIO(data)
    file.name = "photo.jpg"
    with pytest.raises(UnacceptablePhoto) as refused:
        ingest(file)
    assert refused.value.code == "not_an_image"


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "AVIF", "ICO"])
def test_other_kinds_of_picture_are_refused(kind):
    assert refusal(pictures.saved(pictures.corners(), kind)) == "unsupported_type"


def test_an_animated_gif_is_refused():
    frames = [pictures.corners(), pictures.corners().rotate(90)]
    data = pictures.saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert refusal(data) == "unsupported_type"


def test_a_jpeg_no_camera_writes_is_refused():
    lossless = pictures.saved(pictures.corners()).replace(b"\xff\xc0", b"\xff\xc3", 1)
    assert refusal(lossless) == "unsupported_type"


def test_the_content_decides_not_the_name():
    file = BytesIO(pictures.saved(pictures.corners(), "PNG"))
    file.name = "photo.jpg"
    assert ingest(file).format == "PNG"


@pytest.mark.parametrize("tail", [b"PK\x03\x04evil.zip", b"<script>alert(1)</script>"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_hidden_behind_a_picture_is_not_served(kind, tail):
    photo = take_in(pictures.saved(pictures.corners(), kind) + tail)
    assert tail not in photo.display + photo.thumb


def test_refusals_are_sentences():
    for code in intake._REFUSALS:
        assert str(UnacceptablePhoto(code)).strip()
