"""How the parent starts and ends a process of the service. It imports nothing of Django, so that
the parent stays small."""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from processes.lifetime import get_signal_at_end_of_parent

BASE_DIR = Path(__file__).resolve().parent.parent.parent
MANAGE = [sys.executable, str(BASE_DIR / "manage.py")]
PATIENCE = 15.0

Child = subprocess.Popen[bytes]


def start(command: list[str], *kept_open: int, **environ: str) -> Child:
    """The child, with these file descriptors of ours and these variables beside our own."""
    # A session of its own: Ctrl-C then reaches only this parent, which ends each child in order.
    # A parent that is killed outright takes its children along.
    return subprocess.Popen(
        command,
        cwd=BASE_DIR,
        env={**os.environ, **environ},
        start_new_session=True,
        preexec_fn=partial(get_signal_at_end_of_parent, signal.SIGTERM),
        pass_fds=kept_open,
    )


def stop(*children: Child) -> None:
    """Asks each child to end, and insists when it has not after a while."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
