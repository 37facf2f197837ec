"""Eight who work at once over hazards, returns, units and people in a service as it is shipped, and
two programs that keep a mirror by its schema and its feed alone: at the end both hold what every
call answers, and nothing else."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from benchmarks.inside import inside
from benchmarks.ledgers.ledger import SECRET, Ledger
from tests.api.changes.mirroring import Mirror
from tests.api.changes.movers import EIGHT, OverUnits
from tests.base.together import at_once
from tests.service.test_shipped import HOUSE, PLAIN, STARTS, Service, database, free_port, until

ACTS = int(os.environ.get("MOVES", 320)) // len(EIGHT)
PATIENCE = 60 + 4 * len(EIGHT) * ACTS  # seconds; a hang ends the test
READERS = ("auditor@bureau", "officer@central", "viewer@school")


@pytest.fixture
def service(tmp_path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Its address, and what the movers have to know."""
    with database() as address:
        port = free_port()
        told = {"DATABASE_URL": address, "DATA_DIR": str(tmp_path), "PORT": str(port)}
        process = subprocess.Popen(
            [sys.executable, "-m", "config.serve"],
            cwd=HOUSE,
            env={**PLAIN, **told, "WEB_WORKERS": "2", "DEMO": "no", "SECRET_KEY": SECRET},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            until(Service(process, port).is_well)
            district = inside(Ledger(tmp_path, address), "tests.api.changes.movers:settle")
            yield f"http://127.0.0.1:{port}", district
        finally:
            process.terminate()
            process.wait(STARTS)


def leave(root: str, district: dict[str, Any]) -> None:
    """A school goes from one central school to another, however slow the mirrors were to begin."""
    administrator, units = OverUnits(root, district, seed=0, acts=0), district["units"]
    for above in ("central", "central_b"):
        administrator.change(units["school_2"], parent=units[above])


def test_mirrors_kept_while_eight_work_are_equal_at_the_end(service):
    root, district = service
    over: list[int] = []

    def work(mover: Callable[[], int]) -> int:
        try:
            return mover()
        finally:
            over.append(1)

    def keep(reader: str) -> Mirror:
        mirror = Mirror(root, district["tokens"][reader])
        while len(over) < len(EIGHT):
            mirror.follow()
        return mirror

    movers = [of(root, district, seed, ACTS) for seed, of in enumerate(EIGHT)]
    acts: list[Callable[[], Any]] = [lambda one=one: work(one) for one in movers]
    keeping = [lambda one=one: keep(one) for one in READERS]
    came = at_once(*acts, *keeping, patience=PATIENCE)
    done, mirrors = came[: len(EIGHT)], came[len(EIGHT) :]
    idle = [(type(one).__name__, one.last_refusal) for one in movers if one.is_idle]
    assert idle == [], done
    leave(root, district)
    for reader, mirror in zip(READERS, mirrors, strict=True):
        while mirror.follow():
            pass
        now = Mirror(root, district["tokens"][reader])
        assert mirror.differs_from(now) == {}, reader
        assert mirror.anew == 1 and len(mirror.rows) > len(EIGHT), reader
    everything, part, _school = mirrors
    assert everything.heard.get("gone", 0) == 0 and part.heard["gone"] > 0
    assert {"close", "nil", "renamed", "moved", "role_given"} <= everything.heard.keys()
