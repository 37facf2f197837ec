"""PDF files: none that runs a script, starts a program or carries other files along."""

import re
import zlib
from collections.abc import Iterator
from typing import Any

from foreign.errors import Refused

ACTS = ("JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia")
MOST_UNPACKED = 64 * 1024 * 1024  # bytes of packed objects
STREAM, END = b"stream", b"endstream"


def spelled(name: str) -> str:
    """A pattern of one length for each letter, as it is or as `#` and its number in hexadecimal."""
    hexadecimal = (f"{ord(letter):02x}" for letter in name)
    letters = zip(name, hexadecimal, strict=True)
    return "".join(f"(?:{letter}|#(?i:{code}))" for letter, code in letters)


# No pattern here repeats anything, so each byte is looked at a bounded number of times.
ACTING = re.compile(f"/(?:{'|'.join(map(spelled, ACTS))})(?![A-Za-z0-9#])".encode())
PACKED = re.compile(f"/{spelled('ObjStm')}".encode())


def read(content: bytes) -> Iterator[Any]:
    """Nothing, where nothing is wrong. Refused as `acts`, or as `broken` where the objects it packs
    unpack to more than any scan has."""
    if ACTING.search(content) or any(map(ACTING.search, packed_objects(content))):
        raise Refused("acts")
    yield from ()


def packed_objects(content: bytes) -> Iterator[bytes]:
    """What the streams of objects hold; a damaged one holds nothing that anybody could open."""
    left, found = MOST_UNPACKED, PACKED.search(content)
    while found:
        begin = content.find(STREAM, found.end())
        end = content.find(END, begin + len(STREAM))
        if begin < 0 or end < 0:
            return
        unpacked = inflated(content[begin + len(STREAM) : end].lstrip(b"\r\n"), left)
        left -= len(unpacked)
        if left <= 0:
            raise Refused("broken")
        yield unpacked
        found = PACKED.search(content, end)


def inflated(packed: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return b""
