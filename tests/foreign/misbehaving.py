"""The fork server with readers that do what hostile bytes might make a reader do."""

import ctypes
import os
import signal
import socket
import time
from pathlib import Path

from foreign import server
from foreign.readers import READERS


def spin(_content):
    while True:
        pass


def wait(_content):
    time.sleep(3600)
    yield from ()


def eat(_content):
    held = []
    while True:
        held.append(bytearray(16 * 1024 * 1024))


def talk(_content):
    while True:
        yield "x" * 100_000


def leave(_content):
    yield "half of it"
    os._exit(0)


def fall(_content):
    ctypes.string_at(0)
    yield from ()


def stumble(_content):
    yield {}["an exception nobody expected"]


def be_killed(_content):
    os.kill(os.getpid(), signal.SIGKILL)
    yield from ()


def leave_another_behind(_content):
    pid = os.fork()
    if not pid:
        time.sleep(3600)
    yield pid


def about(content):
    """What it knows and holds of the process it works for."""
    yield {
        "length": len(content),
        "environment": sorted(os.environ),
        "descriptors": [number for number in range(64) if is_open(number)],
        "parent": os.getppid(),
        "file": said(Path("/etc/hostname").read_bytes),
        "connection": said(socket.socket),
    }


def is_open(number):
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def said(act):
    try:
        act()
    except OSError as error:
        return type(error).__name__
    return "allowed"


READERS |= {
    act.__name__: act
    for act in (spin, wait, eat, talk, leave, fall, stumble, be_killed, leave_another_behind, about)
}

if __name__ == "__main__":
    server.main()
