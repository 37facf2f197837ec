"""Whether the photo store still has what the rows of photos name, byte for byte."""

import uuid
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.core.files.storage import Storage

from hazards.models.evidence import Photo
from hazards.photos.intake import digest_of

LAST = "f" * 30
AT_ONCE = 500
DIGESTS = {size: f"{size}_sha256" for size in Photo.SIZES}


class Fault(NamedTuple):
    """A picture by its name in the store; `is_there` with other bytes than those stored."""

    name: str
    is_there: bool


def faults(storage: Storage, *, reads: bool = True) -> Iterator[Fault]:
    """Pictures that are not there or, if it `reads` them, are not those that were stored; folder by
    folder: the store is asked for names 256 times however many photos there are. A photo without
    digests, of an earlier version, is only looked for."""
    for number in range(256):
        begin = f"{number:02x}"
        first, last = uuid.UUID(begin.ljust(32, "0")), uuid.UUID(begin + LAST)
        there = names_in(storage, f"photos/{begin}")
        rows = Photo.objects.filter(pk__range=(first, last)).only("pk", *DIGESTS.values())
        for photo in rows.iterator(chunk_size=AT_ONCE):
            for size, column in DIGESTS.items():
                name, digest = photo.file_name(size), getattr(photo, column)
                if name not in there:
                    yield Fault(name, is_there=False)
                elif reads and digest and digest_in(storage, name) != digest:
                    yield Fault(name, is_there=True)


def names_in(storage: Storage, folder: str) -> set[str]:
    try:
        return {f"{folder}/{name}" for name in storage.listdir(folder)[1]}
    except FileNotFoundError:
        return set()


def digest_in(storage: Storage, name: str) -> str:
    with storage.open(name) as file:
        return digest_of(file)


def undigested():
    """Photos an earlier version stored: what their pictures were then is written nowhere."""
    return Photo.objects.filter(display_sha256=None)


def take_digests(storage: Storage) -> int:
    """Write down what the pictures without digests are today; how many photos there were. Nobody
    has to stop working. One of whose pictures one is not there is left as it is."""
    taken = 0
    keys: Iterable[uuid.UUID] = undigested().order_by("pk").values_list("pk", flat=True)
    for pk in list(keys):
        try:
            told = {
                column: digest_in(storage, Photo(pk=pk).file_name(size))
                for size, column in DIGESTS.items()
            }
        except FileNotFoundError:
            continue
        taken += undigested().filter(pk=pk).update(**told)
    return taken
