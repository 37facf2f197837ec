"""One start for one data folder: the second says so and ends.

The lock is held by the parent process and ends with it, however it ends: a file left behind by a
killed one locks nothing.
"""

import fcntl
import os
import sys
from pathlib import Path
from typing import TextIO

TAKEN = (
    "The hazard ledger is already running on the data folder {folder} (process {owner}). "
    "End that one first, or give this one another DATA_DIR."
)


def hold(folder: Path) -> TextIO:
    """The lock, to be kept open for as long as the service runs. Exits with 1 where another has
    it. Children do not inherit it."""
    file = open(folder / "service.lock", "a+", encoding="ascii")  # noqa: SIM115  it stays open
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        sys.exit(TAKEN.format(folder=folder, owner=file.read().strip() or "unknown"))
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file
