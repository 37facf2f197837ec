"""How the worker makes a process for a lane."""

import logging
import os
import signal
from collections.abc import Callable

from processes.lifetime import end_with

logger = logging.getLogger(__name__)


def forked(work: Callable[[], None], heeds: set[signal.Signals]) -> int:
    """The id of a new process that does `work` and ends. It leads a group of its own, and is told
    of the signals `heeds`, which its parent holds back."""
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        os.setsid()
        end_with(parent)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, heeds)
        work()
        code = 0
    except Exception:  # This is the bottom of the process: nobody is left to raise it to.
        logger.exception("A process of the worker broke off.")
    finally:
        os._exit(code)
