"""Taking in a 12-megapixel photo, beside bare Pillow doing the same decode, resize and encode."""

import io
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.inside import inside
from benchmarks.ledgers.ledger import Ledger
from benchmarks.picture import bare, photo
from benchmarks.table import Line, amount, compared
from foreign import readers
from foreign.readers import pictures
from hazards.photos import intake

TWELVE_MEGAPIXELS = (4032, 3024)
MOST_RATIO, MOST_MEGABYTES = 1.3, 80


def measured(folder: Path, count: int) -> Iterator[Line]:
    nowhere, path = Ledger(folder / "no-ledger"), folder / "photo.jpg"
    path.write_bytes(photo(TWELVE_MEGAPIXELS))
    took = inside(nowhere, "benchmarks.ingest:rounds", path=str(path), count=count)
    yield compared("photo ingest, 12 MP", took["ours"], took["floor"], MOST_RATIO)
    grown = inside(nowhere, "benchmarks.ingest:peak", path=str(path))
    yield amount("photo ingest, 12 MP: memory at most", grown, "MB", MOST_MEGABYTES)


def timed(act: Callable[[Any], Any], data: Any) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    act(data)
    return (time.perf_counter() - started) * 1000


def rounds(path: str, count: int) -> dict[str, list[float]]:
    """In turns, so that both are slowed alike by whatever else goes on."""
    data = Path(path).read_bytes()
    ours, floor = [], []
    for _ in range(count + 1):
        ours.append(timed(intake.ingest, io.BytesIO(data)))
        floor.append(timed(bare, data))
    return {"ours": ours[1:], "floor": floor[1:]}


def peak(path: str) -> float:
    """Megabytes a reader grows by at most over one photo; it is run here, not in its child."""
    readers.prepare()
    # From here on the kernel counts the highest mark anew, from what is in use now.
    Path("/proc/self/clear_refs").write_text("5")
    before = megabytes("VmRSS")
    for _ in pictures.read(Path(path).read_bytes()):
        pass
    return megabytes("VmHWM") - before


def megabytes(what: str) -> float:
    """Of this process, from the kernel: VmRSS is in use now, VmHWM was in use at most."""
    found = re.search(rf"{what}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found.group(1)) / 1024 if found else 0.0
