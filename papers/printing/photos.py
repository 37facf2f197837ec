"""The photos of a paper, made small enough for one; a file that is gone or spoilt is no picture."""

import io
from typing import NamedTuple

from django.core.files.storage import default_storage
from PIL import Image

SIDE = 1000  # pixels: enough for a picture of eight centimetres on paper
QUALITY = 82


class Shot(NamedTuple):
    jpeg: bytes
    is_wide: bool


def shot(file_name: str) -> Shot | None:
    """None where nothing can be shown; the paper then says so."""
    try:
        with default_storage.open(file_name) as file, Image.open(file) as image:
            image.thumbnail((SIDE, SIDE))
            small = io.BytesIO()
            image.convert("RGB").save(small, "JPEG", quality=QUALITY)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    return Shot(small.getvalue(), image.width >= image.height)
