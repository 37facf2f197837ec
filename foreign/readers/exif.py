"""What the camera wrote into a picture: when, where, with what, and which way up."""

import math
import struct
from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any, TypeVar

from PIL import ExifTags, Image

Note = TypeVar("Note")

_LONGEST_CAMERA = 80  # as wide as its column
# Cameras whose clock was never set write 1970 or 0001, and years at the edge of the calendar
# overflow when a database turns them into UTC.
_PLAUSIBLE_YEARS = range(1990, 2100)

# What Pillow raises on a broken directory. A picture is evidence even when its notes are not.
_BROKEN = (
    AttributeError,
    IndexError,
    KeyError,
    OSError,
    OverflowError,
    SyntaxError,
    TypeError,
    ValueError,
    ZeroDivisionError,
    struct.error,
)


_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# Held sideways: width and height change places.
TURNED = (5, 6, 7, 8)


def read_notes(image: Image.Image) -> tuple[int, dict[str, Any]]:
    """The orientation (1 to 8) of a loaded picture and a dict of what the camera noted.

    `taken_at` carries a zone where the camera wrote one, `latitude` and `longitude` are degrees;
    None and "" mean unknown.
    Each note stands alone, so a broken tag costs only itself.
    """
    try:
        exif = image.getexif()
    except _BROKEN:
        exif = Image.Exif()
    latitude, longitude = _tolerant(_position, exif) or (None, None)
    notes = {
        "taken_at": _tolerant(_taken_at, exif),
        "latitude": latitude,
        "longitude": longitude,
        "camera": _tolerant(_camera, exif) or "",
    }
    return _tolerant(_orientation, exif) or 1, notes


def upright(image: Image.Image, orientation: int) -> Image.Image:
    return image.transpose(_UPRIGHT[orientation]) if orientation in _UPRIGHT else image


def _tolerant(read: Callable[[Image.Exif], Note], exif: Image.Exif) -> Note | None:
    try:
        return read(exif)
    except _BROKEN:
        return None


def _orientation(exif: Image.Exif) -> int:
    value: Any = exif.get(ExifTags.Base.Orientation)
    return value if value in range(1, 9) else 1


def _taken_at(exif: Image.Exif) -> datetime | None:
    tags = exif.get_ifd(ExifTags.IFD.Exif)
    clock = _text(tags[ExifTags.Base.DateTimeOriginal])
    taken_at = datetime.strptime(clock, "%Y:%m:%d %H:%M:%S").replace(
        tzinfo=_zone(tags.get(ExifTags.Base.OffsetTimeOriginal))
    )
    return taken_at if taken_at.year in _PLAUSIBLE_YEARS else None


def _zone(offset: Any) -> tzinfo | None:
    try:
        return datetime.strptime(_text(offset), "%z").tzinfo
    except ValueError:
        return None


def _position(exif: Image.Exif) -> tuple[float, float] | None:
    tags = exif.get_ifd(ExifTags.IFD.GPSInfo)
    latitude = _degrees(tags[ExifTags.GPS.GPSLatitude], tags[ExifTags.GPS.GPSLatitudeRef], "NS")
    longitude = _degrees(tags[ExifTags.GPS.GPSLongitude], tags[ExifTags.GPS.GPSLongitudeRef], "EW")
    on_earth = abs(latitude) <= 90 and abs(longitude) <= 180
    # A receiver without a fix writes 0, 0. NaN fails the comparison above.
    return (latitude, longitude) if on_earth and (latitude or longitude) else None


def _degrees(parts: Any, letter: Any, signs: str) -> float:
    sign = (1, -1)[signs.index(_text(letter))]
    degrees, minutes, seconds = (float(part) for part in parts)
    if not (degrees >= 0 and 0 <= minutes <= 60 and 0 <= seconds <= 60):
        return math.nan
    return round(sign * (degrees + minutes / 60 + seconds / 3600), 6)


def _camera(exif: Image.Exif) -> str:
    make = _text(exif.get(ExifTags.Base.Make))
    model = _text(exif.get(ExifTags.Base.Model))
    name = model if model.lower().startswith(make.lower()) else f"{make} {model}"
    return name[:_LONGEST_CAMERA].strip()


def _text(value: Any) -> str:
    """A tag as one clean line: it ends at NUL, and nothing unprintable reaches the database."""
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    text = _as_utf8(str(value or "").split("\0")[0])
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _as_utf8(text: str) -> str:
    # EXIF text is ASCII by the book, which Pillow reads as Latin-1; phones write UTF-8.
    try:
        return text.encode("latin-1").decode()
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text
