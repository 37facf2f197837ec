"""The database: SQLite in the data folder, or what DATABASE_URL names."""

from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from config import environment
from config.serving import thread_pools

# Only in processes that serve the web: a pool inherited across a fork is one connection that two
# processes write to at once. The worker forks, and each of its processes keeps its own connection.
#
# A request that cannot get a connection is answered after three seconds, not held; and the pool
# gives a connection up soon enough to try anew with the next request. Left alone it waits longer
# after each failure, for minutes after the database is back.
POOL = {"min_size": 1, "timeout": 3, "reconnect_timeout": 2}
# A machine that is gone without a word is noticed by the lack of its acknowledgements: seconds,
# and milliseconds for the last. Each can be told otherwise in the address.
PATIENCE = {
    "connect_timeout": 3,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
# Trying all orders of eight joins costs 60 ms a list, in groups of four next to nothing. Seeks are
# no dearer than on an SSD: as if they cost four times as much, a unit's few hazards are looked for
# among everybody's newest instead of in the index of units. Compiling a statement never pays here:
# one of an auditor's 待办 took 6.3 s at 100,000 hazards to be compiled, and 0.3 s without.
PLANNER = "-c join_collapse_limit=4 -c random_page_cost=1.1 -c jit=off"
SQLITE_ADDRESS = "sqlite:///"


def configured(url: str, data_dir: Path, *, pooled: bool = False) -> dict[str, Any]:
    """What Django is told of the database at this address; without one it is the data folder's."""
    if not url:
        return sqlite(data_dir / "ledger.sqlite3")
    if url.startswith(SQLITE_ADDRESS):
        return sqlite(Path(url.removeprefix(SQLITE_ADDRESS)))
    return postgres(url, pooled=pooled)


def is_postgres(url: str) -> bool:
    return bool(url) and not url.startswith(SQLITE_ADDRESS)


def sqlite(file: Path) -> dict[str, Any]:
    # A ledger does not lose the last second when the power goes; NORMAL trades that for speed.
    synchronous = environment.choice("SQLITE_SYNCHRONOUS", "FULL", "NORMAL")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # Taking the write lock at BEGIN makes concurrent writers wait instead of failing.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                f"PRAGMA journal_mode=WAL;PRAGMA synchronous={synchronous};PRAGMA foreign_keys=ON;"
            ),
        },
    }


def postgres(url: str, *, pooled: bool) -> dict[str, Any]:
    """The options of the address come last and win."""
    if not url.startswith(("postgres://", "postgresql://")):
        message = (
            "DATABASE_URL must begin with postgres:// or sqlite:///; leave it out to use SQLite."
        )
        raise ImproperlyConfigured(message)
    told: dict[str, Any] = {
        **dj_database_url.parse(url),
        "CONN_MAX_AGE": 0 if pooled else None,
        # What lies in the pool may have died with the server it led to: asked before each use.
        "CONN_HEALTH_CHECKS": pooled,
    }
    # A thread without a connection of its own would wait for another's, and fail.
    pool = {**POOL, "max_size": thread_pools.all_threads()}
    options = {**({"pool": pool} if pooled else {}), **PATIENCE, **told.get("OPTIONS", {})}
    options["options"] = f"{PLANNER} {options.get('options', '')}".strip()
    return {**told, "OPTIONS": options}
