"""What a killed web process was taking in lies under names of its own, and nobody comes for it."""

import time
from pathlib import Path

UPLOADS = "*.upload*"  # how Django names them
FORGOTTEN = 24 * 3600.0  # seconds after which nobody is still sending one


def forget_uploads(folder: Path) -> int:
    """Throw away what was sent in part; how many there were."""
    before = time.time() - FORGOTTEN
    old = [file for file in folder.glob(UPLOADS) if file.stat().st_mtime < before]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)
