"""What the worker asks of the operating system: a child that dies with its parent, and a word to
whoever watches it."""

import ctypes
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable

DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG

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
        die_with(parent)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, heeds)
        work()
        code = 0
    except Exception:  # This is the bottom of the process: nobody is left to raise it to.
        logger.exception("A process of the worker broke off.")
    finally:
        os._exit(code)


def die_with(parent: int) -> None:
    """A parent that is killed outright takes this process along (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # It died before it could be asked to.
        os._exit(1)


def notify(word: str) -> None:
    """Tell whoever started this, in systemd's way, that it is ready or alive."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as line:
        try:
            line.sendto(word.encode(), address.replace("@", "\0", 1))
        except OSError:  # Nobody reads it just now; the next word comes in a second.
            logger.debug("Nobody listens at %s.", address)
