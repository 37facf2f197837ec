"""The outline of a JPEG, read without decoding it: what its decoder would hold, and how often it
would go through the picture."""

import struct
from typing import IO

from foreign.errors import Refused

MAX_SCANNED_PIXELS = 10_000_000_000

# Markers: all frames, those every phone writes (not lossless, not arithmetic), the scan.
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE = 0xC2
_HUFFMAN_FRAMES = {0xC0, 0xC1, _PROGRESSIVE}
_START_OF_SCAN = 0xDA
_WITHOUT_BODY = {0x00, 0x01, *range(0xD0, 0xDA)}


def coefficient_bytes(file: IO[bytes]) -> int:
    """An ordinary JPEG is decoded row by row; one in several scans is held whole first, at two
    bytes a sample. Pillow reports a progressive one, but not colours stored one after another."""
    marker, frame, in_first_scan = _outline(file)
    if marker not in _HUFFMAN_FRAMES:
        raise Refused("unsupported_type")
    height, width, components = struct.unpack_from(">xHHB", frame)
    if marker != _PROGRESSIVE and in_first_scan == components:
        return 0
    # Inside a scan 0xFF is always followed by 0 or a restart, so this pair is a marker.
    file.seek(0)
    scans = file.read().count(bytes((0xFF, _START_OF_SCAN)))
    if scans * width * height > MAX_SCANNED_PIXELS:
        raise Refused("too_many_pixels")
    across, down = zip(*(divmod(both, 16) for both in frame[7::3]), strict=True)
    blocks = sum(h * v for h, v in zip(across, down, strict=True)) / (max(across) * max(down))
    return int(2 * width * height * blocks)


def _outline(file: IO[bytes]) -> tuple[int, bytes, int]:
    """The frame's marker and header, and how many components its first scan carries."""
    file.seek(2)
    marker, frame = 0, b""
    while True:
        code = _next_marker(file)
        body = file.read(struct.unpack(">H", file.read(2))[0] - 2)
        if code == _START_OF_SCAN:
            return marker, frame, body[0]
        if code in _FRAMES:
            marker, frame = code, body


def _next_marker(file: IO[bytes]) -> int:
    """Skips what libjpeg skips: stray bytes, padding, and markers that carry nothing."""
    code = 0
    while code in _WITHOUT_BODY:
        while file.read(1) not in (b"\xff", b""):
            pass
        code = 0xFF
        while code == 0xFF:
            code = file.read(1)[0]
    return code
