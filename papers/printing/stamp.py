"""Zips that say nothing of the clock: the same contents are the same bytes, whenever written."""

import io
import zipfile
from datetime import datetime

from django.utils import timezone

EARLIEST = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier moment
READABLE = 0o644 << 16
UNIX = 3


def entry(name: str, at: datetime) -> zipfile.ZipInfo:
    """A file of the moment `at`, named in UTF-8, stored as it is: office files and pictures are
    packed already."""
    told = zipfile.ZipInfo(name, max(timezone.localtime(at).timetuple()[:6], EARLIEST))
    told.external_attr, told.create_system = READABLE, UNIX
    return told


def sealed(content: bytes, at: datetime) -> bytes:
    """An office file with its parts dated `at`, in the order they were in."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            part = entry(name, at)
            part.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(part, before.read(name))
    return out.getvalue()
