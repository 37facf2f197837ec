"""A process that ends when its parent does, however that ends (Linux only)."""

import ctypes
import os
import signal
import sys

END_WITH_PARENT = 1  # PR_SET_PDEATHSIG
# Loaded before any fork: afterwards a process may have forbidden itself to open a file.
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def get_signal_at_end_of_parent(told: signal.Signals) -> None:
    """One system call, which touches no Python state a fork could have left half done."""
    if _libc:
        _libc.prctl(END_WITH_PARENT, told)


def end_with(parent: int) -> None:
    """A parent that is killed outright takes this process along, also when it died before."""
    get_signal_at_end_of_parent(signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
