"""Calls to another service: each is bounded in time and size, and all of one log-in together."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import requests

CONNECT, READ = 3, 5  # seconds, of one call; of each wait for more of its answer
ALTOGETHER = 10  # seconds, of all calls of one log-in
LARGEST = 256 * 1024  # bytes of an answer
PIECE = 16 * 1024
_until: ContextVar[float | None] = ContextVar("until", default=None)


class NotWell(Exception):
    """The service did not answer, or what it answered makes no sense. `str()` is for the log."""


class Rejected(Exception):
    """The service answered, and lets nobody in with this: a code that is wrong, used or too old."""


@contextmanager
def bounded() -> Iterator[None]:
    """All calls inside together end in time."""
    token = _until.set(time.monotonic() + ALTOGETHER)
    try:
        yield
    finally:
        _until.reset(token)


def seconds_left() -> float:
    until = _until.get()
    left = ALTOGETHER if until is None else until - time.monotonic()
    if left <= 0:
        raise requests.Timeout("no time is left")
    return left


class Session(requests.Session):
    """Follows no redirect: where an answer comes from was named by the operator. The user's own
    .netrc is not asked for passwords."""

    def __init__(self) -> None:
        super().__init__()
        self.auth = lambda request: request
        # Unpacked, a small answer could be of any size.
        self.headers["Accept-Encoding"] = "identity"

    def request(self, method: Any, url: Any, *args: Any, **told: Any) -> requests.Response:
        left = seconds_left()
        told |= {
            "timeout": (min(CONNECT, left), min(READ, left)),
            "stream": True,
            "allow_redirects": False,
        }
        with super().request(method, url, *args, **told) as response:
            response._content = whole(response)  # type: ignore[attr-defined]
            response._content_consumed = True  # type: ignore[attr-defined]
        return response


def whole(response: requests.Response) -> bytes:
    """What was answered. Raises RequestException where it is too much or takes too long."""
    said = bytearray()
    while piece := response.raw.read1(PIECE, decode_content=False):
        said += piece
        if len(said) > LARGEST:
            raise requests.RequestException(f"more than {LARGEST} bytes")
        seconds_left()
    return bytes(said)


def told_by(response: requests.Response) -> dict[str, Any]:
    """The JSON object of an answer. Raises NotWell where there is none."""
    try:
        said = json.loads(response.content)
    except (ValueError, RecursionError) as error:
        raise NotWell(f"{response.status_code}, and no JSON") from error
    if not isinstance(said, dict):
        raise NotWell(f"{response.status_code}, and no JSON object")
    return said
