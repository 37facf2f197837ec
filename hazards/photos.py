"""Takes in an uploaded picture: refuses what cannot be shown, and makes what will be shown."""

import hashlib
import io
import os
import re
import struct
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import BoundedSemaphore

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms

from hazards.exif import TURNED, read_notes, upright

try:
    import pillow_heif
except ImportError:  # The optional extra `heif`: its wheel is GPL, so it is never required.
    pillow_heif = None
else:
    pillow_heif.register_heif_opener()

DISPLAY_SIDE, THUMB_SIDE = 1600, 320
MAX_BYTES = 20 * 1024 * 1024
MAX_DECODING_BYTES = 200 * 1024 * 1024
# Time counts as well as memory: gigapixels of one colour fit into 20 MB of JPEG, and a
# progressive JPEG goes through the whole picture again for each of up to 100,000 scans.
MAX_PIXELS = 250_000_000
MAX_SCANNED_PIXELS = 10_000_000_000
_LARGEST_PROFILE = 4 * 1024 * 1024
_CHUNK = 1024 * 1024

# Pillow's own bomb check is one number for the whole process and only warns up to twice that
# number, and it would refuse phone pictures that `draft` opens in little memory. It is switched
# off once, here, before any thread decodes; `_refuse_if_too_costly` weighs every picture instead.
Image.MAX_IMAGE_PIXELS = None

# A decode may take MAX_DECODING_BYTES, so two at a time bound the memory however many threads
# upload; the work is bound by the processor, more at once would not be faster.
_decoders = BoundedSemaphore(2)

_REFUSALS = {
    "too_large": _("The picture is larger than 20 MB. Send a smaller one."),
    "too_many_pixels": _("The picture has too many pixels to open. Send a smaller one."),
    "empty": _("The file is empty. Choose the picture again."),
    "not_an_image": _("This file is not a picture. Send a JPEG, PNG or WebP."),
    "unsupported_type": _("Pictures of this kind are not accepted. Send a JPEG, PNG or WebP."),
    "heic_not_installed": _(
        "HEIC pictures cannot be opened here. Set the phone's camera to the most compatible"
        " format, or send a JPEG."
    ),
    "truncated": _("The picture is incomplete or damaged. Send it again."),
}

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

# JPEG markers: all frames, those every phone writes (not lossless, not arithmetic), the scan.
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE = 0xC2
_HUFFMAN_FRAMES = {0xC0, 0xC1, _PROGRESSIVE}
_START_OF_SCAN = 0xDA
_WITHOUT_BODY = {0x00, 0x01, *range(0xD0, 0xDA)}

_BEFORE_SHRINKING = {"1": "L", "P": "RGBA"}

_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))

# What Pillow raises when bytes that begin like a picture do not go on like one.
_DAMAGE = (EOFError, IndexError, OSError, SyntaxError, ValueError, ZeroDivisionError, struct.error)


class UnacceptablePhoto(ValueError):
    """The picture is refused: `code` is for programs, the text for people."""

    def __init__(self, code):
        super().__init__(_REFUSALS[code])
        self.code = code


@dataclass(frozen=True)
class Ingested:
    """A picture taken in. Digest, size and format are of the bytes sent, width and height are
    pixels with the sent picture upright; display and thumb are sRGB JPEGs without metadata."""

    sha256: str
    byte_size: int
    format: str
    width: int
    height: int
    taken_at: datetime | None
    latitude: float | None
    longitude: float | None
    camera: str
    display: bytes
    thumb: bytes


def ingest(file) -> Ingested:
    """Take in a seekable binary file; raises UnacceptablePhoto, and nothing else for bad bytes."""
    byte_size = _byte_size(file)
    kind = _kind_of(file)
    sha256 = digest_of(file)
    with _decoders:
        image, (width, height) = _decoded(file, kind, byte_size)
        orientation, notes = read_notes(image)
        display, thumb = _shown(image, orientation)
    if orientation in TURNED:
        width, height = height, width
    return Ingested(
        sha256=sha256,
        byte_size=byte_size,
        format=kind,
        width=width,
        height=height,
        display=display,
        thumb=thumb,
        **notes,
    )


def digest_of(file) -> str:
    """The SHA-256 of the whole file in hex, read in pieces; leaves the file rewound."""
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _byte_size(file):
    file.seek(0, os.SEEK_END)
    byte_size = file.tell()
    if not byte_size:
        raise UnacceptablePhoto("empty")
    if byte_size > MAX_BYTES:
        raise UnacceptablePhoto("too_large")
    return byte_size


def _kind_of(file):
    file.seek(0)
    head = file.read(16)
    kind = next((k for k, start in _KINDS.items() if re.match(start, head, re.DOTALL)), "nothing")
    if kind == "HEIF" and pillow_heif is None:
        raise UnacceptablePhoto("heic_not_installed")
    if kind in _NOT_ACCEPTED:
        raise UnacceptablePhoto(_NOT_ACCEPTED[kind])
    return kind


@contextmanager
def _refusing_damage():
    try:
        yield
    except UnacceptablePhoto:
        raise
    except _DAMAGE as damage:
        raise UnacceptablePhoto("truncated") from damage


def _decoded(file, kind, byte_size):
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


def _fitted(size):
    longest = max(size)
    return tuple(max(1, side * DISPLAY_SIDE // longest) for side in size)


def _refuse_if_too_costly(image, kind, size, held):
    per_pixel = _BYTES_PER_PIXEL_OF_KIND.get(kind) or _BYTES_PER_PIXEL.get(image.mode, _DEAREST)
    needed = held + per_pixel * image.width * image.height
    if size[0] * size[1] > MAX_PIXELS or needed > MAX_DECODING_BYTES:
        raise UnacceptablePhoto("too_many_pixels")


def _bytes_beside_pixels(file, kind, byte_size):
    if kind == "JPEG":
        return _coefficient_bytes(file)
    return 2 * byte_size if kind == "WEBP" else 0


def _coefficient_bytes(file):
    """An ordinary JPEG is decoded row by row; one in several scans is held whole first, at two
    bytes a sample. Pillow reports a progressive one, but not colours stored one after another."""
    marker, frame, in_first_scan = _jpeg_outline(file)
    if marker not in _HUFFMAN_FRAMES:
        raise UnacceptablePhoto("unsupported_type")
    height, width, components = struct.unpack_from(">xHHB", frame)
    if marker != _PROGRESSIVE and in_first_scan == components:
        return 0
    # Inside a scan 0xFF is always followed by 0 or a restart, so this pair is a marker.
    file.seek(0)
    scans = file.read().count(bytes((0xFF, _START_OF_SCAN)))
    if scans * width * height > MAX_SCANNED_PIXELS:
        raise UnacceptablePhoto("too_many_pixels")
    across, down = zip(*(divmod(both, 16) for both in frame[7::3]), strict=True)
    blocks = sum(h * v for h, v in zip(across, down, strict=True)) / (max(across) * max(down))
    return int(2 * width * height * blocks)


def _jpeg_outline(file):
    """The frame's marker and header, and how many components its first scan carries."""
    file.seek(2)
    marker = frame = None
    while True:
        code = _next_marker(file)
        body = file.read(struct.unpack(">H", file.read(2))[0] - 2)
        if code == _START_OF_SCAN:
            return marker, frame, body[0]
        if code in _FRAMES:
            marker, frame = code, body


def _next_marker(file):
    """Skips what libjpeg skips: stray bytes, padding, and markers that carry nothing."""
    code = 0
    while code in _WITHOUT_BODY:
        while file.read(1) not in (b"\xff", b""):
            pass
        code = 0xFF
        while code == 0xFF:
            code = file.read(1)[0]
    return code


def _shown(image, orientation):
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


def _shrinkable(image):
    if image.mode.startswith("I"):  # `convert` would cut 16 bits off at 255, not scale them.
        return image.point(lambda value: value * (1 / 256)).convert("L")
    mode = _BEFORE_SHRINKING.get(image.mode, image.mode)
    return image if mode == image.mode else image.convert(mode)  # `convert` always copies.


def _on_white(image):
    if "A" not in image.getbands():
        return image
    image = image.convert("RGBA")
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image)
    return white


def _in_srgb(image, profile):
    if 0 < len(profile) <= _LARGEST_PROFILE:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if "sRGB" in ImageCms.getProfileDescription(source):
                return image.convert("RGB")
            return ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            pass  # A broken profile, or one for other colours than the picture's, says nothing.
    return image.convert("RGB")


def _jpeg(image):
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82)
    return out.getvalue()
