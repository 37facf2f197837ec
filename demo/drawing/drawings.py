"""One drawn photo from a scene, a stage and a seed: always the same bytes for the same three."""

import io
from random import Random

from demo.drawing.canvas import Canvas
from demo.drawing.scenes import SCENES
from hazards.photos.intake import Ingested, ingest

SHOTS = 16


def draw(scene: str, stage: str, seed: int) -> bytes:
    """A JPEG of the scene before or after the repair, or at the on-site review.

    The lowest four bits of the seed choose the shot (camera, hour, light); the rest chooses the
    place (colours, what stands where), so that several photos show one and the same spot.
    """
    place = Random(f"{scene}/{seed // SHOTS}")
    shot = Random(f"{scene}/{stage}/{seed}")
    canvas = Canvas(place, shot)
    SCENES[scene](canvas, stage != "before")
    return canvas.jpeg()


def take_photo(scene: str, stage: str, seed: int) -> Ingested:
    """A drawn photo, taken in as any other: in a process of its own, ahead of the walk."""
    return ingest(io.BytesIO(draw(scene, stage, seed)))
