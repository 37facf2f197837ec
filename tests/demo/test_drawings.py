"""The drawn photos: the same for the same seed, unlike each other, and cheap."""

import io

import pytest
from PIL import Image, ImageChops, ImageStat

from demo.drawing.canvas import HEIGHT, WIDTH
from demo.drawing.drawings import SHOTS, draw
from demo.drawing.scenes import SCENES


def picture(scene: str, stage: str, seed: int) -> Image.Image:
    return Image.open(io.BytesIO(draw(scene, stage, seed)))


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of a channel, 0–255."""
    bands = ImageStat.Stat(ImageChops.difference(one, other)).mean
    return sum(bands) / len(bands)


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_shows_the_hazard_and_visibly_its_repair(scene):
    before, after = picture(scene, "before", SHOTS), picture(scene, "after", SHOTS)
    assert before.size == after.size == (WIDTH, HEIGHT)
    assert before.format == "JPEG"
    assert not before.getexif()
    assert difference(before, after) > 6


@pytest.mark.parametrize("scene", SCENES)
def test_the_same_three_give_the_same_bytes(scene):
    assert draw(scene, "review", 77) == draw(scene, "review", 77)


@pytest.mark.parametrize("scene", SCENES)
def test_no_two_seeds_give_the_same_picture(scene):
    drawn = [draw(scene, stage, seed) for stage in ("before", "after") for seed in range(0, 48, 8)]
    assert len(set(drawn)) == len(drawn)
    assert difference(picture(scene, "before", 0), picture(scene, "before", SHOTS)) > 3


def test_a_picture_is_small():
    assert all(len(draw(scene, "before", 5)) < 80_000 for scene in SCENES)
