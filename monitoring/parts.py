"""The parts the service is made of, and how each is asked whether it is well, without writing."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages

from hazards.models import Category
from hazards.photos.store import DurableFiles
from jobs import heartbeat
from monitoring.probes import Probe

LEAST_FREE_BYTES = 32 * 1024 * 1024  # one photo of 20 MB, and what the database writes beside it
LEAST_FREE_FILES = 64


def database() -> bool:
    """It answers, and its migrations have run: the shipped categories are the last of them."""
    return Category.objects.exists()


def storage() -> bool:
    """A folder that is there and can be written into, or a store that knows our bucket."""
    store: Any = storages["default"]
    if isinstance(store, DurableFiles):
        return store.is_well()
    if isinstance(store, FileSystemStorage):
        return is_writable(Path(store.location))
    store.bucket.meta.client.head_bucket(Bucket=store.bucket.name)
    return True


def is_writable(folder: Path) -> bool:
    """The folder itself, or the nearest one above while no photo has come yet."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


def disk() -> bool:
    """Room for what a request may bring, where the data lies and where the photos do."""
    folders = {Path(settings.DATA_DIR), Path(settings.MEDIA_ROOT)}
    return all(has_room(folder) for folder in folders if folder.is_dir())


def has_room(folder: Path) -> bool:
    told = os.statvfs(folder)
    counts_files = told.f_files > 0  # some file systems have no limit to name
    few_files = counts_files and told.f_favail < LEAST_FREE_FILES
    return told.f_bavail * told.f_frsize >= LEAST_FREE_BYTES and not few_files


def worker() -> dict[str, Any]:
    """Each lane: the age of its last beat, what it does, and what waits; ages in seconds."""
    state = heartbeat.state()
    lanes = {lane.lane: told(lane) for lane in state.lanes}
    return {"is_well": state.is_well, "lanes": lanes, "failed_jobs": state.failed}


def told(lane: heartbeat.LaneState) -> dict[str, Any]:
    return {
        "state": "ok" if lane.is_well else "down",
        "beat_age": rounded(lane.beat_age),
        "doing": lane.doing,
        "doing_for": rounded(lane.doing_for),
        "waiting": lane.waiting,
        "oldest_waiting": rounded(lane.oldest_waiting),
    }


def rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)


def is_well(answer: Any) -> bool:
    return bool(answer) and (not isinstance(answer, dict) or answer.get("is_well", True))


READY = {"database": Probe(database), "storage": Probe(storage), "disk": Probe(disk)}
ALL = {**READY, "worker": Probe(worker)}
