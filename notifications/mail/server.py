"""The mail server: one connection for many letters, bounded in time, and what it answered."""

import io
import smtplib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends import smtp

# What is wrong with one letter; anything else is the server's, and concerns all of them.
ABOUT_ONE = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)
PATIENCE = 2  # times EMAIL_TIMEOUT: one letter with all its answers


class Answers(io.RawIOBase):
    """What comes by the connection, read piece by piece. Before each the socket is told how long is
    left: one that sends a byte now and then would begin its patience anew with each of them."""

    def __init__(self, connection: "Bounded") -> None:
        self.connection = connection

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.connection.wait_for_what_is_left()
        return self.connection.sock.recv_into(buffer)


class Bounded:
    """An SMTP connection on which one letter with all its answers takes no longer than it may."""

    sock: Any
    file: Any
    ends_at: float
    close: Callable[[], None]

    def connect(self, *told: Any, **more: Any) -> tuple[int, bytes]:
        self.begin()
        return super().connect(*told, **more)  # type: ignore[misc]

    def begin(self) -> None:
        self.ends_at = time.monotonic() + PATIENCE * settings.EMAIL_TIMEOUT

    def getreply(self) -> tuple[int, bytes]:
        if self.sock and self.file is None:
            self.file = io.BufferedReader(Answers(self))
        return super().getreply()  # type: ignore[misc]

    def send(self, said: Any) -> None:
        try:
            if self.sock:
                self.wait_for_what_is_left()
        except TimeoutError as late:
            self.close()
            raise smtplib.SMTPServerDisconnected(str(late)) from late
        super().send(said)  # type: ignore[misc]

    def wait_for_what_is_left(self) -> None:
        """Raises TimeoutError where nothing is."""
        left = self.ends_at - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        self.sock.settimeout(min(left, settings.EMAIL_TIMEOUT))


class Plain(Bounded, smtplib.SMTP):
    """Also where TLS begins later (STARTTLS)."""


class Encrypted(Bounded, smtplib.SMTP_SSL):
    """TLS from the first byte on."""


class Server(smtp.EmailBackend):
    """EMAIL_BACKEND. Certificates are verified, as Django's own backend does it."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return Encrypted if self.use_ssl else Plain

    def begin(self) -> None:
        """The next letter has its own time; the first one shares that of the opening."""
        if isinstance(self.connection, Bounded):
            self.connection.begin()


class Conversation:
    """Letters go by one connection while the server keeps it. Where it has ended it between two of
    them, after a number or a time of its own, a new one is opened once."""

    def __init__(self) -> None:
        self.server, self.taken = get_connection(), 0

    def send(self, letter: EmailMessage) -> None:
        """Raises OSError, which smtplib's own errors are."""
        try:
            self._send(letter)
        except OSError as error:
            if not (self.taken and is_goodbye(error)):
                raise
            self.close()
            self._send(letter)
        self.taken += 1

    def _send(self, letter: EmailMessage) -> None:
        is_new = self.server.open()
        if not is_new and isinstance(self.server, Server):
            self.server.begin()
        self.server.send_messages([letter])

    def close(self) -> None:
        with suppress(OSError):
            self.server.close()
        self.taken = 0


@contextmanager
def conversation() -> Iterator[Conversation]:
    """Nothing is opened before the first letter."""
    mine = Conversation()
    try:
        yield mine
    finally:
        mine.close()


def is_goodbye(error: OSError) -> bool:
    """Not where it was waited for in vain: it may have taken the letter, and would get it twice."""
    has_ended = isinstance(error, smtplib.SMTPServerDisconnected) and not is_late(error)
    return has_ended or reply(error)[0] == 421


def is_late(error: OSError) -> bool:
    """smtplib says no more of it than that the connection has ended."""
    return isinstance(error.__context__, TimeoutError)


def reply(error: OSError) -> tuple[int, str]:
    """Code and words of the server's own answer; 0 and "" where it gave none."""
    answer: tuple[int, Any] = (0, "")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answer = next(iter(error.recipients.values()), answer)
    elif isinstance(error, smtplib.SMTPResponseException):
        answer = (error.smtp_code, error.smtp_error)
    code, words = answer
    said = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    return code, " ".join(said.split())


def in_few_words(error: OSError) -> str:
    """For an operator: what kind of error it was, and what the server said."""
    code, said = reply(error)
    return " ".join(filter(None, (f"{type(error).__name__}:", str(code or ""), said or str(error))))
