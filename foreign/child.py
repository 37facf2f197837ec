"""One reading, in a process of its own that ends with it: first its bounds, then the bytes."""

import gc
import os
import resource
import signal
import socket
from collections.abc import Iterator
from typing import Any, NoReturn

from foreign import frames
from foreign.bounds import OUT_OF_MEMORY, Bounds
from foreign.readers import READERS
from processes.lifetime import end_with

NICENESS = 10  # whoever asks for a page goes first


def read(
    name: str, options: dict[str, Any], bounds: Bounds, data: socket.socket, parent: int
) -> NoReturn:
    """Reads what comes in at `data`, answers there, and ends the process in every case but one: an
    exception nobody expected is left to the caller, who shows it and ends the process too."""
    confine(bounds, parent)
    try:
        frames.send(data, answers(name, options, data))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except (BrokenPipeError, ConnectionResetError):
        pass  # nobody waits for the answer any more
    os._exit(0)


def answers(name: str, options: dict[str, Any], data: socket.socket) -> Iterator[Any]:
    yield from READERS[name](frames.everything(data), **options)


def confine(bounds: Bounds, parent: int) -> None:
    """From here on the process can open no file and no connection, and has only so much time and
    memory; it ends with its parent."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setpgid(0, 0)  # no session of its own: Linux would give it the share of a whole service
    end_with(parent)
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_CPU, (bounds.cpu, bounds.cpu + 1))
    resource.setrlimit(resource.RLIMIT_AS, (bounds.memory, bounds.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    gc.disable()  # it lives too short to collect anything
