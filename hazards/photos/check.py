"""Whether the photo store still has what the rows of photos name."""

import uuid
from collections.abc import Iterator

from django.core.files.storage import Storage

from hazards.models.evidence import Photo

LAST = "f" * 30


def missing(storage: Storage) -> Iterator[str]:
    """Names of pictures that are not there, folder by folder: the store is asked 256 times however
    many photos there are."""
    for number in range(256):
        begin = f"{number:02x}"
        first, last = uuid.UUID(begin.ljust(32, "0")), uuid.UUID(begin + LAST)
        there = names_in(storage, f"photos/{begin}")
        for pk in Photo.objects.filter(pk__range=(first, last)).values_list("pk", flat=True):
            names = (Photo(pk=pk).file_name(size) for size in Photo.SIZES)
            yield from (name for name in names if name not in there)


def names_in(storage: Storage, folder: str) -> set[str]:
    try:
        return {f"{folder}/{name}" for name in storage.listdir(folder)[1]}
    except FileNotFoundError:
        return set()
