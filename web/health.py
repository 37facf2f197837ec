"""Whether the service is well: its database, its storage and its worker, for a machine to ask."""

import os
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import DatabaseError
from django.http import JsonResponse
from django.views.decorators.cache import never_cache

from hazards.models import Category
from jobs import heartbeat

try:
    from botocore.exceptions import BotoCoreError, ClientError
except ImportError:  # The optional extra `s3`.
    STORE_IS_DOWN: tuple[type[Exception], ...] = (OSError,)
else:
    STORE_IS_DOWN = (OSError, BotoCoreError, ClientError)


@login_not_required
@never_cache
def healthz(request):
    """200 when all of it is well, else 503; the body says which is not."""
    parts = {"database": database_is_well, "storage": storage_is_well, "worker": worker_is_well}
    state = {part: is_well() for part, is_well in parts.items()}
    words = {part: "ok" if is_well else "down" for part, is_well in state.items()}
    return JsonResponse(words, status=200 if all(state.values()) else 503)


def database_is_well() -> bool:
    """It answers, and its migrations have run: the shipped categories are the last of them."""
    try:
        return Category.objects.exists()
    except DatabaseError:
        return False


def storage_is_well() -> bool:
    if isinstance(default_storage._wrapped or default_storage, FileSystemStorage):
        return is_writable(Path(default_storage.location))
    try:
        default_storage.exists("photos")
    except STORE_IS_DOWN:
        return False
    return True


def is_writable(folder: Path) -> bool:
    """The folder itself, or the nearest one above while no photo has come yet."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


def worker_is_well() -> bool:
    try:
        return heartbeat.state().is_well
    except DatabaseError:
        return False
