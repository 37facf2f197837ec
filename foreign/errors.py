"""Why foreign bytes were not read; the rooms above have the sentences for people."""

COME_AGAIN = 3  # seconds after which somebody told that we are TooManyFiles may try again


class Unread(Exception):
    """The bytes were not read; nothing of them was taken in."""


class NotTaken(Unread):
    """`code` says why these bytes will not be taken, however often they come."""

    code: str


class Refused(NotTaken):
    """The reader looked at them and will not have them, for a reason of its own."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TooCostly(NotTaken):
    """Reading them took more time, memory or room for the answer than it may."""

    code = "too_costly"


class Crashed(NotTaken):
    """Reading them ended the reader: damage, or bytes made to do just that."""

    code = "broken"


class TooManyFiles(Unread):
    """So many files are being read already that this one has to come again later."""
