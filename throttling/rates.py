"""How often something may be asked: the named rates of `settings.RATES`, and who is over them."""

import time

from django.conf import settings

from throttling.counters import counters

Rate = tuple[int, int]  # how many, in how many seconds


def wait(name: str, who: str) -> int:
    """Counts one more by `who`; the seconds to wait when that is too often, else 0.

    Windows begin with the clock, so that at the turn of one up to twice as many pass.
    """
    seconds_left = 0
    for most, seconds in settings.RATES[name]:
        now = time.time()
        count = counters(settings.RATES_FILE).add(f"{name} {seconds} {who}", int(now // seconds))
        if count > most:
            seconds_left = max(seconds_left, seconds - int(now % seconds))
    return seconds_left
