"""Why foreign bytes were not read; the rooms above have the sentences for people."""

COME_AGAIN = 3  # seconds after which somebody told that we are TooManyFiles may try again


class Unread(Exception):
    """The bytes were not read; nothing of them was taken in."""


class Refused(Unread):
    """The reader looked at them and will not have them: `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TooCostly(Unread):
    """Reading them took more time, memory or room for the answer than it may."""


class Crashed(Unread):
    """Reading them ended the reader: damage, or bytes made to do just that."""


class TooManyFiles(Unread):
    """So many files are being read already that this one has to come again later."""
