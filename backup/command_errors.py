"""What goes wrong with a disk or a store, told to the operator in a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db import OperationalError

from backup.errors import CannotGoOn
from hazards.photos.full_disk import is_full
from hazards.photos.store import NO_ANSWER, REFUSAL

NO_STORE = "The photo store does not answer as it should: {error}"
AWAY = "The database does not answer as it should: {error}"
FULL = "The disk is full: {file}. What was begun has been taken away again."


@contextmanager
def as_command_error() -> Iterator[None]:
    try:
        yield
    except CannotGoOn as refusal:
        raise CommandError(f"{refusal}") from refusal
    except OperationalError as error:
        raise CommandError(AWAY.format(error=f"{error}".strip())) from error
    except (*NO_ANSWER, *REFUSAL) as error:
        raise CommandError(NO_STORE.format(error=error)) from error
    except OSError as error:
        raise CommandError(sentence(error)) from error


def sentence(error: OSError) -> str:
    file = error.filename or "the file being written"
    if is_full(error):
        return FULL.format(file=file)
    return f"{file}: {error.strerror or error}."
