"""The photo store, whatever it is: what it holds, and copying out of it and into it by SHA-256."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any, NamedTuple

from django.core.files import File
from django.core.files.storage import Storage

from backup.errors import CannotGoOn

PIECE = 1024 * 1024
# A store across the net is slow in answering, not in sending.
AT_ONCE, A_LOT = 8, 800
OTHER_FILE = "The photo store already has another file under the name {name}."
NOT_AS_SENT = "{name} came out of the photo store otherwise than it went in."

Say = Callable[[str], Any]


class Held(NamedTuple):
    """A file of the store. `stamp` changes when the file does."""

    name: str
    size: int
    stamp: str


class Kept(NamedTuple):
    """A file of a backup: what it was in the store, and the SHA-256 of its bytes."""

    name: str
    size: int
    stamp: str
    sha256: str


def held_in(storage: Storage) -> Iterator[Held]:
    bucket = getattr(storage, "bucket", None)
    yield from walk(storage, "") if bucket is None else listed(storage, bucket)


def listed(storage: Any, bucket: Any) -> Iterator[Held]:
    """An S3 store tells size and stamp with the names, a thousand at a time."""
    begin = f"{storage.location.strip('/')}/" if storage.location else ""
    for one in bucket.objects.filter(Prefix=begin):
        yield Held(
            one.key.removeprefix(begin), one.size, f"{one.e_tag} {moment(one.last_modified)}"
        )


def walk(storage: Storage, folder: str) -> Iterator[Held]:
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    # What begins with a dot is the store's own: drafts, and the mark that it is there.
    for name in sorted(name for name in names if not name.startswith(".")):
        path = f"{folder}/{name}" if folder else name
        try:
            yield Held(path, storage.size(path), moment(storage.get_modified_time(path)))
        except FileNotFoundError:
            continue  # put under its final name, or forgotten, since it was listed
    for name in sorted(name for name in folders if not name.startswith(".")):
        yield from walk(storage, f"{folder}/{name}" if folder else name)


def moment(at: datetime) -> str:
    return at.isoformat()


def digest_of(file: IO[bytes] | File, into: IO[bytes] | None = None) -> str:
    """The SHA-256 of what is left of the file, in hex; copied on the way where `into` is given."""
    digest = hashlib.sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
        if into:
            into.write(piece)
    return digest.hexdigest()


def digest_in(storage: Storage, name: str) -> str:
    with storage.open(name) as file:
        return digest_of(file)


def put(storage: Storage, name: str, path: Path, sha256: str) -> None:
    """Save the file under exactly this name, and read it again."""
    with path.open("rb") as file:
        saved = storage.save(name, File(file, name=name))
    if saved != name:
        storage.delete(saved)
        raise CannotGoOn(OTHER_FILE.format(name=name))
    if digest_in(storage, name) != sha256:
        storage.delete(name)
        raise CannotGoOn(NOT_AS_SENT.format(name=name))


def put_or_compare(storage: Storage, name: str, path: Path, sha256: str, is_there: bool) -> None:
    if not is_there:
        put(storage, name, path, sha256)
    elif digest_in(storage, name) != sha256:
        raise CannotGoOn(OTHER_FILE.format(name=name))


def each(do: Callable[[Any], Any], things: Iterable[Any], say: Say, of: str) -> list[Any]:
    """Do it with each, several at once, and say now and then how far it is; the answers in order.
    `of` is the end of the sentence, such as "photos copied"."""
    answers: list[Any] = []
    waiting = iter(things)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while some := list(islice(waiting, A_LOT)):
            answers += pool.map(do, some)
            if len(some) == A_LOT:
                say(f"{len(answers)} {of} …")
    return answers
