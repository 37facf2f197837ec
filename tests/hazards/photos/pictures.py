"""Draws the pictures the photo tests send: ordinary, odd and hostile ones, and sends them."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import ExifTags, Image, ImageCms

from hazards.photos.intake import UnacceptablePhoto, ingest

KINDS = ("JPEG", "PNG", "WEBP")
XIAN = ("N", (34.0, 15.0, 54.0), "E", (108.0, 56.0, 24.0))
RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 160, 60), (30, 60, 200), (255, 255, 255)
CORNERS = (RED, GREEN, BLUE, (240, 200, 40))

# How a sensor held that way stores an upright picture: the inverse of what EXIF asks for.
_STORED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def take_in(data):
    return ingest(BytesIO(data))


def refusal(data):
    with pytest.raises(UnacceptablePhoto) as refused:
        take_in(data)
    return refused.value.code


def corners(size=(96, 64), mode="RGB"):
    """Red top left, green top right, blue bottom left, yellow bottom right."""
    small = Image.new("RGB", (2, 2))
    small.putdata(CORNERS)
    image = small.resize(size, Image.Resampling.NEAREST)
    return image.quantize(4) if mode == "P" else image.convert(mode)


def corner_colours(data):
    image = Image.open(BytesIO(data))
    right, bottom = image.width * 3 // 4, image.height * 3 // 4
    left, top = image.width // 4, image.height // 4
    return [
        image.getpixel(at) for at in ((left, top), (right, top), (left, bottom), (right, bottom))
    ]


def alike(colour, other, tolerance=12):
    return all(abs(a - b) <= tolerance for a, b in zip(colour, other, strict=True))


def saved(image, kind="JPEG", **options):
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def held(orientation, kind="JPEG"):
    image = corners()
    if orientation in _STORED:
        image = image.transpose(_STORED[orientation])
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    return saved(image, kind, exif=exif.tobytes())


def exif_notes(*, taken="2021:05:04 10:11:12", offset=None, gps=None, make="Maker", model="One"):
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = make, model
    exif[ExifTags.Base.ImageDescription] = "SECRET"
    camera = exif.get_ifd(ExifTags.IFD.Exif)
    camera[ExifTags.Base.DateTimeOriginal] = taken
    if offset:
        camera[ExifTags.Base.OffsetTimeOriginal] = offset
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    for tag, value in enumerate(gps or (), start=1):
        place[tag] = value
    return exif.tobytes()


def wide_gamut_profile():
    """sRGB with its red and green primaries exchanged, so that applying it can be seen."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = data.index(b"rXYZ"), data.index(b"gXYZ")
    data[red : red + 4], data[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(data).replace("sRGB".encode("utf-16-be"), "odd!".encode("utf-16-be"))


def png_chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_with(chunk):
    """An ordinary PNG with one more chunk before its pixels."""
    data = saved(corners(), "PNG")
    at = data.index(b"IDAT") - 4
    return data[:at] + chunk + data[at:]


def jpeg_claiming(size, *, progressive=False, first_scan=3):
    """A small JPEG whose header claims other pixels, or fewer colours in its first scan."""
    data = bytearray(saved(corners(), progressive=progressive))
    frame = data.index(b"\xff\xc2" if progressive else b"\xff\xc0")
    data[frame + 5 : frame + 9] = struct.pack(">HH", size[1], size[0])
    data[data.index(b"\xff\xda") + 4] = first_scan
    return bytes(data)


def metadata_in(data):
    """The names of a JPEG's marker segments that are not needed to show it."""
    at, found = 2, []
    while data[at + 1] != 0xDA:
        if data[at + 1] == 0xFE or 0xE1 <= data[at + 1] <= 0xEF:
            found.append(hex(data[at + 1]))
        at += 2 + struct.unpack_from(">H", data, at + 2)[0]
    return found
