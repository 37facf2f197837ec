"""Takes in an uploaded picture: what is kept of it, and in which words it is refused."""

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foreign import client
from foreign.errors import Crashed, NotTaken

MAX_BYTES = 20 * 1024 * 1024
_CHUNK = 1024 * 1024

_REFUSALS = {
    "too_large": _("The picture is larger than 20 MB. Send a smaller one."),
    "too_many_pixels": _("The picture has too many pixels to open. Send a smaller one."),
    "empty": _("The file is empty. Choose the picture again."),
    "not_an_image": _("This file is not a picture. Send a JPEG, HEIC, PNG or WebP."),
    "unsupported_type": _(
        "Pictures of this kind are not accepted. Send a JPEG, HEIC, PNG or WebP."
    ),
    "truncated": _("The picture is incomplete or damaged. Send it again."),
    "too_costly": _(
        "The picture takes too long to open. Take it anew, or send a screenshot of it."
    ),
}
# What ends the reader is damage, which has this code of old.
_CODES = {Crashed.code: "truncated"}


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


def ingest(file: IO[bytes]) -> Ingested:
    """Take in a seekable binary file; it is decoded in a process of its own. Raises
    UnacceptablePhoto, and foreign.errors.TooManyFiles; nothing else for bad bytes."""
    byte_size = _byte_size(file)
    sha256 = digest_of(file)
    told, display, thumb = _decoded(file)
    taken_at = _moment(told.pop("taken_at"))
    return Ingested(
        sha256=sha256,
        byte_size=byte_size,
        taken_at=taken_at,
        display=display,
        thumb=thumb,
        **told,
    )


def _moment(clock: str | None) -> datetime | None:
    """A camera that names no zone shows the time of where it is, which is the district."""
    if not clock:
        return None
    taken_at = datetime.fromisoformat(clock)
    return timezone.make_aware(taken_at) if timezone.is_naive(taken_at) else taken_at


def _decoded(file: IO[bytes]):
    try:
        return client.read("picture", file)
    except NotTaken as refusal:
        raise UnacceptablePhoto(_CODES.get(refusal.code, refusal.code)) from refusal


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
