"""How the static files are kept, and their collection when one of them has changed."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedAndGzipped(CompressedManifestStaticFilesStorage):
    """Gzip alone: Brotli at its best level would make the first start wait for a minute."""

    def create_compressor(self, **options: Any) -> Compressor:
        return Compressor(use_brotli=False, **options)


def fingerprint() -> str:
    """Name, size and time of every static file: cheap to take, different after any change."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def collect_if_changed() -> bool:
    """True when there was something to do; with DEBUG they are served from where they lie."""
    if settings.DEBUG:
        return False
    stamp = Path(settings.STATIC_ROOT) / ".fingerprint"
    now = fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(now, encoding="ascii")
    return True
