"""How much memory and time a picture may take, measured in a process of its own."""

import subprocess
import sys

import pytest
from PIL import Image

from tests.hazards import pictures

MEGABYTE = 1024 * 1024
# The highest mark of resident memory never falls, so each picture needs a fresh process.
MEASURE = """
import resource, sys, time
from hazards import photos
from PIL import Image
Image.init()
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
before, started = peak(), time.perf_counter()
with open(sys.argv[1], "rb") as file:
    try:
        photo = photos.ingest(file)
        outcome = f"{photo.width}x{photo.height}"
    except photos.UnacceptablePhoto as refused:
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
    assert megabytes <= 50, "decoded at full size: the decoder was not asked to scale down"


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
