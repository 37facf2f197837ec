"""The password hash, at a cost the machine can bear however many log in at once."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

# More at once than cores would only take memory.
AT_ONCE = max(2, min(4, os.cpu_count() or 2))
WAIT_SECONDS = 8.0


class Busy(Exception):
    """Too many hashes are being computed; `seconds` until another try is worth it."""

    seconds = 5


class BoundedArgon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane (OWASP's recommendation of least memory).

    Django's own 100 MiB times eight threads was a gigabyte. A hash made with other parameters is
    renewed when its owner logs in.
    """

    time_cost, memory_cost, parallelism = 2, 19 * 1024, 1
    turns = BoundedSemaphore(AT_ONCE)

    def encode(self, password: str, salt: str) -> str:
        with self._turn():
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with self._turn():
            return super().verify(password, encoded)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self.turns.acquire(timeout=WAIT_SECONDS):
            raise Busy
        try:
            yield
        finally:
            self.turns.release()
