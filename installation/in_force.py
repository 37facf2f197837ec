"""What holds now of the installation, read seldom enough to cost a request nothing."""

import time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError

from installation.models import Installation

KEPT = 30.0  # seconds until another process's change is seen here


class InForce(NamedTuple):
    """`public_address` is "" while none is known; `zone` is then the settings' own."""

    public_address: str
    zone: ZoneInfo


class Memory:
    """The last reading of this process. Threads may read at once: each writes a whole tuple."""

    def __init__(self) -> None:
        self.reading: tuple[float, InForce] | None = None

    def keep(self, value: InForce) -> InForce:
        self.reading = (time.monotonic() + KEPT, value)
        return value

    def forget(self) -> None:
        self.reading = None

    def current(self) -> InForce:
        """Raises DatabaseError where nothing was read before and the database does not answer."""
        if self.reading and time.monotonic() < self.reading[0]:
            return self.reading[1]
        try:
            return self.keep(_read())
        except DatabaseError:
            if self.reading:  # the zone does not change because the database is away
                return self.reading[1]
            raise


def _read() -> InForce:
    row = Installation.objects.values_list("public_address", "time_zone").first()
    address, zone = row or ("", settings.TIME_ZONE)
    return InForce(address, ZoneInfo(zone))


memory = Memory()
