"""What goes wrong with a disk or a store, told to the operator in a sentence."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError

from backup.errors import CannotGoOn

FULL = "The disk is full: {file}. What was begun has been taken away again."


@contextmanager
def in_a_sentence() -> Iterator[None]:
    try:
        yield
    except CannotGoOn as refusal:
        raise CommandError(f"{refusal}") from refusal
    except OSError as error:
        raise CommandError(sentence(error)) from error


def sentence(error: OSError) -> str:
    file = error.filename or "the file being written"
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return FULL.format(file=file)
    return f"{file}: {error.strerror or error}."
