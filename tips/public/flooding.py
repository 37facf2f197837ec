"""How many tips are taken: by address, about one unit, and in all; and from when on a plain
question has to be answered first. The counters are this machine's (`throttling.rates`)."""

from django.http import HttpRequest

from organizations.models import Unit
from throttling import rates
from throttling.addresses import client_address, network

EVERYBODY = "all"


class TooMany(Exception):
    """`seconds` until the next one is taken."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def refuse_a_flood(request: HttpRequest, unit: Unit) -> None:
    """Counts one more. Raises TooMany."""
    seconds = _longest(_asked(request, unit, ""))
    if seconds:
        raise TooMany(seconds)


def is_busy(request: HttpRequest, unit: Unit) -> bool:
    """Counts one more; is it time to ask a question first?"""
    return _longest(_asked(request, unit, "_asked")) > 0


def refuse_guessing(request: HttpRequest) -> None:
    """Counts one more receipt code, right or wrong. Raises TooMany."""
    seconds = rates.wait("tip_receipt", network(client_address(request)))
    if seconds:
        raise TooMany(seconds)


def _asked(request: HttpRequest, unit: Unit, which: str) -> list[int]:
    """Who is over their rate waits; what is refused for one reason counts for the others as well,
    so that an address that floods does not use up the unit's."""
    of_address = rates.wait(f"tip{which}", network(client_address(request)))
    if of_address and not which:
        return [of_address]
    of_unit = rates.wait(f"tip_unit{which}", str(unit.pk))
    return [of_address, of_unit, rates.wait(f"tip_all{which}", EVERYBODY)]


def _longest(seconds: list[int]) -> int:
    return max(seconds)
