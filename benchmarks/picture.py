"""A photo to measure with, and bare Pillow doing what has to be done to it."""

import io
from typing import Any

from PIL import Image

SIDES = {"display": 1600, "thumb": 320}


def photo(size: tuple[int, int], **options: Any) -> bytes:
    """A JPEG with as much detail as a photograph's: colour fields and a camera's noise."""
    grain = Image.effect_noise((size[0] // 4, size[1] // 4), 40).resize(size)
    across, down = (Image.linear_gradient("L").rotate(turn).resize(size) for turn in (0, 90))
    out = io.BytesIO()
    Image.merge("RGB", (across, grain, down)).save(out, "JPEG", quality=88, **options)
    return out.getvalue()


def bare(data: bytes) -> dict[str, bytes]:
    """The floor: no checks, no digest, no camera notes, no colours, nothing turned upright."""
    image = Image.open(io.BytesIO(data))
    longest = max(image.size)
    width, height = (side * SIDES["display"] // longest for side in image.size)
    image.draft(None, (width, height))
    made = {}
    for name, side in SIDES.items():
        image.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
        out = io.BytesIO()
        image.save(out, "JPEG", quality=82)
        made[name] = out.getvalue()
    return made
