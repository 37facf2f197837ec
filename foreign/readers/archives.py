"""Zip archives: opened, and their parts unpacked only as far as they may be."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from foreign.errors import Refused

MOST_PARTS = 5000  # a workbook with pictures has some hundreds
PACKED_AS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # as every office writes them
PIECE = 1024 * 1024
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


@contextmanager
def opened(content: bytes) -> Iterator[zipfile.ZipFile]:
    """Whatever is wrong with it, here or in the block, is Refused as `broken`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or any(p.compress_type not in PACKED_AS for p in parts):
                raise Refused("broken")
            yield archive
    except BROKEN as error:
        raise Refused("broken") from error


def pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part bit by bit; its checksum is compared at the end."""
    with archive.open(part) as file:
        while piece := file.read(PIECE):
            yield piece


class Unpacker:
    """Unpacks parts of one archive, `left` bytes of them in all; more is Refused as `too_large`."""

    def __init__(self, archive: zipfile.ZipFile, left: int) -> None:
        self.archive, self.left = archive, left

    def pieces(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        for piece in pieces(self.archive, part):
            self.left -= len(piece)
            if self.left < 0:
                raise Refused("too_large")
            yield piece

    def whole(self, part: zipfile.ZipInfo) -> bytes:
        return b"".join(self.pieces(part))
