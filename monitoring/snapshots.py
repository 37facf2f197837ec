"""The counts of all web processes, added up: each writes its own down, whoever is asked reads them.

The library's own way, counters in mapped files, ends the process with SIGBUS when the disk is full,
which is when they are looked at. Here a full disk only makes the others' counts older.
"""

import json
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

from django.conf import settings
from django.db import connections
from prometheus_client import Metric

from monitoring import meters

EVERY = 2.0  # seconds between two notes of a process that is busy

Sample = tuple[str, dict[str, str], float]
_something_new = Event()
_starting = Lock()
_writer: Thread | None = None
_writer_of = 0  # the process the thread lives in: a fork takes the names along, not the thread


def keep_writing() -> None:
    """Has the counts written down soon, by a thread of this process."""
    global _writer, _writer_of
    _something_new.set()
    if _writer_of == os.getpid():
        return
    with _starting:
        if _writer_of != os.getpid():
            _writer_of = os.getpid()
            _writer = Thread(target=_write_for_ever, name="counts", daemon=True)
            _writer.start()


def _write_for_ever() -> None:
    while True:
        _something_new.wait()
        _something_new.clear()
        write()
        time.sleep(EVERY)


def folder() -> Path:
    return Path(settings.DATA_DIR) / "counts"


def forget() -> None:
    """Of the processes before this start, whose numbers may be given again."""
    for file in folder().glob("*.json"):
        file.unlink(missing_ok=True)


def write() -> None:
    """This process's counts into its file. Where nothing can be written they stay in memory."""
    file = folder() / f"{os.getpid()}.json"
    draft = file.with_suffix(".part")
    try:
        folder().mkdir(mode=0o700, exist_ok=True)
        draft.write_text(json.dumps(list(samples_of_this_process())), encoding="utf-8")
        draft.replace(file)
    except OSError:
        return


def samples_of_this_process() -> Iterator[Sample]:
    measure_the_pool()
    for family in meters.registry.collect():
        for sample in family.samples:
            if not sample.name.endswith("_created"):
                yield sample.name, sample.labels, sample.value


def measure_the_pool() -> None:
    """The pool is the process's, whichever thread asks; connections are each thread's own."""
    for connection in connections.all():
        pool = getattr(connection, "pool", None)
        told = pool.get_stats() if pool else {}
        for state in ("pool_size", "pool_available", "requests_waiting"):
            if state in told:
                meters.pool.labels(state.removeprefix("pool_")).set(told[state])


def samples_of_the_others() -> Iterator[tuple[Sample, bool]]:
    """What the other processes have written down, and whether each of them still lives."""
    for file in sorted(folder().glob("*.json")):
        if file.stem == str(os.getpid()):
            continue
        try:
            written: list[Any] = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        lives = Path(f"/proc/{file.stem}").exists()
        yield from (((name, labels, value), lives) for name, labels, value in written)


def collected() -> list[Metric]:
    """The counts of all of them: what happened is added up, what is holds for the living only."""
    sums: dict[tuple[str, tuple[tuple[str, str], ...]], float] = {}
    families = {family.name: family for family in meters.registry.collect()}
    gauges = {name for name, family in families.items() if family.type == "gauge"}
    add(sums, samples_of_this_process())
    others = samples_of_the_others()
    add(sums, (sample for sample, lives in others if lives or sample[0] not in gauges))
    for family in families.values():
        family.samples = []
    for (name, labels), value in sorted(sums.items()):
        family_of(name, families).add_sample(name, dict(labels), value)
    return list(families.values())


def add(sums: dict[Any, float], samples: Iterable[Sample]) -> None:
    for name, labels, value in samples:
        key = (name, tuple(sorted(labels.items())))
        sums[key] = sums.get(key, 0) + value


def family_of(sample: str, families: dict[str, Metric]) -> Metric:
    for ending in ("", "_total", "_bucket", "_sum", "_count"):
        if sample.endswith(ending) and sample.removesuffix(ending) in families:
            return families[sample.removesuffix(ending)]
    raise KeyError(sample)
