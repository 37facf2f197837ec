"""What hostile, broken and very large pictures may cost: bounded memory and time, never a crash."""

import subprocess
import sys
import threading
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from foreign.bounds import BOUNDS
from foreign.places import place
from hazards.photos import intake
from hazards.photos.intake import UnacceptablePhoto
from tests.base.strength import tried_on
from tests.hazards.photos import pictures
from tests.hazards.photos.pictures import KINDS, XIAN, refusal, take_in

MEGABYTE = 1024 * 1024
# The highest mark of resident memory never falls, so each picture needs a fresh process; the reader
# is run there without its bounds, which it must not need. The mark is read from the kernel's status
# file: what getrusage tells a child begins at its parent's size.
MEASURE = """
import pathlib, re, sys, time
from foreign import readers
from foreign.errors import Refused
from foreign.readers import pictures
readers.prepare()
def peak():
    status = pathlib.Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) * 1024
before, started = peak(), time.perf_counter()
try:
    photo, display, thumb = pictures.read(pathlib.Path(sys.argv[1]).read_bytes())
    outcome = f"{photo['width']}x{photo['height']}"
except Refused as refused:
    outcome = refused.code
print(outcome, peak() - before, time.perf_counter() - started)
"""


@pytest.fixture
def cost_of(tmp_path):
    def measure(data):
        path = tmp_path / "picture"
        path.write_bytes(data)
        printed = subprocess.run(
            [sys.executable, "-c", MEASURE, path], capture_output=True, text=True, check=True
        ).stdout
        outcome, peak, seconds = printed.split()
        return outcome, int(peak) / MEGABYTE, float(seconds)

    return measure


def noise(size):
    grey = Image.effect_noise((size[0] // 4, size[1] // 4), 40).resize(size)
    return Image.merge("RGB", (grey, grey.transpose(Image.Transpose.FLIP_LEFT_RIGHT), grey))


def test_twelve_megapixels_take_at_most_80_megabytes(cost_of):
    outcome, megabytes, _seconds = cost_of(pictures.saved(noise((4032, 3024)), quality=90))
    assert outcome == "4032x3024"
    assert megabytes <= 80
    # At its full size it would take about 70: the decoder has scaled down as it should.
    assert megabytes <= 50


def test_an_ordinary_jpeg_of_108_megapixels_is_taken_in_200_megabytes(cost_of):
    data = pictures.saved(Image.new("RGB", (12000, 9000), pictures.GREEN), quality=20)
    outcome, megabytes, seconds = cost_of(data)
    assert outcome == "12000x9000"
    assert megabytes <= 200
    assert seconds < 10


@pytest.mark.parametrize(
    ("mode", "side", "kind", "options"),
    [
        ("RGB", 5600, "PNG", {}),
        ("RGBA", 4200, "PNG", {}),
        ("P", 4200, "PNG", {}),
        ("L", 8300, "PNG", {}),
        ("1", 8300, "PNG", {}),
        ("I;16", 5850, "PNG", {}),
        ("RGB", 3540, "WEBP", {}),
        ("RGB", 7700, "JPEG", {"progressive": True}),
        ("RGB", 5000, "JPEG", {"progressive": True, "subsampling": 0}),
    ],
)
def test_the_largest_picture_accepted_of_each_kind_fits(cost_of, mode, side, kind, options):
    outcome, megabytes, _seconds = cost_of(
        pictures.saved(Image.new(mode, (side, side)), kind, **options)
    )
    assert outcome == f"{side}x{side}"
    assert megabytes <= 200


@pytest.mark.parametrize(
    ("mode", "side", "kind", "options"),
    [
        ("1", 20000, "PNG", {}),
        ("RGB", 6000, "WEBP", {"quality": 1, "method": 0}),
        ("RGB", 9500, "JPEG", {"progressive": True}),
    ],
)
def test_a_picture_too_large_is_refused_before_it_takes_memory(cost_of, mode, side, kind, options):
    outcome, megabytes, seconds = cost_of(
        pictures.saved(Image.new(mode, (side, side)), kind, **options)
    )
    assert outcome == "too_many_pixels"
    assert megabytes <= 20
    assert seconds < 5


# --- Bombs -------------------------------------------------------------------------------------


def test_twenty_megabytes_are_taken_and_one_byte_more_is_refused():
    picture = pictures.saved(pictures.corners())
    full = picture + bytes(intake.MAX_BYTES - len(picture))
    assert take_in(full).byte_size == 20 * 1024 * 1024
    assert refusal(full + b"\0") == "too_large"


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


@tried_on(200, deadline=None, database=None)
@given(
    st.binary(max_size=600), st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"BM"])
)
def test_random_bytes_are_refused_and_nothing_worse(data, start):
    assert refusal(start + data) in intake._REFUSALS


@pytest.mark.filterwarnings("ignore::UserWarning")
@tried_on(400, deadline=None, database=None)
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
        assert refused.code in intake._REFUSALS


# --- At the same time --------------------------------------------------------------------------


def test_a_third_upload_waits_while_two_are_decoded():
    data, results = pictures.saved(pictures.corners()), []
    third = threading.Thread(target=lambda: results.append(take_in(data)))
    with place(BOUNDS["picture"]), place(BOUNDS["picture"]):
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
