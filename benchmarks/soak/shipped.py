"""The service as an operator runs it, with a second worker beside it, started again by whoever
minds it as systemd would."""

import json
import os
import signal
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.floor.servers import family
from benchmarks.inside import HOUSE
from benchmarks.ledgers.ledger import Ledger

COMMANDS = {
    "service": [sys.executable, "-m", "config.serve"],
    "second worker": [sys.executable, "manage.py", "run_worker"],
}


class Shipped:
    def __init__(self, ledger: Ledger, port: int, mail_host: str) -> None:
        told = {"PORT": str(port), "WEB_WORKERS": "2", "EMAIL_HOST": mail_host}
        self.environment, self.port = {**ledger.environment, **told}, port
        self.folder = ledger.folder
        self.log = (ledger.folder / "soak.log").open("ab")
        self.children: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> "Shipped":
        self.start("service")
        self.comes_back_without_the_second()
        self.start("second worker")
        return self

    def __exit__(self, *_told: Any) -> None:
        for child in self.children.values():
            child.terminate()
        for child in self.children.values():
            child.wait(60)

    def start(self, name: str) -> None:
        outputs = {"stdout": self.log, "stderr": self.log}
        self.children[name] = subprocess.Popen(
            COMMANDS[name], cwd=HOUSE, env=self.environment, **outputs
        )

    def mind(self) -> None:
        for name, child in list(self.children.items()):
            if child.poll() is not None:
                self.start(name)

    def mind_until(self, deadline: float) -> None:
        while time.monotonic() < deadline:
            self.mind()
            time.sleep(0.3)

    def kill(self, victim: str, chance: Random) -> str:
        """`web`: one of its processes; `worker`: the first process of one; `lane`: one below it."""
        found = self.found(victim)
        if not found:
            return f"no {victim}"
        pid = chance.choice(found)
        os.kill(pid, signal.SIGKILL)
        return f"{victim} {pid}"

    def found(self, victim: str) -> list[int]:
        first = [child.pid for child in self.children.values() if child.poll() is None]
        everyone = [pid for one in first for pid in family(one)]
        workers = [pid for pid in everyone if "run_worker" in command_of(pid)]
        leaders = [pid for pid in workers if parent_of(pid) not in workers]
        if victim == "worker":
            return leaders
        if victim == "lane":
            return [pid for pid in workers if pid not in leaders]
        return [pid for pid in everyone if pid not in workers]

    def health(self) -> dict[str, Any]:
        line = HTTPConnection("127.0.0.1", self.port, timeout=15)
        try:
            line.request("GET", "/healthz/")
            answer = line.getresponse()
            return {"status": answer.status, **json.loads(answer.read())}
        except (OSError, HTTPException, ValueError) as error:
            return {"status": 0, "error": str(error)}
        finally:
            line.close()

    def comes_back(self, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.mind()
            if self.health()["status"] == 200:
                return True
            time.sleep(0.3)
        return False

    def comes_back_without_the_second(self) -> None:
        self.comes_back(60)

    def left_over(self) -> list[int]:
        """Processes that still work on this ledger a moment after all was ended."""
        time.sleep(3)
        everyone = [int(name) for name in os.listdir("/proc") if name.isdigit()]
        return [pid for pid in everyone if self.is_ours(pid)]

    def is_ours(self, pid: int) -> bool:
        try:
            told = Path(f"/proc/{pid}/environ").read_bytes()
        except OSError:
            return False
        return f"DATA_DIR={self.folder}\0".encode() in told and pid != os.getpid()

    def errors(self) -> list[str]:
        """Faults in the log that a killed process or database does not explain."""
        self.log.flush()
        lines = (self.folder / "soak.log").read_text(errors="replace").splitlines()
        strange = ("IndexError", "StopIteration", "rolling back returned", "didn't produce records")
        return [line for line in lines if any(word in line for word in strange)][:5]


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def parent_of(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0
