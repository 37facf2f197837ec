"""Pictures: refuses what cannot be shown, and makes what will be shown."""

import io
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pi_heif
from PIL import Image, ImageCms

from foreign.errors import Refused
from foreign.readers import jpeg
from foreign.readers.exif import TURNED, read_notes, upright

pi_heif.register_heif_opener()

Size = tuple[int, int]  # width and height in pixels

DISPLAY_SIDE, THUMB_SIDE = 1600, 320
MAX_DECODING_BYTES = 200 * 1024 * 1024
# Time counts as well as memory: gigapixels of one colour fit into 20 MB of JPEG, and a
# progressive JPEG goes through the whole picture again for each of up to 100,000 scans.
MAX_PIXELS = 250_000_000
_LARGEST_PROFILE = 4 * 1024 * 1024

# Pillow's own bomb check is one number for the whole process and only warns up to twice that
# number, and it would refuse phone pictures that `draft` opens in little memory. It is switched
# off; `_refuse_if_too_costly` weighs every picture instead.
Image.MAX_IMAGE_PIXELS = None

# The first bytes decide; a name or a content type is only what the sender says.
_KINDS = {
    "JPEG": rb"\xff\xd8\xff",
    "PNG": rb"\x89PNG\r\n\x1a\n",
    "WEBP": rb"RIFF....WEBP",
    "HEIF": rb"....ftyp(hei[cxms]|hev[cxms]|mif1|msf1)",
    "other": rb"GIF8|BM|II\*\x00|MM\x00\*|8BPS|\x00\x00\x01\x00|\x00{3}\x0cjP  |\xff\x0a|....ftyp",
}
_NOT_ACCEPTED = {"nothing": "not_an_image", "other": "unsupported_type"}

# Peak bytes a pixel while decoding and shrinking, measured; an unknown mode counts as the dearest.
_BYTES_PER_PIXEL = {"1": 3, "L": 3, "I;16": 6, "RGB": 6.5, "CMYK": 6.5}
_DEAREST = 11.5
# libwebp keeps two canvases beside the frame and Pillow's copy, libheif its planes and an RGB.
_BYTES_PER_PIXEL_OF_KIND = {"WEBP": 16.3, "HEIF": 16.3}

_BEFORE_SHRINKING = {"1": "L", "P": "RGBA"}

_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))

# What Pillow raises when bytes that begin like a picture do not go on like one.
_DAMAGE = (EOFError, IndexError, OSError, SyntaxError, ValueError, ZeroDivisionError, struct.error)


def read(content: bytes) -> Iterator[Any]:
    """What is known of the picture, then the display picture and its thumbnail, both sRGB JPEGs
    without metadata. Refused by a code of its own for each kind of fault."""
    kind = kind_of(content)
    image, (width, height) = _decoded(io.BytesIO(content), kind, len(content))
    orientation, notes = read_notes(image)
    display, thumb = _shown(image, orientation)
    if orientation in TURNED:
        width, height = height, width
    taken_at = notes["taken_at"]
    told = {**notes, "taken_at": taken_at.isoformat() if taken_at else None}
    yield {"format": kind, "width": width, "height": height, **told}
    yield display
    yield thumb


def kind_of(content: bytes) -> str:
    head = content[:16]
    kind = next((k for k, start in _KINDS.items() if re.match(start, head, re.DOTALL)), "nothing")
    if kind in _NOT_ACCEPTED:
        raise Refused(_NOT_ACCEPTED[kind])
    return kind


@contextmanager
def _refusing_damage() -> Iterator[None]:
    try:
        yield
    except Refused:
        raise
    except _DAMAGE as damage:
        raise Refused("truncated") from damage


def _decoded(file: io.BytesIO, kind: str, byte_size: int) -> tuple[Image.Image, Size]:
    """The first frame in memory, scaled down as far as its decoder can, and its size as sent."""
    with _refusing_damage():
        held = _bytes_beside_pixels(file, kind, byte_size)
        image = Image.open(file, formats=[kind])
        size = image.size
        # `draft` halves while both sides stay at or above those asked for: asking for a square
        # would leave a 4:3 picture at its full size.
        image.draft(None, _fitted(size))
        _refuse_if_too_costly(image, kind, size, held)
        image.load()
    return image, size


def _fitted(size: Size) -> Size:
    longest = max(size)
    width, height = (max(1, side * DISPLAY_SIDE // longest) for side in size)
    return width, height


def _refuse_if_too_costly(image: Image.Image, kind: str, size: Size, held: int) -> None:
    per_pixel = _BYTES_PER_PIXEL_OF_KIND.get(kind) or _BYTES_PER_PIXEL.get(image.mode, _DEAREST)
    needed = held + per_pixel * image.width * image.height
    if size[0] * size[1] > MAX_PIXELS or needed > MAX_DECODING_BYTES:
        raise Refused("too_many_pixels")


def _bytes_beside_pixels(file: io.BytesIO, kind: str, byte_size: int) -> int:
    if kind == "JPEG":
        return jpeg.coefficient_bytes(file)
    return 2 * byte_size if kind == "WEBP" else 0


def _shown(image: Image.Image, orientation: int) -> tuple[bytes, bytes]:
    """The display picture and its thumbnail. Shrinking comes first: the rest costs less then."""
    profile = image.info.get("icc_profile") or b""  # Pillow sets None for a broken one.
    image = _shrinkable(image)
    image.thumbnail((DISPLAY_SIDE, DISPLAY_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    image = upright(_in_srgb(_on_white(image), profile), orientation)
    # Pillow writes some of these notes into what it saves.
    image.info.clear()
    thumb = image.copy()
    thumb.thumbnail((THUMB_SIDE, THUMB_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return _jpeg(image), _jpeg(thumb)


def _shrinkable(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # `convert` would cut 16 bits off at 255, not scale them.
        return image.point(lambda value: value * (1 / 256)).convert("L")
    mode = _BEFORE_SHRINKING.get(image.mode, image.mode)
    return image if mode == image.mode else image.convert(mode)  # `convert` always copies.


def _on_white(image: Image.Image) -> Image.Image:
    if "A" not in image.getbands():
        return image
    image = image.convert("RGBA")
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image)
    return white


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    if 0 < len(profile) <= _LARGEST_PROFILE:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if "sRGB" in ImageCms.getProfileDescription(source):
                return image.convert("RGB")
            turned = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
            return turned or image.convert("RGB")
        except (ImageCms.PyCMSError, OSError):
            pass  # A broken profile, or one for other colours than the picture's, says nothing.
    return image.convert("RGB")


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82)
    return out.getvalue()
