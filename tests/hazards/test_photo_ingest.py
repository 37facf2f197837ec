"""What becomes of an uploaded picture: kept upright and bare, or refused with a sentence."""

import hashlib
import struct
import threading
import zlib
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from hazards import photos
from hazards.photos import UnacceptablePhoto, digest_of, ingest
from tests.hazards import pictures

KINDS = ("JPEG", "PNG", "WEBP")
XIAN = ("N", (34.0, 15.0, 54.0), "E", (108.0, 56.0, 24.0))


def take_in(data):
    return ingest(BytesIO(data))


def refusal(data):
    with pytest.raises(UnacceptablePhoto) as refused:
        take_in(data)
    return refused.value.code


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
    assert len(take_in(pictures.saved(pictures.corners(), exif=exif)).camera) == 100


@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(max_examples=150, deadline=None, database=None)
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


def test_twenty_megabytes_are_taken_and_one_byte_more_is_refused():
    picture = pictures.saved(pictures.corners())
    full = picture + bytes(photos.MAX_BYTES - len(picture))
    assert take_in(full).byte_size == 20 * 1024 * 1024
    assert refusal(full + b"\0") == "too_large"


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


def test_heic_without_the_extra_is_refused_with_advice(monkeypatch):
    monkeypatch.setattr(photos, "pillow_heif", None)
    assert refusal(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic") == "heic_not_installed"


@pytest.mark.parametrize("tail", [b"PK\x03\x04evil.zip", b"<script>alert(1)</script>"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_hidden_behind_a_picture_is_not_served(kind, tail):
    photo = take_in(pictures.saved(pictures.corners(), kind) + tail)
    assert tail not in photo.display + photo.thumb


def test_refusals_are_sentences():
    for code in photos._REFUSALS:
        assert str(UnacceptablePhoto(code)).strip()


# --- Bombs -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("mode", "side"), [("1", 20000), ("L", 9000), ("RGB", 5800), ("P", 4400)])
def test_a_small_file_of_too_many_pixels_is_refused(mode, side):
    data = pictures.saved(Image.new(mode, (side, side)), "PNG")
    assert len(data) < 1_000_000
    assert refusal(data) == "too_many_pixels"


def test_a_webp_of_too_many_pixels_is_refused():
    canvas = b"VP8X" + (10).to_bytes(4, "little") + bytes(4) + (16382).to_bytes(3, "little") * 2
    frame = pictures.saved(Image.new("RGB", (16, 16)), "WEBP")[12:]
    body = b"WEBP" + canvas + frame
    data = b"RIFF" + len(body).to_bytes(4, "little") + body
    assert refusal(data) in ("too_many_pixels", "truncated")


def test_the_bytes_of_a_webp_count_too_since_they_are_held_while_decoding():
    largest = pictures.saved(Image.new("RGB", (3540, 3540)), "WEBP")
    assert refusal(largest + bytes(15_000_000)) == "too_many_pixels"


def test_a_progressive_jpeg_is_held_to_less():
    assert refusal(pictures.jpeg_claiming((12000, 9000), progressive=True)) == "too_many_pixels"
    assert take_in(pictures.jpeg_claiming((12000, 9000))).width == 12000


def test_colours_one_after_another_count_like_progressive_ones():
    assert refusal(pictures.jpeg_claiming((12000, 9000), first_scan=1)) == "too_many_pixels"


def test_gigapixels_of_one_colour_are_refused_for_their_time():
    assert refusal(pictures.jpeg_claiming((65000, 5000))) == "too_many_pixels"


def test_a_progressive_jpeg_of_endless_scans_is_refused():
    few = pictures.jpeg_claiming((5000, 5000), progressive=True)
    assert refusal(few + 500 * b"\xff\xda\x00\x08\x01\x01\x00\x01\x3f\x00") == "too_many_pixels"


@pytest.mark.parametrize("name", [b"zTXt", b"iTXt", b"iCCP"])
def test_a_note_that_unpacks_to_a_hundred_megabytes_does_no_harm(name):
    flags = b"\x01\0\0\0" if name == b"iTXt" else b"\0"
    chunk = pictures.png_chunk(name, b"note\0" + flags + zlib.compress(bytes(100_000_000), 9))
    try:
        assert take_in(pictures.png_with(chunk)).width == 96
    except UnacceptablePhoto as refused:
        assert refused.code == "truncated"


# --- Damage ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_cut_off_anywhere_is_refused(kind):
    noise = Image.effect_noise((60, 40), 80).convert("RGB")
    data = pictures.saved(noise, kind)
    for length in range(1, len(data) - 20, max(1, len(data) // 150)):
        assert refusal(data[:length]) in ("truncated", "not_an_image")


def test_a_large_jpeg_cut_off_is_refused_although_it_is_scaled_while_decoding():
    data = pictures.saved(Image.effect_noise((2000, 1500), 80))
    assert refusal(data[: len(data) * 9 // 10]) == "truncated"


@settings(max_examples=200, deadline=None, database=None)
@given(
    st.binary(max_size=600), st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"BM"])
)
def test_random_bytes_are_refused_and_nothing_worse(data, start):
    assert refusal(start + data) in photos._REFUSALS


@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(max_examples=400, deadline=None, database=None)
@given(st.data())
def test_a_picture_changed_at_random_is_taken_or_refused_and_nothing_worse(data):
    kind = data.draw(st.sampled_from(KINDS))
    options = data.draw(st.sampled_from([{}, {"exif": pictures.exif_notes(gps=XIAN)}]))
    content = bytearray(pictures.saved(pictures.corners((32, 24)), kind, **options))
    for _ in range(data.draw(st.integers(0, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    content = content[: data.draw(st.integers(0, len(content)))]
    try:
        assert take_in(bytes(content)).display
    except UnacceptablePhoto as refused:
        assert refused.code in photos._REFUSALS


# --- At the same time --------------------------------------------------------------------------


def test_a_third_upload_waits_while_two_are_decoded():
    data, results = pictures.saved(pictures.corners()), []
    third = threading.Thread(target=lambda: results.append(take_in(data)))
    with photos._decoders, photos._decoders:
        third.start()
        third.join(0.3)
        assert results == []
    third.join()
    assert results


def test_many_uploads_at_once_come_out_alike():
    data, results = pictures.saved(pictures.corners((800, 600))), []
    threads = [threading.Thread(target=lambda: results.append(take_in(data))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 12 and len(set(results)) == 1
