"""One mover, in a process of its own: what gets done in a number of seconds."""

import sys
import time
from importlib import import_module

import django


def moves(way: str, seconds: float, number: int) -> int:
    """Says it is ready, waits for the word, and counts its moves."""
    acts = import_module("benchmarks.movers.acts")
    acts.count_by(way)
    act = acts.life_after_life(number)
    next(act)
    print("ready", flush=True)
    sys.stdin.readline()
    ends_at, done = time.monotonic() + seconds, 0
    while time.monotonic() < ends_at:
        next(act)
        done += 1
    return done


if __name__ == "__main__":
    django.setup()
    way, seconds, number = sys.argv[1:]
    print(moves(way, float(seconds), int(number)))
