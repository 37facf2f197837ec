"""A PostgreSQL server of Debian's package, as an operator has it, on a port of its own."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import psycopg

OWNER, LEDGER = "postgres", "ledger"
PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin")) if os.name == "posix" else []
TUNING = "-c shared_buffers=256MB -c max_connections=60 -c logging_collector=off"


class Server:
    def __init__(self, folder: Path, port: int) -> None:
        self.data, self.log, self.port = folder / "data", folder / "log", port

    def _as_owner(self, *command: str) -> None:
        """The server does not run as root."""
        as_owner = ["runuser", "-u", OWNER, "--"] if os.geteuid() == 0 else []
        subprocess.run([*as_owner, *command], check=True, stdout=subprocess.DEVNULL)

    def create(self) -> None:
        where, who = ("-D", str(self.data)), ("-A", "trust", "-U", OWNER)
        self._as_owner(str(PROGRAMS[-1] / "initdb"), *where, *who, "--locale=C.UTF-8")

    def start(self) -> None:
        told = f"-p {self.port} -k {self.data} -c listen_addresses=127.0.0.1 {TUNING}"
        where = ("-D", str(self.data), "-l", str(self.log), "-w", "-t", "60")
        self._as_owner(str(PROGRAMS[-1] / "pg_ctl"), *where, "-o", told, "start")

    def stop(self) -> None:
        where = ("-D", str(self.data), "-m", "immediate")
        self._as_owner(str(PROGRAMS[-1] / "pg_ctl"), *where, "stop")

    def pid(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def kill(self) -> None:
        """Its first process; the others find out and end."""
        os.kill(self.pid(), signal.SIGKILL)

    def kill_a_backend(self, chance: Random) -> int:
        """One that serves the ledger; the server then ends all of them and recovers."""
        asked = f"SELECT pid FROM pg_stat_activity WHERE datname = '{LEDGER}'"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            pids = [pid for (pid,) in connection.execute(asked)]
        victim = chance.choice(pids) if pids else self.pid()
        os.kill(victim, signal.SIGKILL)
        return victim

    def address(self, name: str = LEDGER) -> str:
        return f"postgres://{OWNER}@127.0.0.1:{self.port}/{name}"


@contextmanager
def started(folder: Path, port: int) -> Iterator[Server]:
    """With an empty database for a ledger in it."""
    place = folder / "postgres"
    place.mkdir()
    folder.chmod(0o755)
    if os.geteuid() == 0:
        shutil.chown(place, OWNER)
    server = Server(place, port)
    server.create()
    server.start()
    try:
        with psycopg.connect(server.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {LEDGER}")
        yield server
    finally:
        server.stop()
