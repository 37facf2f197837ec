"""A ledger to measure on, and the environment a process needs to work in it."""

import os
from pathlib import Path
from typing import NamedTuple

# What the reader of these figures has set for a running service is not measured.
KEPT = ("PATH", "HOME", "LANG", "TMPDIR")
SECRET = "benchmarks-have-one-key-so-that-a-copied-session-stays-valid"


class Ledger(NamedTuple):
    """A data folder, and a PostgreSQL database if it is not SQLite."""

    folder: Path
    database_url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        plain = {name: os.environ[name] for name in KEPT if name in os.environ}
        ours = {"DATA_DIR": str(self.folder), "DATABASE_URL": self.database_url}
        told = {"DEMO": "no", "SECRET_KEY": SECRET, "LOG_LEVEL": "WARNING"}
        return {**plain, **ours, **told, "DJANGO_SETTINGS_MODULE": "config.settings"}
